from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "connexions.registers.accounts"
    label = "accounts"

    def ready(self) -> None:
        from connexions.ground.base import resealing
        from connexions.ground.jobs.actions import actors_are_checked_by
        from connexions.registers.accounts import actors, watching
        from connexions.registers.accounts.resealing import SecondFactors

        watching.begin()
        actors_are_checked_by(actors.still)
        resealing.also(SecondFactors())
