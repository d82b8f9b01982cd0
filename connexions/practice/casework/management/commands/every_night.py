"""Does at once what the casework does every night."""

from typing import Any

from django.core.management.base import BaseCommand

from connexions.ground.base import clock
from connexions.ground.base.models import partnerships
from connexions.practice.casework import tasks


class Command(BaseCommand):
    help = (
        "Prepare what must be prepared in time and work out when reviews are due; twice is as good as once."
    )

    def handle(self, *_: Any, **options: Any) -> None:
        for partnership in partnerships():
            done = tasks.night(partnership=partnership, on=clock.today())
            self.stdout.write(
                f"Partnership {partnership}: {done['begun']} changes begun, {done['moved']} reviews set or moved."
            )
