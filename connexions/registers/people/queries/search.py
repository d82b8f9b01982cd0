"""Finding a young person by whatever somebody has of them.

A search finds only people whom the reader may know of (``sight.visible``). Names, dates of birth and the
numbers of systems identify, and are matched among all of them; postcodes, phone numbers and e-mail addresses
are details, and are matched only among those whose details the reader may see, so that trying numbers tells
nobody where somebody lives. Nothing is counted beyond the most that are shown.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet
from rapidfuzz import fuzz

from connexions.ground.base.acting import Actor
from connexions.ground.base.kept import Kept, Together, each
from connexions.registers.people import names, record
from connexions.registers.people.models import (
    Carer,
    ContactPoint,
    Identifier,
    Residence,
    YoungPerson,
)
from connexions.registers.people.queries import typed as reading
from connexions.registers.people.queries.typed import Typed
from connexions.registers.people.queries.widening import EXACT, Term, lengthen, terms, widen
from connexions.registers.people.sight import Part, sight_of, visible

MOST = 50
CANDIDATES = 200  # so many are weighed against each other, of whom the likeliest are shown
ENOUGH = 5  # fewer than these, and the search is widened to sounds and slips
EARLIER_NAME = 72.0  # somebody found by a name that they had before
LIKELY = 0.78  # of the likeliest's score: less than that is noise that widening brought in
MIDDLE_NAME = 0.9  # what fits only a middle name is worth so much of what fits another
NEARNESS = 2.0  # what being one's own, or one's team's, is worth


@dataclass(frozen=True)
class Hit:
    """A young person found: only what identifies them, as far as the reader may see it."""

    young_person: YoungPerson
    doing: str
    town: str
    score: float

    @property
    def id(self) -> UUID:
        return self.young_person.pk


@dataclass(frozen=True)
class Found:
    """What a search found, the likeliest first, and whether there is more than is shown."""

    hits: list[Hit]
    more: bool
    typed: Typed


def search(text: str, *, by: Actor, on: date, most: int = MOST) -> Found:
    """The young people whom *text* may mean, the likeliest first; at most eight queries."""
    typed = reading.read(text, on=on)
    if typed.is_empty:
        return Found([], False, typed)
    meant = terms(typed.words)
    lengthen(meant, by=by)
    among = _among(typed, by)
    ids = _matching(among, meant, by=by, most=CANDIDATES if meant else most + 1)
    if meant and len(ids) < ENOUGH:
        widen(meant, by=by)
        ids = _matching(among, meant, by=by, most=CANDIDATES)
    likely = _likely(ids, meant, by=by, most=most)
    return Found(_hits(likely[:most], by=by), len(likely) > most, typed)


def _among(typed: Typed, by: Actor) -> tuple[str, tuple[Any, ...]] | None:
    """Everybody whom the reader may know of and of whom all is true that was typed beside names; none where there can
    be nobody."""
    people = YoungPerson.objects.filter(visible(by), *_by_facts(typed, by)).order_by()
    try:
        return people.values_list("pk").query.sql_with_params()
    except EmptyResultSet:
        return None


def _matching(
    among: tuple[str, tuple[Any, ...]] | None, meant: list[Term], *, by: Actor, most: int
) -> list[UUID]:
    """Those of them who match every name, in one query: the reader's own and their team's before all others, and of
    each those whose names fit best."""
    if among is None:
        return []
    everybody, params = among
    near = "(people_youngperson.adviser_id = ANY(%s) OR people_youngperson.team_id = %s)"
    if meant:
        statement, fits = NAMED.format(everybody=everybody, near=near), _asked(meant, by)
    else:
        statement, fits = f"({everybody} AND {near} LIMIT %s) UNION ALL ({everybody} LIMIT %s)", []
    with connection.cursor() as cursor:
        cursor.execute(statement, [*fits, *params, list(by.stands_for), by.team, most, *params, most])
        found = cursor.fetchall()
    return list(dict.fromkeys(pk for (pk,) in found))[:most]


# Those with every name typed: a row of "asked" is a word that a name may mean, and how well it fits. A double name
# is meant by any one of its words, or by all its parts (a second way), in whichever order. So PostgreSQL finds each
# word's people by index and compares them: given one condition a name it would rather walk through
# everybody until enough had turned up.
NAMED = """
WITH named AS MATERIALIZED (
    SELECT young_person_id, sum(fit) AS fit FROM (
        SELECT k.young_person_id, asked.term, max(asked.fit) AS fit
        FROM unnest(%s::int[], %s::int[], %s::int[], %s::text[], %s::float[]) AS asked (term, way, parts, word, fit)
        JOIN people_searchkey k ON k.partnership_id = %s AND k.word = asked.word
        GROUP BY k.young_person_id, asked.term, asked.way
        HAVING count(DISTINCT k.word) >= max(asked.parts)
    ) one
    GROUP BY young_person_id HAVING count(DISTINCT term) = %s
)
(SELECT young_person_id FROM named WHERE young_person_id IN ({everybody} AND {near}) ORDER BY fit DESC LIMIT %s)
UNION ALL
(SELECT young_person_id FROM named WHERE young_person_id IN ({everybody}) ORDER BY fit DESC LIMIT %s)
"""


def _asked(meant: list[Term], by: Actor) -> list[Any]:
    """What ``NAMED`` is given: its columns of words, the partnership, and how many names were typed."""
    rows = [(term, 0, 1, word, fit) for term, one in enumerate(meant) for word, fit in one.fits.items()]
    rows += [
        (term, 1, len(set(one.parts)), part, EXACT)
        for term, one in enumerate(meant)
        for part in set(one.parts)
        if len(one.parts) > 1
    ]
    return [*(list(column) for column in zip(*rows, strict=True)), by.partnership, len(meant)]


def _by_facts(typed: Typed, by: Actor) -> list[Q]:
    wanted = []
    if typed.born_on:
        wanted.append(Q(date_of_birth__in=typed.born_on))
    if typed.numbers:
        wanted += [
            _has(Identifier.objects.filter(partnership_id=by.partnership, value=one)) for one in typed.numbers
        ]
    known = visible(by, Part.DETAILS)
    if reached := [*typed.phones, *typed.emails]:
        own = ContactPoint.objects.filter(partnership_id=by.partnership, value__in=reached)
        carers = Carer.objects.filter(partnership_id=by.partnership, phone__in=reached)
        wanted.append(known & _has(own, carers))
    homes = Residence.objects.filter(partnership_id=by.partnership)
    wanted += [known & _has(homes.filter(postcode=one)) for one in typed.postcodes]
    wanted += [
        known & _has(homes.filter(postcode__gt=f"{one} ", postcode__lt=f"{one} {'~'}", until_on=None))
        for one in typed.outwards
    ]
    return wanted


def _has(*rows: QuerySet[Any]) -> Q:
    """Those whom any of the rows is about."""
    return Q(pk__in=_any(*rows))


def _any(*rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    """The young people of all the rows, united: with OR PostgreSQL would read everybody."""
    first, *others = (one.values("young_person_id") for one in rows)
    return first.union(*others) if others else first


# What weighing somebody needs: to read all of two hundred records and show ten would take most of a search.
WEIGHED = ("id", "given_name", "middle_names", "family_name", "preferred_name", "adviser_id", "team_id")

_weighed: Kept[tuple[Any, ...]] = Kept(
    lambda many: YoungPerson.objects.filter(pk__in=each(many)).values_list(*WEIGHED)
)
_whole: Kept[YoungPerson] = Kept(
    lambda many: YoungPerson.objects.select_related("adviser", "team", "school").filter(pk__in=each(many))
)
_homes: Kept[tuple[Any, ...]] = Kept(
    lambda many: Residence.objects.filter(young_person__in=each(many), until_on=None).values_list(
        "young_person_id", "no_fixed_address", "town", "postcode"
    )
)
_shown = Together(_whole, _homes)


def _likely(ids: list[UUID], meant: list[Term], *, by: Actor, most: int) -> list[tuple[float, YoungPerson]]:
    """Those found, the likeliest first, without those whom only widening brought in and who hardly fit. They are
    read no further than weighing needs."""
    if not ids:
        return []
    people = [YoungPerson(**dict(zip(WEIGHED, row, strict=True))) for row in _weighed.ask(ids)]
    scored = [(_score(one, meant, by), one) for one in people]
    scored.sort(key=lambda found: (-found[0], found[1].family_name, found[1].given_name, found[1].pk))
    return [found for found in scored if not meant or found[0] >= LIKELY * scored[0][0]]


def _hits(likely: list[tuple[float, YoungPerson]], *, by: Actor) -> list[Hit]:
    """Those to be shown, with what the reader may see of them: two queries."""
    ids = [one.pk for _, one in likely]
    if not ids:
        return []
    found, homes = _shown.ask(ids)
    people = {one.pk: one for one in found}
    towns = _towns(homes, {pk for pk, one in people.items() if sight_of(one, by=by).sees(Part.DETAILS)})
    doing = record.doing_now(ids)
    return [
        Hit(people[one.pk], doing.get(one.pk, ""), towns.get(one.pk, ""), score)
        for score, one in likely
        if one.pk in people
    ]


def _towns(homes: list[tuple[Any, ...]], seen: set[UUID]) -> dict[UUID, str]:
    """Where each lives of those whose details are seen."""
    return {
        pk: "No fixed address" if homeless else town or postcode
        for pk, homeless, town, postcode in homes
        if pk in seen
    }


def _score(young_person: YoungPerson, meant: list[Term], by: Actor) -> float:
    """How likely somebody is meant: how well each typed name fits, the whole name, and whose they are."""
    near = NEARNESS if young_person.adviser_id in by.stands_for else 0.0
    near += NEARNESS / 2 if by.team is not None and young_person.team_id == by.team else 0.0
    if not meant:
        return near
    called = (young_person.known_as, young_person.given_name, young_person.family_name)
    words = dict.fromkeys(names.keys_of(young_person.middle_names), MIDDLE_NAME)
    words |= dict.fromkeys(names.keys_of(*called), 1.0)
    each = [max(term.fit(word) * worth for word, worth in words.items()) or EARLIER_NAME for term in meant]
    asked = " ".join(term.word for term in meant)
    whole = fuzz.token_sort_ratio(asked, " ".join(dict.fromkeys(names.fold(one) for one in called)))
    return sum(each) / len(each) + 0.1 * whole + near
