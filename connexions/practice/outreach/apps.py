from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "connexions.practice.outreach"
    label = "outreach"
