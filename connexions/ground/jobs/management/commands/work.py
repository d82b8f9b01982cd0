"""The worker: takes long work from the queue, two pieces at a time, until it is told to stop."""

from typing import Any

from django.core.management import BaseCommand, call_command
from django.db import transaction

from connexions.ground.jobs.rescue import rescue

AT_ONCE = 2
PATIENCE = 3  # seconds that running work has to come to an end when the worker is told to stop


class Command(BaseCommand):
    help = "Take long work from the queue and do it, until told to stop."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            rescue()  # what the last worker left undone goes on at once
        call_command(
            "procrastinate",
            "worker",
            "--name=connexions",
            f"--concurrency={AT_ONCE}",
            f"--shutdown-graceful-timeout={PATIENCE}",
        )
