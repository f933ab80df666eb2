from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "kentongan.exchange"
    label = "exchange"
