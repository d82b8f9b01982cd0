from django.apps import AppConfig
from django.db.models.signals import post_migrate


class BaseConfig(AppConfig):
    name = "connexions.ground.base"
    label = "base"

    def ready(self) -> None:
        from connexions.ground.base import protection

        post_migrate.connect(protection.after_migrate, dispatch_uid="base.protection")
