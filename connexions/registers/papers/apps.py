from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "connexions.registers.papers"
    label = "papers"

    def ready(self) -> None:
        from connexions.registers.papers import pages

        pages.start()
