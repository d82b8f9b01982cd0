from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "connexions.practice.appointments"
    label = "appointments"
