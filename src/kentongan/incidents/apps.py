from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "kentongan.incidents"
    label = "incidents"
