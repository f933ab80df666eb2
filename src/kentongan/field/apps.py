from django.apps import AppConfig


class FieldConfig(AppConfig):
    name = "kentongan.field"
    label = "field"
