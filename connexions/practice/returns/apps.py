from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    name = "connexions.practice.returns"
    label = "returns"

    def ready(self) -> None:
        from connexions.practice.returns import following, pages

        following.start()
        pages.start()
