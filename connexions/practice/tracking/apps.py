from django.apps import AppConfig
from django.db.models.signals import post_migrate


class TrackingConfig(AppConfig):
    name = "connexions.practice.tracking"
    label = "tracking"

    def ready(self) -> None:
        from connexions.practice.tracking import pages, reference

        post_migrate.connect(reference.after_migrate, sender=self, dispatch_uid="tracking.reference")
        pages.start()
