from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "kentongan.regions"
    label = "regions"
