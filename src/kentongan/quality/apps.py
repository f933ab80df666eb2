from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "kentongan.quality"
    label = "quality"
