from django.apps import AppConfig


class DemotionsConfig(AppConfig):
    name = "kentongan.demotions"
    label = "demotions"
