from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "connexions.practice.referrals"
    label = "referrals"

    def ready(self) -> None:
        from connexions.practice.casework import machines
        from connexions.practice.referrals.rules.moves import MACHINES

        machines.register("referrals", MACHINES)
