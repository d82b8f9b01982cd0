from django.apps import AppConfig


class TrackingConfig(AppConfig):
    name = "connexions.practice.tracking"
    label = "tracking"
