from django.apps import AppConfig


class SurgeConfig(AppConfig):
    name = "kentongan.surge"
    label = "surge"
