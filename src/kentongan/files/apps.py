from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "kentongan.files"
    label = "files"
