from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "connexions.registers.people"
    label = "people"

    def ready(self) -> None:
        from connexions.registers.people import hearing, pages, restricted, sources

        hearing.start()
        restricted.start()
        sources.start()
        pages.start()
