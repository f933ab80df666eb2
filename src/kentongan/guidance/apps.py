from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "kentongan.guidance"
    label = "guidance"
