from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "connexions.practice.referrals"
    label = "referrals"

    def ready(self) -> None:
        from connexions.ground.base import machines
        from connexions.practice.referrals import hearing, pages
        from connexions.practice.referrals.rules.moves import MACHINES

        hearing.start()
        pages.start()
        machines.register("referrals", MACHINES)
