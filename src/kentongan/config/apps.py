from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ConfigConfig(AppConfig):
    """Last of the apps: loads what rooms register by importing (events, refusals, timers …)."""

    name = "kentongan.config"
    label = "config"

    def ready(self) -> None:
        autodiscover_modules("events", "errors", "reactions", "tasks", "matters", "limits")
