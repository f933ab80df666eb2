from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "kentongan.web"
    label = "web"
