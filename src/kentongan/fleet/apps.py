from django.apps import AppConfig


class FleetConfig(AppConfig):
    name = "kentongan.fleet"
    label = "fleet"
