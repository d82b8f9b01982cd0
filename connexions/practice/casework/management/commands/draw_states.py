"""Draws the tables of moves as diagrams for the reference."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from connexions.practice.casework import machines, rules


class Command(BaseCommand):
    help = "Draw docs/reference/casework-states.md from the tables of moves."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.ROOT / "docs" / "reference" / "casework-states.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(machines.reference(rules.MACHINES), encoding="utf-8")
        self.stdout.write(f"Drawn: {path.relative_to(settings.ROOT)}")
