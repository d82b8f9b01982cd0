from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "connexions.registers.partners"
    label = "partners"
