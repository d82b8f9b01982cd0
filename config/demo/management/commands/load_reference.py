"""Brings local authorities and schools into the database."""

from typing import Any

from django.core.management.base import BaseCommand

from config.demo import places


class Command(BaseCommand):
    help = "Bring the shipped reference data (local authorities, schools) into the database. Idempotent."

    def handle(self, *_: Any, **__: Any) -> None:
        for what, count in places.load().items():
            self.stdout.write(f"{count:,} {what}")
