from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "connexions.practice.appointments"
    label = "appointments"

    def ready(self) -> None:
        from connexions.practice.appointments import following, pages, sources, today
        from connexions.practice.appointments.rules import MACHINES
        from connexions.practice.casework import machines

        pages.start()
        sources.start()
        today.start()
        following.start()
        machines.register("appointments", MACHINES)
