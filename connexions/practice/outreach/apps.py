from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "connexions.practice.outreach"
    label = "outreach"

    def ready(self) -> None:
        from connexions.practice.casework import machines
        from connexions.practice.outreach.rules import MACHINES

        machines.register("outreach", MACHINES)
