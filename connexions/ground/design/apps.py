from django.apps import AppConfig


class DesignConfig(AppConfig):
    """The room's place in Django: no models, only templates and form fields."""

    name = "connexions.ground.design"
    label = "design"
