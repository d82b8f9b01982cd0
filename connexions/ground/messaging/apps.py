from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "connexions.ground.messaging"
    label = "messaging"
