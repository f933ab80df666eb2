from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "kentongan.reports"
    label = "reports"
