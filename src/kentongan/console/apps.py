from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "kentongan.console"
    label = "console"
