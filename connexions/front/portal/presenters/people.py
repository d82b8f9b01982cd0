"""Those who are shared, and one of them, in words."""

from typing import Any

from connexions.front.portal.presenters.frame import frame
from connexions.front.portal.queries.people import MOST, Page
from connexions.front.portal.queries.telling import Record
from connexions.ground.base.acting import Actor
from connexions.ground.design import words
from connexions.registers.people import categories
from connexions.registers.people.categories import Group


def listing(
    page: Page, *, by: Actor, text: str = "", searched: bool = False, later: bool = False
) -> dict[str, Any]:
    """A list of those shared, or found by a name."""
    rows = [
        {
            "id": one.young_person.pk,
            "name": one.young_person.name,
            "born": words.day(one.young_person.date_of_birth) if Group.WHO_BIRTH in one.sight.groups else "",
            "shared": _shared(one.sight.groups),
            "since": words.day(one.since),
        }
        for one in page.people
    ]
    return frame("portal:people") | {
        "rows": rows,
        "text": text,
        "searched": searched,
        "most": MOST,
        "more": page.more,
        "after": str(page.last) if page.last else "",
        "later": later,
        "place": by.partnership_name,
    }


def _shared(groups: frozenset[Group]) -> str:
    told = categories.told(groups - categories.ALWAYS)
    return (
        words.listed([one if place == 0 else one[0].lower() + one[1:] for place, one in enumerate(told)])
        or "Name only"
    )


def record(found: Record) -> dict[str, Any]:
    """Somebody, as far as they are shared."""
    return frame("portal:people") | {
        "young_person": found.young_person,
        "parts": [(category.label, told) for category, told in found.parts],
        "shared": words.listed([one.lower() for one in categories.told(found.sight.groups)]),
    }
