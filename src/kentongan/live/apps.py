from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "kentongan.live"
    label = "live"
