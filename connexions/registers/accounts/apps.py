from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "connexions.registers.accounts"
    label = "accounts"

    def ready(self) -> None:
        from connexions.registers.accounts import watching

        watching.begin()
