from django.apps import AppConfig


class RoadsConfig(AppConfig):
    name = "kentongan.roads"
    label = "roads"
