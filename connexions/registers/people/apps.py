from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "connexions.registers.people"
    label = "people"
