"""Draws the tables of moves as diagrams for the reference."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from connexions.practice.casework import machines


class Command(BaseCommand):
    help = "Draw docs/reference/ROOM-states.md of every room from its tables of moves."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        folder = settings.ROOT / "docs" / "reference"
        folder.mkdir(parents=True, exist_ok=True)
        for room, found in machines.registered().items():
            path = folder / f"{room}-states.md"
            path.write_text(machines.reference(found, room=room), encoding="utf-8")
            self.stdout.write(f"Drawn: {path.relative_to(settings.ROOT)}")
