from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "connexions.front.portal"
    label = "portal"
