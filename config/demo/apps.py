from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo writes into many rooms, so it stands beside the settings, above every floor."""

    name = "config.demo"
    label = "demo"
