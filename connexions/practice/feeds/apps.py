from django.apps import AppConfig


class FeedsConfig(AppConfig):
    name = "connexions.practice.feeds"
    label = "feeds"
