from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "connexions.practice.appointments"
    label = "appointments"

    def ready(self) -> None:
        from connexions.practice.appointments import pages

        pages.start()
