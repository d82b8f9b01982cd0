from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DirectoryConfig(AppConfig):
    name = "connexions.registers.directory"
    label = "directory"

    def ready(self) -> None:
        from connexions.registers.directory import reference

        post_migrate.connect(reference.after_migrate, sender=self, dispatch_uid="directory.reference")
