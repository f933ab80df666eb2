from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "kentongan.board"
    label = "board"
