"""Refusals: sentences that are shown unchanged to the person who asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class Refused(Exception):
    """Something was asked and is not done. The message is a sentence a person can read."""

    # What may be done instead: what the link says and where it goes.
    instead: tuple[str, str] | None = None

    @property
    def sentence(self) -> str:
        return str(self.args[0])


class NotAllowed(Refused):
    """This person may not do this."""


class NotPossible(Refused):
    """Nobody may do this as things stand."""


class Missing(Refused):
    """There is no such thing, or this person may not know that there is."""


@dataclass(frozen=True)
class Difference:
    """One field that two people changed: what it was called, what is stored now, what was typed here."""

    field: str
    label: str
    theirs: Any
    mine: Any


class Conflict(NotPossible):
    """Somebody else saved first. Carries both texts so that the page can show them side by side."""

    def __init__(self, sentence: str, *, version: int, differences: list[Difference], who: str = "") -> None:
        super().__init__(sentence)
        self.version = version
        self.differences = differences
        self.who = who


def check_version(
    *, stored: Any, version: int, typed: Mapping[str, Any], labels: Mapping[str, str], who: str = ""
) -> None:
    """Refuse a save that is based on an older version than the stored one, naming what differs.

    *stored* is a model instance with ``version``; *typed* the values to be saved, by field name.
    Raises ``Conflict``.
    """
    if stored.version == version:
        return
    differences = [
        Difference(name, labels.get(name, name), getattr(stored, name), value)
        for name, value in typed.items()
        if getattr(stored, name) != value
    ]
    whom = who or "Somebody else"
    raise Conflict(
        f"{whom} saved changes to this while you were typing. Nothing of yours is lost: compare the two and choose.",
        version=stored.version,
        differences=differences,
        who=who,
    )
