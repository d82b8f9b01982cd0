from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "connexions.ground.jobs"
    label = "jobs"
