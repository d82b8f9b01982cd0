from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PartnersConfig(AppConfig):
    name = "connexions.registers.partners"
    label = "partners"

    def ready(self) -> None:
        from connexions.ground.base import machines
        from connexions.registers.partners import reference
        from connexions.registers.partners.rules.states import MACHINES

        post_migrate.connect(reference.after_migrate, sender=self, dispatch_uid="partners.reference")
        machines.register("partners", MACHINES)
