"""Whom an organisation may see: the newest shared first, and by name.

Both ask the leaves first, by index, and read as many records as are shown: how many are shared plays no part.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from connexions.front.portal.permissions import organisation_of
from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor, system
from connexions.ground.base.kept import Kept, each
from connexions.registers.partners.models import Organisation
from connexions.registers.people import names, sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.queries import typed as reading
from connexions.registers.people.queries.widening import Term, lengthen, terms
from connexions.registers.people.sight import Sight

PAGE = 25
MOST = 50  # found by a name; more, and they are asked to say more of it


@dataclass(frozen=True)
class Shown:
    """Somebody on a list: what is shared of them, and since when (not where found by a name)."""

    young_person: YoungPerson
    sight: Sight
    since: datetime | None = None


@dataclass(frozen=True)
class Page:
    """Some of those shared, the newest first, and from when earlier ones go on."""

    people: list[Shown]
    before: datetime | None = None
    more: bool = False


# The newest leave of each, to the organisation itself and to its kind: both by index, and no further than a page.
NEWEST = """
SELECT young_person_id, from_at FROM (
    (SELECT l.young_person_id, l.from_at FROM people_leave l
     WHERE l.partnership_id = %(here)s AND l.organisation_id = %(organisation)s AND {holds} AND {newest}
     ORDER BY l.from_at DESC, l.young_person_id LIMIT %(most)s)
    UNION
    (SELECT l.young_person_id, l.from_at FROM people_leave l
     WHERE l.partnership_id = %(here)s AND l.organisation_kind = %(kind)s AND l.organisation_kind <> '' AND {holds}
       AND {newest}
     ORDER BY l.from_at DESC, l.young_person_id LIMIT %(most)s)
) both_ways ORDER BY from_at DESC, young_person_id LIMIT %(most)s
"""
HOLDS = "l.from_at <= %(at)s AND l.until_at > %(at)s AND l.from_at < %(before)s"
ONLY_NEWEST = """NOT EXISTS (
    SELECT 1 FROM people_leave n WHERE n.young_person_id = l.young_person_id AND n.from_at > l.from_at
      AND n.from_at <= %(at)s AND n.until_at > %(at)s
      AND (n.organisation_id = %(organisation)s OR (n.organisation_kind = %(kind)s AND n.organisation_kind <> ''))
)"""
STATEMENT = NEWEST.format(holds=HOLDS, newest=ONLY_NEWEST)

_people: Kept[YoungPerson] = Kept(
    lambda many: YoungPerson.objects.select_related("school").filter(pk__in=each(many))
)


def shared(*, by: Actor, before: datetime | None = None, size: int = PAGE) -> Page:
    """Those shared with the organisation of *by*, the newest first, *before* a moment: three queries."""
    organisation, at = organisation_of(by), clock.now()
    asked: dict[str, Any] = {
        "here": by.partnership,
        "organisation": organisation,
        "kind": _kind(organisation),
        "at": at,
        "before": before or at,
        "most": size + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, asked)
        rows: list[tuple[UUID, datetime]] = cursor.fetchall()
    shown = rows[:size]
    people = _shown([one for one, _ in shown], by=by, since=dict(shown))
    return Page(people, shown[-1][1] if len(rows) > size else None, len(rows) > size)


def named(text: str, *, by: Actor) -> Page:
    """Those shared with the organisation of *by* who are called so.

    The words of names are kept where no organisation reads; which of them are shared is asked in the same statement.
    Somebody found only by a name that they had before is not shown: that name was not shared.
    """
    organisation_of(by)
    meant = terms(reading.read(text, on=clock.today()).words)
    if not meant:
        return Page([])
    ids = _called(meant, by=by)
    found = [one for one in _shown(ids, by=by) if _is_called(one.young_person, meant)]
    found.sort(
        key=lambda one: (one.young_person.family_name, one.young_person.given_name, one.young_person.pk)
    )
    return Page(found[:MOST], more=len(found) > MOST)


CALLED = """
SELECT k.young_person_id FROM unnest(%s::int[], %s::text[]) asked (term, word)
JOIN people_searchkey k ON k.partnership_id = %s AND k.word = asked.word
WHERE {shared} GROUP BY k.young_person_id HAVING count(DISTINCT asked.term) = %s LIMIT %s
"""


def _called(meant: list[Term], *, by: Actor) -> list[UUID]:
    condition, params = sight.visible_sql(by, of="k", key="young_person_id")
    reader = system("portal: whom an organisation asks for", partnership=by.partnership)
    with tenancy.acting(reader), connection.cursor() as cursor:
        lengthen(meant, by=reader)
        asked = [(place, word) for place, one in enumerate(meant) for word in one.fits]
        columns: list[Any] = [[place for place, _ in asked], [word for _, word in asked]]
        statement = CALLED.format(shared=condition)
        asked_of: list[Any] = [*columns, by.partnership, *params, len(meant), MOST * 4]
        cursor.execute(statement, asked_of)
        return [pk for (pk,) in cursor.fetchall()]


def _is_called(young_person: YoungPerson, meant: list[Term]) -> bool:
    """Whether what was typed is how they are called now."""
    said = (young_person.given_name, young_person.family_name, young_person.preferred_name)
    words = names.keys_of(*said, young_person.middle_names)
    return all(any(one.fit(word) for word in words) for one in meant)


def _kind(organisation: int) -> str:
    return Organisation.objects.values_list("kind", flat=True).get(pk=organisation)


def _shown(ids: list[UUID], *, by: Actor, since: dict[UUID, datetime] | None = None) -> list[Shown]:
    """These, as far as the one decision lets *by* see each."""
    sights = sight.sights_of(ids, by=by)
    people = {one.pk: one for one in _people.ask(ids)} if ids else {}
    return [
        Shown(people[one], sights[one], (since or {}).get(one))
        for one in ids
        if one in people and sights[one].groups
    ]
