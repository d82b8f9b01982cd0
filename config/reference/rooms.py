"""The map of the rooms: each with its own sentence, floor by floor, and the nouns it keeps."""

import ast
from pathlib import Path

from django.apps import apps

HOUSE = Path(__file__).resolve().parents[2] / "connexions"
# From the top of the house down; beside each other where they stand on the same floor.
FLOORS = {
    "front": "the doors people come through",
    "insight": "what the numbers say, and whether it works",
    "practice": "what is done",
    "trust": "under what leave it is done",
    "registers": "who and what there is",
    "ground": "shared furniture",
    "engines": "pure Python: no Django, no clock, no network",
}


def table() -> str:
    """The map as a table, as ``docs/ARCHITECTURE.md`` holds it."""
    lines = ["| Floor | Room | What it is | Nouns |", "|---|---|---|---|"]
    for floor, meaning in FLOORS.items():
        said = f"**{floor}**: {meaning}"
        for room in sorted((HOUSE / floor).glob("*/__init__.py")):
            name = room.parent.name
            lines.append(f"| {said} | {name} | {_sentence(room)} | {_nouns(floor, name)} |")
            said = ""
    return "\n".join(lines) + "\n"


def _sentence(room: Path) -> str:
    words = ast.get_docstring(ast.parse(room.read_text())) or ""
    return " ".join(words.split("\n\n")[0].split())


def _nouns(floor: str, name: str) -> str:
    if floor == "engines" or not apps.is_installed(f"connexions.{floor}.{name}"):
        return ""
    names = sorted(model.__name__ for model in apps.get_app_config(name).get_models())
    return ", ".join(f"`{one}`" for one in names)
