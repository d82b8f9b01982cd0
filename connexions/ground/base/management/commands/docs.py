"""Makes the reference afresh from the code."""

from typing import Any

from django.core.management import BaseCommand

from config.reference.build import pages


class Command(BaseCommand):
    help = "Make the parts of docs/ that follow from the code: who may open what, the rooms, each figure."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for path, text in pages().items():
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            self.stdout.write(f"Made: {path.name}")
