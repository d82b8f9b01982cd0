from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OversightConfig(AppConfig):
    name = "connexions.practice.oversight"
    label = "oversight"

    def ready(self) -> None:
        from connexions.practice.casework import machines
        from connexions.practice.oversight import reference, today
        from connexions.practice.oversight.rules.states import MACHINES

        post_migrate.connect(reference.after_migrate, sender=self, dispatch_uid="oversight.reference")
        machines.register("oversight", MACHINES)
        today.start()
