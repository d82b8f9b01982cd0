"""The frame of every page of a record: summary strip, who can see it, and the row of pages."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from connexions.engines import currency
from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.base.kept import Kept
from connexions.ground.design import words
from connexions.registers.accounts.queries import covers
from connexions.registers.accounts.rules import last_day
from connexions.registers.people import reach
from connexions.registers.people import record as pages
from connexions.registers.people.audiences import audience_of, organisations, team_called
from connexions.registers.people.models import ContactPoint, YoungPerson
from connexions.registers.people.presenters import restricted
from connexions.registers.people.queries.opened import holding, leaves_of
from connexions.registers.people.record import Asked, Shown
from connexions.registers.people.sight import Part, Sight

LAST_YEAR_GROUP = 14


def record(
    young_person: YoungPerson, sight: Sight, *, by: Actor, on: date, current: str = "overview"
) -> dict[str, Any]:
    """What ``people/record.html`` needs; every page of the record renders with this and its own things.

    *current* is the key of the page's tab. What all the facts of the strip are made of is asked in one query.
    """
    asked = Asked(young_person, sight, by, on)
    cover = covering(young_person, on=on)
    closed = restricted.on_the_record(young_person, by=by, at=clock.now(), on=on)
    facts = _strip(asked, cover)
    audience = audience_of(young_person, by=by, cover=cover[0] if cover else "", others=_others(asked))
    return {
        "young_person": young_person,
        "sight": sight,
        "today": on,
        "record": {
            "name": young_person.name,
            "formal": _formally(young_person),
            "facts": facts,
            "audience": f"only {closed['named']}." if closed else audience,
            "restricted": closed,
            "narrowed": "" if sight.sees(Part.DETAILS) else _narrowed(young_person),
            "tabs": [
                {"text": tab.text, "href": href, "current": tab.key == current}
                for tab, href in pages.tabs(asked)
            ],
            "buttons": [
                {"text": one.text, "href": href, "main": one.main} for one, href in pages.buttons(asked)
            ],
            "alerts": pages.alerts(asked),
            "sees_looks": sight.sees(Part.LOOKS),
        },
    }


def read_ahead(asked: Asked, reads: Iterable[Kept[Any]]) -> None:
    """Ask at once what the frame is made of and what a page of the record *reads* besides."""
    pages.read_ahead(asked, *_of_frame(asked), *reads)


def _of_frame(asked: Asked) -> tuple[Kept[Any], ...]:
    """What the frame itself asks, beside what the rooms put into it."""
    points = (_points_of,) if _reads_points(asked) else ()
    return (*points, leaves_of) if asked.sight.sees(Part.CASEWORK) else points


def _others(asked: Asked) -> str:
    """Which other organisations see something of it just now."""
    if not asked.sight.sees(Part.CASEWORK):
        return ""
    found = organisations(holding(asked.about(leaves_of), at=clock.now()))
    return f"{found}." if found else ""


def covering(young_person: YoungPerson, *, on: date) -> tuple[str, date] | None:
    """Who stands in for their adviser, by name, and the last day of it; none while the adviser is there."""
    adviser = young_person.adviser_id
    if adviser is None:
        return None
    if hasattr(young_person, "adviser_covers"):  # read with them
        found = covers.today_of(young_person.adviser_covers, on=on)
    else:
        found = covers.standing_in(for_=[adviser], partnership=young_person.partnership_id, on=on).get(
            adviser
        )
    return (found[0], last_day(found[1])) if found else None


def age_and_year(young_person: YoungPerson, *, on: date) -> str:
    """ "17, Year 13": age in years, and the year group while there is one."""
    years = currency.age(young_person.date_of_birth, on)
    group = year_group(young_person, on=on)
    return f"{years}, Year {group}" if group is not None else str(years)


def year_group(young_person: YoungPerson, *, on: date) -> int | None:
    """The year group somebody is taught in; none once they are beyond school and college years."""
    group = young_person.taught_in_year or currency.nc_year_group(young_person.date_of_birth, on)
    return group if 0 < group <= LAST_YEAR_GROUP else None


def _formally(young_person: YoungPerson) -> str:
    """The whole name where it differs from the one in use, and the pronouns."""
    whole = young_person.full_name if young_person.full_name != young_person.name else ""
    return ", ".join(filter(None, (whole, young_person.pronouns)))


def _strip(asked: Asked, cover: tuple[str, date] | None) -> list[tuple[str, Shown]]:
    young_person = asked.young_person
    told = pages.facts(asked, *_of_frame(asked))
    beneath = {fact.beneath: shown.value for fact, shown in told if fact.beneath}
    facts: list[tuple[int, str, Shown]] = [
        (10, "Age and year", Shown(age_and_year(young_person, on=asked.on), _born(asked))),
        (30, "Adviser", _adviser(asked, cover)),
    ]
    if asked.sight.sees(Part.DETAILS):
        facts.append((40, "Support", Shown(young_person.get_level_of_need_display())))
        facts.append((50, f"Reach {young_person.known_as} by", _reach(asked)))
    facts += [(fact.order, fact.name, shown) for fact, shown in told if not fact.beneath]
    return [
        (name, replace(shown, small=". ".join(filter(None, (shown.small, beneath.get(name))))))
        for _, name, shown in sorted(facts, key=lambda fact: fact[0])
    ]


def _born(asked: Asked) -> str:
    return words.day(asked.young_person.date_of_birth)


def _adviser(asked: Asked, cover: tuple[str, date] | None) -> Shown:
    adviser, team = asked.young_person.adviser, asked.young_person.team
    where = team.name if team else ""
    if cover:
        who = "You cover" if cover[0] == asked.by.name else f"{cover[0]} covers"
        where = f"{who} until {words.short_day(cover[1])}"
    if adviser is None:
        return Shown("Nobody yet", where)
    return Shown(f"{adviser.name} (you)" if adviser.pk == asked.by.id else adviser.name, where)


_points_of: Kept[ContactPoint] = Kept(lambda one: ContactPoint.objects.filter(young_person_id=one))


def _reach(asked: Asked) -> Shown:
    """How they are best reached: in their own words, else by what they have told us."""
    young_person = asked.young_person
    points = in_order(asked.about(_points_of) if _reads_points(asked) else young_person.contactpoints.all())
    best = next((one for one in points if not one.whose and may_be_used(one)), None)
    small = young_person.communication_needs.strip().split("\n")[0]
    if young_person.needs_interpreter:
        small = ". ".join(filter(None, ("Needs an interpreter", small)))
    if young_person.contact_preference:
        return Shown(young_person.contact_preference, small)
    return Shown(reach.shown(best.value) if best else "Not known", small)


def _reads_points(asked: Asked) -> bool:
    """Whether they are to be read: the page of details has read them already."""
    read = getattr(asked.young_person, "_prefetched_objects_cache", {})
    return asked.sight.sees(Part.DETAILS) and "contactpoints" not in read


def in_order(points: Iterable[ContactPoint]) -> list[ContactPoint]:
    """Numbers and addresses, the preferred first."""
    return sorted(points, key=lambda one: (not one.preferred, one.kind, one.pk))


def may_be_used(point: ContactPoint) -> bool:
    """Whether it works and they have not asked us to leave it alone."""
    return point.opted_out_on is None and point.failed_on is None


def _narrowed(young_person: YoungPerson) -> str:
    team = team_called(young_person.team.name) if young_person.team else "no team of yours"
    return (
        f"{young_person.known_as} is with {team}. "
        "You see who they are, what they are doing and who helps them, and no more."
    )
