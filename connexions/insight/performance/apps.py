from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    name = "connexions.insight.performance"
    label = "performance"
