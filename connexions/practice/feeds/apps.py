from django.apps import AppConfig


class FeedsConfig(AppConfig):
    name = "connexions.practice.feeds"
    label = "feeds"

    def ready(self) -> None:
        from connexions.practice.feeds.actions import closing
        from connexions.registers.people import signals

        signals.restricted.connect(closing.forget_where, dispatch_uid="feeds.restricted")
