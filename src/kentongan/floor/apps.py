from django.apps import AppConfig


class FloorConfig(AppConfig):
    name = "kentongan.floor"
    label = "floor"
