from django.apps import AppConfig


class TracingConfig(AppConfig):
    name = "connexions.practice.tracing"
    label = "tracing"

    def ready(self) -> None:
        from connexions.practice.tracing import hearing, pages

        hearing.start()
        pages.start()
