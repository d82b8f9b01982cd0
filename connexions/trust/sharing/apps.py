from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SharingConfig(AppConfig):
    name = "connexions.trust.sharing"
    label = "sharing"

    def ready(self) -> None:
        from connexions.trust.sharing import pages, reference

        post_migrate.connect(reference.after_migrate, sender=self, dispatch_uid="sharing.reference")
        pages.start()
