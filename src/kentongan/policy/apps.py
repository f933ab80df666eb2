from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "kentongan.policy"
    label = "policy"
