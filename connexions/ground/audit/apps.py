from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "connexions.ground.audit"
    label = "audit"
