from django.apps import AppConfig


class SafeguardingConfig(AppConfig):
    name = "connexions.trust.safeguarding"
    label = "safeguarding"

    def ready(self) -> None:
        from connexions.ground.base import machines
        from connexions.trust.safeguarding import pages
        from connexions.trust.safeguarding.rules import MACHINES

        machines.register("safeguarding", MACHINES)
        pages.start()
