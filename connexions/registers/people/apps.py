from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "connexions.registers.people"
    label = "people"

    def ready(self) -> None:
        from connexions.registers.people import hearing, pages, sources

        hearing.start()
        sources.start()
        pages.start()
