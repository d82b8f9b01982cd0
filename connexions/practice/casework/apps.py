from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CaseworkConfig(AppConfig):
    name = "connexions.practice.casework"
    label = "casework"

    def ready(self) -> None:
        from connexions.practice.casework import (
            agreed_sharing,
            arriving,
            attending,
            following,
            hearing,
            needing,
            pages,
            reference,
            reviewing,
            sources,
        )
        from connexions.practice.casework.machines import register
        from connexions.practice.casework.rules import MACHINES

        post_migrate.connect(reference.after_migrate, sender=self, dispatch_uid="casework.reference")
        agreed_sharing.start()
        arriving.start()
        attending.start()
        following.start()
        hearing.start()
        needing.start()
        reviewing.start()
        pages.start()
        sources.start()
        register("casework", MACHINES)
