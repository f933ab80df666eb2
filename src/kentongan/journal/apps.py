from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "kentongan.journal"
    label = "journal"
