from django.apps import AppConfig


class RatingsConfig(AppConfig):
    name = "kentongan.ratings"
    label = "ratings"
