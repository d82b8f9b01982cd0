from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "connexions.registers.people"
    label = "people"

    def ready(self) -> None:
        from connexions.registers.people import pages, restricted, sources

        restricted.start()
        sources.start()
        pages.start()
