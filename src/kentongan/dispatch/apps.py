from django.apps import AppConfig


class DispatchConfig(AppConfig):
    name = "kentongan.dispatch"
    label = "dispatch"
