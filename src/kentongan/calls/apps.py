from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "kentongan.calls"
    label = "calls"
