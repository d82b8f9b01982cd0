from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "connexions.practice.casework"
    label = "casework"
