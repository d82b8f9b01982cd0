from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "connexions.registers.accounts"
    label = "accounts"

    def ready(self) -> None:
        from connexions.ground.jobs.actions import actors_are_checked_by
        from connexions.registers.accounts import actors, watching

        watching.begin()
        actors_are_checked_by(actors.still)
