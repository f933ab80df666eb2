from django.apps import AppConfig


class VillagesConfig(AppConfig):
    name = "kentongan.villages"
    label = "villages"
