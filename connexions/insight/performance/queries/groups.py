"""The counts of one month end by school, situation, district and the like: one scan, grouped."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection

from connexions.engines.currency import academic_year
from connexions.engines.stats import AGES, Doing, Standing, by_standing, load_meanings
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing
from connexions.insight.performance.permissions import Permission, check
from connexions.insight.performance.queries.cohorts import COUNTED, given
from connexions.registers.partners.models import Establishment, LocalAuthority
from connexions.registers.people import postcodes
from connexions.registers.people.models import Characteristic
from connexions.registers.people.models.young_person import SpecialNeeds

GROUPINGS = {
    "authority": "Local authority",
    "age": "Academic age",
    "school": "School in Year 11",
    "district": "Postcode district",
    "neighbourhood": "Neighbourhood",
    "deprivation": "Tenth by deprivation",
    "situation": "Situation",
    "needs": "Special needs",
}
IN_ORDER = {"deprivation"}  # lines that follow each other by themselves
NONE = "none"
NOTHING = {
    "authority": "No authority recorded",
    "school": "No school recorded",
    "district": "No address recorded",
    "neighbourhood": "No address recorded, or a postcode that we cannot place",
    "deprivation": "No address recorded, or a postcode that we cannot place",
    "situation": "None of these",
}
GROUPED = {
    "authority": "c.lead_authority",
    "age": "(%(year)s - extract(year FROM c.date_of_birth) - (extract(month FROM c.date_of_birth) >= 9)::int)::text",
    "school": "c.school_id::text",
    "district": "left(split_part(h.postcode, ' ', 1), 4)",
    "neighbourhood": "p.neighbourhood",
    "deprivation": "p.tenth",
    "situation": "s.kind",
    "needs": "c.special_needs",
}
# Where somebody lives is where they live now: what a district was in an earlier month would need every home since.
HOME = """
        LEFT JOIN people_residence h ON h.young_person_id = c.id AND h.partnership_id = c.partnership_id
            AND h.until_on IS NULL"""
# What lies at a postcode ships with the product and is in no table: it comes along as three columns.
PLACED = f"""{HOME}
        LEFT JOIN unnest(%(postcodes)s::text[], %(neighbourhoods)s::text[], %(tenths)s::text[])
            p (postcode, neighbourhood, tenth) ON p.postcode = h.postcode"""
PLACES = frozenset({"neighbourhood", "deprivation"})
JOINED = {
    "district": HOME,
    "neighbourhood": PLACED,
    "deprivation": PLACED,
    "situation": """
        LEFT JOIN people_characteristic s ON s.young_person_id = c.id AND s.partnership_id = c.partnership_id
            AND (s.from_on IS NULL OR s.from_on <= %(month)s) AND (s.until_on IS NULL OR s.until_on > %(month)s)""",
}


@dataclass(frozen=True)
class Asked:
    """Which month end, which authority (empty: all), grouped how."""

    month: date
    area: str = ""
    grouping: str = "school"


@dataclass(frozen=True)
class Group:
    """One group's people by standing. *key* is empty where the record does not say."""

    key: str
    name: str
    standings: dict[Standing, int]


def groups(*, asked: Asked, by: Actor, ages: Sequence[int] = AGES) -> list[Group]:
    """Each group with its counts, by name; somebody in two situations is in both.

    Raises ``NotAllowed``; ``Missing`` for a way of grouping that is none.
    """
    check(Permission.FIGURES_SEE, by=by)
    group, joined = _grouped(asked.grouping)
    statement = f"""
        SELECT coalesce({group}, ''), c.code, c.lapsed, count(*) FROM ({COUNTED}) c {joined} GROUP BY 1, 2, 3
    """  # noqa: S608 - names of ours; every value is a parameter
    with tenancy.beneath(), connection.cursor() as cursor:  # everybody counts; nobody is shown
        cursor.execute(statement, values(asked, by, ages))
        rows = cursor.fetchall()
    facts: dict[str, Counter[Doing]] = {}
    for key, code, lapsed, people in rows:
        facts.setdefault(key, Counter())[Doing(code, lapsed)] += people
    names = _names(asked.grouping, [key for key in facts if key])
    found = [
        Group(
            key,
            names.get(key, NOTHING.get(asked.grouping, "Not recorded")),
            by_standing(one, load_meanings()),
        )
        for key, one in facts.items()
    ]
    return sorted(found, key=lambda one: (not one.key, one.name))


def values(asked: Asked, by: Actor, ages: Sequence[int] = AGES) -> dict[str, Any]:
    """The parameters of a statement over ``COUNTED``."""
    told = given(month=asked.month, ages=ages, partnership=by.partnership, area=asked.area)
    return told | {"year": academic_year(asked.month)} | (_places() if asked.grouping in PLACES else {})


def _places() -> dict[str, list[str]]:
    """What lies at each postcode that ships."""
    known = postcodes.areas()
    return {
        "postcodes": list(known),
        "neighbourhoods": [one.neighbourhood for one in known.values()],
        "tenths": [f"{one.tenth:02}" for one in known.values()],
    }


def condition(grouping: str, key: str) -> tuple[str, str, dict[str, Any]]:
    """What narrows ``COUNTED`` to one group: a join, a condition and its values. Raises ``Missing``."""
    group, joined = _grouped(grouping)
    if not key:
        return "", "true", {}
    if key == NONE:
        return joined, f"coalesce({group}, '') = ''", {}
    return joined, f"{group} = %(key)s", {"key": key}


def name_of(grouping: str, key: str) -> str:
    """What a group is called, as the list behind it says; empty for everybody."""
    if not key:
        return ""
    return NOTHING.get(grouping, "Not recorded") if key == NONE else _names(grouping, [key]).get(key, "")


def authorities(*, by: Actor) -> dict[str, str]:
    """The names of the authorities that a partnership serves, by code."""
    found = LocalAuthority.objects.filter(partnership_id=by.partnership)
    return dict(found.values_list("code", "name"))


def _grouped(grouping: str) -> tuple[str, str]:
    if grouping not in GROUPINGS:
        raise Missing("There is no such way to group young people.")
    return GROUPED[grouping], JOINED.get(grouping, "")


def _names(grouping: str, keys: list[str]) -> dict[str, str]:
    if grouping == "school":
        return _schools(keys)
    if grouping == "authority":
        return dict(LocalAuthority.objects.filter(code__in=keys).values_list("code", "name"))
    if grouping == "situation":
        return {str(value): str(label) for value, label in Characteristic.Kind.choices}
    if grouping == "needs":
        return {str(value): str(label) for value, label in SpecialNeeds.choices}
    if grouping == "deprivation":
        return {key: _tenth(int(key)) for key in keys if key.isdecimal()}
    if grouping == "neighbourhood":
        return {key: f"{town}, {key}" for key, town in _towns().items() if key in keys}
    if grouping == "district":
        return {key: "No fixed address" if key == "ZZ99" else key for key in keys}
    return {key: f"{key} (year group {int(key) - 4})" if key.isdecimal() else key for key in keys}


@cache
def _towns() -> dict[str, str]:
    """The post town of most postcodes of each neighbourhood."""
    found: dict[str, Counter[str]] = {}
    for one in postcodes.areas().values():
        found.setdefault(one.neighbourhood, Counter())[one.town] += 1
    return {key: max(sorted(towns), key=towns.__getitem__) for key, towns in found.items()}


def _tenth(tenth: int) -> str:
    return f"{tenth} of 10" + {1: " (most deprived)", 10: " (least deprived)"}.get(tenth, "")


def _schools(keys: list[str]) -> dict[str, str]:
    try:
        ids = [UUID(key) for key in keys]
    except ValueError:
        raise Missing("There is no such group in this table.") from None
    return {str(pk): name for pk, name in Establishment.objects.filter(pk__in=ids).values_list("pk", "name")}
