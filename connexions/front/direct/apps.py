from django.apps import AppConfig


class DirectConfig(AppConfig):
    name = "connexions.front.direct"
    label = "direct"
