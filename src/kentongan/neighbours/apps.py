from django.apps import AppConfig


class NeighboursConfig(AppConfig):
    name = "kentongan.neighbours"
    label = "neighbours"
