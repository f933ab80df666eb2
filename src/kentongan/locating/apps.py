from django.apps import AppConfig


class LocatingConfig(AppConfig):
    name = "kentongan.locating"
    label = "locating"
