"""The worker: takes long work from the queue, one after another, until it is told to stop."""

from typing import Any

from django.core.management import BaseCommand, call_command


class Command(BaseCommand):
    help = "Take long work from the queue and do it, until told to stop."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("procrastinate", "worker", "--name", "connexions", "--concurrency", "2")
