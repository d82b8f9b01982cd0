from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    name = "connexions.practice.returns"
    label = "returns"
