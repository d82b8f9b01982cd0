from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "connexions.registers.accounts"
    label = "accounts"
