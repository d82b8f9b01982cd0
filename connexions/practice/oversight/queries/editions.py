"""The lists that work is judged by: the partnership's own latest edition, or the product's standard."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from connexions.ground.base.acting import Actor
from connexions.practice.oversight.models import Edition, Standard


@dataclass(frozen=True)
class Current:
    """What is in use now. *edition* is none while the partnership goes by the standard."""

    kind: str
    number: int
    told: dict[str, Any]
    edition: Edition | None = None

    @property
    def questions(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.told.get("questions", [])
        return found

    @property
    def headings(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.told.get("headings", [])
        return found

    @property
    def is_own(self) -> bool:
        """Whether the partnership has changed it, rather than taken the standard over as it is."""
        return self.edition is not None and self.edition.made_by_id is not None


def current(kind: str, *, by: Actor) -> Current:
    """What this partnership judges by now."""
    return all_current(by=by)[kind]


def all_current(*, by: Actor) -> dict[str, Current]:
    """Every list in use, by kind; two queries."""
    own = Edition.objects.filter(partnership_id=by.partnership).order_by("kind", "number")
    shipped = Standard.objects.order_by("kind", "number")
    found = {one.kind: Current(one.kind, one.number, one.told) for one in shipped}
    return found | {
        one.kind: Current(one.kind, one.number, one.told, one) for one in own.select_related("made_by")
    }


def earlier(kind: str, *, by: Actor) -> list[Edition]:
    """Every edition this partnership has had, the latest first."""
    found = Edition.objects.filter(partnership_id=by.partnership, kind=kind).select_related("made_by")
    return list(found.order_by("-number"))


def questions_of(editions: set[UUID]) -> dict[str, str]:
    """The wording of every question of these editions by its key; the latest wording counts."""
    found: dict[str, str] = {}
    for edition in Edition.objects.filter(pk__in=editions).order_by("number"):
        found |= {one["key"]: one["text"] for one in edition.questions}
    return found
