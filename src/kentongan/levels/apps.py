from django.apps import AppConfig


class LevelsConfig(AppConfig):
    name = "kentongan.levels"
    label = "levels"
