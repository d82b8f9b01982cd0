"""Finding a young person by whatever somebody has of them.

A search finds only people whom the reader may know of (``sight.visible``). Names, dates of birth and the
numbers of systems identify, and are matched among all of them; postcodes, phone numbers and e-mail addresses
are details, and are matched only among those whose details the reader may see, so that trying numbers tells
nobody where somebody lives. Nothing is counted beyond the most that are shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_
from uuid import UUID

from django.db.models import Q, QuerySet
from rapidfuzz import fuzz

from connexions.ground.base.acting import Actor
from connexions.registers.people import names, record
from connexions.registers.people.models import (
    Carer,
    ContactPoint,
    Identifier,
    Residence,
    SearchKey,
    YoungPerson,
)
from connexions.registers.people.queries import typed as reading
from connexions.registers.people.queries.typed import Typed
from connexions.registers.people.queries.widening import Term, terms, widen
from connexions.registers.people.sight import Part, sight_of, visible

MOST = 50
ENOUGH = 5  # fewer than these, and the search is widened to sounds and slips
EARLIER_NAME = 72.0  # somebody found by a name that they had before
LIKELY = 0.78  # of the likeliest's score: less than that is noise that widening brought in
NEARNESS = 4.0  # what being one's own, or one's team's, is worth


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
    """The young people whom *text* may mean, the likeliest first; at most seven queries."""
    typed = reading.read(text, on=on)
    if typed.is_empty:
        return Found([], False, typed)
    meant = terms(typed.words, by=by) if typed.words else []
    ids = _matching(typed, meant, by=by, most=most + 1)
    if meant and len(ids) < ENOUGH:
        widen(meant, by=by)
        ids = _matching(typed, meant, by=by, most=most + 1)
    hits = _ranked(ids[:most], meant, by=by)
    likely = [hit for hit in hits if hit.score >= LIKELY * hits[0].score] if meant else hits
    return Found(likely, len(ids) > most, typed)


def _matching(typed: Typed, meant: list[Term], *, by: Actor, most: int) -> list[UUID]:
    """Those who match everything typed, in one query: the reader's own and their team's before all others."""
    wanted = [*_by_names(meant, by), *_by_facts(typed, by)]
    people = YoungPerson.objects.filter(visible(by)).filter(reduce(and_, wanted))
    near = Q(adviser_id=by.id) | Q(team_id=by.team) if by.team else Q(adviser_id=by.id)
    mine = people.filter(near).values_list("pk")[:most]
    found = mine.union(people.values_list("pk")[:most], all=True)
    return list(dict.fromkeys(pk for (pk,) in found))[:most]


def _by_names(meant: list[Term], by: Actor) -> list[Q]:
    return [_has_word(term.fits, by) | _has_all(term.parts, by) for term in meant]


def _has_word(words: Iterable[str], by: Actor) -> Q:
    keys = SearchKey.objects.filter(partnership_id=by.partnership, word__in=list(words))
    return Q(pk__in=keys.values("young_person_id"))


def _has_all(parts: tuple[str, ...], by: Actor) -> Q:
    """Somebody with every part of a double name, in whichever order their record has them."""
    if len(parts) < 2:
        return Q(pk__in=[])
    return reduce(and_, (_has_word([part], by) for part in parts))


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
        wanted.append(known & (_has(own) | _has(carers)))
    homes = Residence.objects.filter(partnership_id=by.partnership)
    wanted += [known & _has(homes.filter(postcode=one)) for one in typed.postcodes]
    wanted += [
        known & _has(homes.filter(postcode__gt=f"{one} ", postcode__lt=f"{one} {'~'}", until_on=None))
        for one in typed.outwards
    ]
    return wanted


def _has(rows: QuerySet[Residence] | QuerySet[ContactPoint] | QuerySet[Identifier] | QuerySet[Carer]) -> Q:
    return Q(pk__in=rows.values("young_person_id"))


def _ranked(ids: list[UUID], meant: list[Term], *, by: Actor) -> list[Hit]:
    """Those found as hits, the likeliest first: three queries for what is shown of them."""
    if not ids:
        return []
    people = list(YoungPerson.objects.filter(pk__in=ids).select_related("adviser", "team", "school"))
    towns = _towns([one.pk for one in people if sight_of(one, by=by).sees(Part.DETAILS)])
    doing = record.doing_now(ids)
    hits = [Hit(one, doing.get(one.pk, ""), towns.get(one.pk, ""), _score(one, meant, by)) for one in people]
    return sorted(
        hits, key=lambda hit: (-hit.score, hit.young_person.family_name, hit.young_person.given_name)
    )


def _towns(ids: list[UUID]) -> dict[UUID, str]:
    homes = Residence.objects.filter(young_person__in=ids, until_on=None) if ids else Residence.objects.none()
    return {
        home.young_person_id: "No fixed address" if home.no_fixed_address else home.town or home.postcode
        for home in homes.only("young_person_id", "no_fixed_address", "town", "postcode")
    }


def _score(young_person: YoungPerson, meant: list[Term], by: Actor) -> float:
    """How likely somebody is meant: how well each typed name fits, the whole name, and whose they are."""
    near = NEARNESS if young_person.adviser_id == by.id else 0.0
    near += NEARNESS / 2 if by.team is not None and young_person.team_id == by.team else 0.0
    if not meant:
        return near
    called = (young_person.known_as, young_person.given_name, young_person.family_name)
    words = names.keys_of(*called, young_person.middle_names)
    each = [max((term.fit(word) for word in words), default=0.0) or EARLIER_NAME for term in meant]
    asked = " ".join(term.word for term in meant)
    whole = fuzz.token_sort_ratio(asked, " ".join(dict.fromkeys(names.fold(one) for one in called)))
    return sum(each) / len(each) + 0.1 * whole + near
