from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "kentongan.orgs"
    label = "orgs"
