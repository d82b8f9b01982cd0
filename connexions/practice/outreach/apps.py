from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "connexions.practice.outreach"
    label = "outreach"

    def ready(self) -> None:
        from connexions.practice.casework import machines
        from connexions.practice.outreach.actions import copies
        from connexions.practice.outreach.rules import MACHINES
        from connexions.registers.people import signals

        machines.register("outreach", MACHINES)
        signals.restricted.connect(copies.call_back_restricted, dispatch_uid="outreach.restricted")
