from django.apps import AppConfig


class LineTestsConfig(AppConfig):
    name = "kentongan.linetests"
    label = "linetests"
