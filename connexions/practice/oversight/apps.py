from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OversightConfig(AppConfig):
    name = "connexions.practice.oversight"
    label = "oversight"

    def ready(self) -> None:
        from connexions.practice.oversight import reference

        post_migrate.connect(reference.after_migrate, sender=self, dispatch_uid="oversight.reference")
