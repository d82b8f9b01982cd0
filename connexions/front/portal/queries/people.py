"""Whom an organisation may see: the newest shared first, and by name.

Both ask the leaves first, by index, and read as many records as are shown: how many are shared plays no part.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from connexions.front.portal.permissions import organisation_of
from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor
from connexions.ground.base.kept import Kept, each, prepared
from connexions.registers.people import names, sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.queries import typed as reading
from connexions.registers.people.queries.widening import Term, lengthen, terms
from connexions.registers.people.sight import Sight

PAGE = 25
MOST = 50  # found by a name; more, and they are asked to say more of it
LOOKED_AT = MOST * 2  # some were called so only before, and are not shown


@dataclass(frozen=True)
class Shown:
    """Somebody on a list: what is shared of them, and since when (not where found by a name)."""

    young_person: YoungPerson
    sight: Sight
    since: datetime | None = None


@dataclass(frozen=True)
class Mark:
    """The last of a page: since when they are shared, and which of those shared at that moment."""

    since: datetime
    young_person: UUID

    def __str__(self) -> str:
        return f"{self.since.isoformat()}/{self.young_person}"

    @classmethod
    def read(cls, text: str) -> "Mark | None":
        """A mark as an address says it; somebody may have written that by hand."""
        since, _, which = text.replace(" ", "+").partition("/")
        try:
            found = cls(datetime.fromisoformat(since), UUID(which))
        except ValueError:
            return None
        return found if found.since.tzinfo else None


@dataclass(frozen=True)
class Page:
    """Some of those shared, the newest first, and from whom the list goes on."""

    people: list[Shown]
    last: Mark | None = None
    more: bool = False


# The newest leave of each, to the organisation itself and to its kind: both by index, and no further than a page.
NEWEST = """
SELECT young_person_id, from_at FROM (
    (SELECT l.young_person_id, l.from_at FROM people_leave l
     WHERE l.partnership_id = {here} AND l.organisation_id = {organisation} AND {holds} AND {newest}
     ORDER BY l.from_at DESC, l.young_person_id LIMIT {most})
    UNION
    (SELECT l.young_person_id, l.from_at FROM people_leave l
     WHERE l.partnership_id = {here} AND l.organisation_kind = {kind} AND l.organisation_kind <> '' AND {holds}
       AND {newest}
     ORDER BY l.from_at DESC, l.young_person_id LIMIT {most})
) both_ways ORDER BY from_at DESC, young_person_id LIMIT {most}
"""
HOLDS = """l.from_at <= {at} AND l.until_at > {at} AND l.from_at <= {before}
       AND (l.from_at < {before} OR l.young_person_id > {after})"""
ONLY_NEWEST = """NOT EXISTS (
    SELECT 1 FROM people_leave n WHERE n.young_person_id = l.young_person_id AND n.from_at > l.from_at
      AND n.from_at <= {at} AND n.until_at > {at}
      AND (n.organisation_id = {organisation} OR (n.organisation_kind = {kind} AND n.organisation_kind <> ''))
)"""
KIND = "(SELECT o.kind FROM partners_organisation o WHERE o.id = {organisation})"


def _positional(statement: str) -> tuple[str, list[str]]:
    """A statement with a place for each value, and which value stands in each."""
    names = re.findall(r"\{(\w+)\}", statement)
    return re.sub(r"\{\w+\}", "%s", statement), names


STATEMENT, PLACES = _positional(
    NEWEST.replace("{newest}", ONLY_NEWEST).replace("{holds}", HOLDS).replace("{kind}", KIND)
)

_people: Kept[YoungPerson] = Kept(
    lambda many: YoungPerson.objects.select_related("school").filter(pk__in=each(many))
)


def shared(*, by: Actor, after: Mark | None = None, size: int = PAGE) -> Page:
    """Those shared with the organisation of *by*, the newest first, going on *after* somebody: three queries."""
    organisation, at = organisation_of(by), clock.now()
    asked: dict[str, Any] = {
        "here": by.partnership,
        "organisation": organisation,
        "at": at,
        "before": after.since if after else at,
        "after": after.young_person if after else sight.NOBODY,
        "most": size + 1,
    }
    with prepared() as cursor:
        cursor.execute(STATEMENT, [asked[name] for name in PLACES])
        rows: list[tuple[UUID, datetime]] = cursor.fetchall()
    shown = rows[:size]
    people = _shown([one for one, _ in shown], by=by, since=dict(shown))
    more = len(rows) > size
    return Page(people, Mark(shown[-1][1], shown[-1][0]) if more else None, more)


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


# Whoever is called so, and of them those who are shared.
CALLED = """
WITH called AS MATERIALIZED (
    SELECT k.partnership_id, k.young_person_id FROM unnest(%s::int[], %s::text[]) asked (term, word)
    JOIN people_searchkey k ON k.partnership_id = %s AND k.word = asked.word
    GROUP BY k.partnership_id, k.young_person_id HAVING count(DISTINCT asked.term) = %s
)
SELECT k.young_person_id FROM called k WHERE {shared} LIMIT %s
"""


def _called(meant: list[Term], *, by: Actor) -> list[UUID]:
    condition, params = sight.visible_sql(by, of="k", key="young_person_id")
    with tenancy.for_the_house(), connection.cursor() as cursor:
        lengthen(meant, by=by)
        asked = [(place, word) for place, one in enumerate(meant) for word in one.fits]
        columns: list[Any] = [[place for place, _ in asked], [word for _, word in asked]]
        statement = CALLED.format(shared=condition)
        asked_of: list[Any] = [*columns, by.partnership, len(meant), *params, LOOKED_AT]
        cursor.execute(statement, asked_of)
        return [pk for (pk,) in cursor.fetchall()]


def _is_called(young_person: YoungPerson, meant: list[Term]) -> bool:
    """Whether what was typed is how they are called now."""
    said = (young_person.given_name, young_person.family_name, young_person.preferred_name)
    words = names.keys_of(*said, young_person.middle_names)
    return all(any(one.fit(word) for word in words) for one in meant)


def _shown(ids: list[UUID], *, by: Actor, since: dict[UUID, datetime] | None = None) -> list[Shown]:
    """These, as far as the one decision lets *by* see each."""
    sights = sight.sights_of(ids, by=by)
    people = {one.pk: one for one in _people.ask(ids)} if ids else {}
    return [
        Shown(people[one], sights[one], (since or {}).get(one))
        for one in ids
        if one in people and sights[one].groups
    ]
