from django.apps import AppConfig


class RecordingsConfig(AppConfig):
    name = "kentongan.recordings"
    label = "recordings"
