"""Where somebody lives and has lived, how they are reached, and who brings them up."""

from __future__ import annotations

import re
from datetime import date, timedelta
from random import Random

from config.demo.shapes import Guardian, Home, Person, Reach
from config.demo.words import Spot, Weighted, forename, places, spots, surnames
from config.demo.years import Year, between

NO_FIXED_ADDRESS = "ZZ99 9ZZ"
_UNITS = "ABDEFGHJLNPQRSTUWXYZ"
_PREFERENCES = (
    "Text, after 11am",
    "Text, not at home",
    "Phone, after 4pm",
    "Any way, any time",
    "E-mail first",
    "Text; does not answer unknown numbers",
    "Phone, weekdays before 2pm",
    "Through school",
)
_RELATIONSHIPS = Weighted(
    [
        ("Mother", 62),
        ("Father", 22),
        ("Grandmother", 4),
        ("Stepfather", 3),
        ("Foster carer", 1),
        ("Aunt", 1.5),
    ]
)
_LIVES_WITH = (
    "Mother",
    "Both parents",
    "Mother and stepfather",
    "Father",
    "Grandparents",
    "Both parents",
    "Aunt",
)


def spot(rng: Random, authority: str, spread: int) -> Spot:
    """A postcode of an authority. For many people, neighbours of it as well
    (*spread* of each), so that no more share one than in life; a neighbour may not exist."""
    chosen = rng.choice(spots()[authority])
    step = rng.randrange(spread) if spread > 1 else 0
    if not step:
        return chosen
    unit = _UNITS[step % 20] + _UNITS[(step // 20) % 20]
    return Spot(
        chosen.postcode[:-2] + unit,
        chosen.town,
        chosen.authority,
        chosen.district,
        chosen.easting,
        chosen.northing,
    )


def street(rng: Random) -> str:
    words = places()
    number = f"{rng.randrange(1, 140)}"
    if rng.random() < 0.07:
        number = f"Flat {rng.randrange(1, 30)}, {number}"
    return f"{number} {rng.choice(words['street_first'])} {rng.choice(words['street_last'])}"


def mobile(rng: Random) -> str:
    """A number from the range that Ofcom keeps for drama."""
    return f"+447700900{rng.randrange(1000):03d}"


def landline(rng: Random) -> str:
    return f"+441632960{rng.randrange(1000):03d}"


def settle(person: Person, rng: Random, year: Year, home: Spot, line: str) -> None:
    """An address now, and earlier ones for some; a few have none."""
    begun = date(person.born_on.year + 3, 6, 15)
    since = between(rng, begun, year.today - timedelta(days=40))
    moved = rng.random() < 0.16 or (person.level == 1 and rng.random() < 0.4)
    if person.age >= 16 and rng.random() < (0.09 if person.level == 1 else 0.001):
        since = between(rng, year.today - timedelta(days=200), year.today - timedelta(days=10))
        now = Home("", "", NO_FIXED_ADDRESS, since, with_whom="Staying with friends", no_fixed_address=True)
        moved = True
    else:
        if not moved:
            since = begun
        now = Home(line, home.town, home.postcode, since, with_whom=rng.choice(_LIVES_WITH))
    if moved and since > begun:
        before = spot(rng, person.authority, 1)
        person.homes.append(Home(street(rng), before.town, before.postcode, begun, since))
    person.homes.append(now)


def reach(person: Person, rng: Random, year: Year) -> None:
    """Phones and e-mail, with what the young person wants and what has failed."""
    chance = rng.random()
    if chance < 0.78 or person.level < 3:
        person.reaches.append(Reach("mobile", mobile(rng), preferred=chance < 0.6))
        if chance < 0.012:
            person.reaches[-1].opted_out_on = between(rng, year.start_on, year.today)
            person.reaches[-1].preferred = False
    if rng.random() < 0.38:
        word = (
            re.sub(r"[^a-z]", "", person.known_as.lower())
            + "."
            + re.sub(r"[^a-z]", "", person.family.lower())
        )
        person.reaches.append(Reach("email", f"{word}{person.number}@example.org"))
    if rng.random() < 0.12:
        person.reaches.append(
            Reach("phone", landline(rng), note=rng.choice(("Home", "Nan’s", "Evenings only")))
        )
    if rng.random() < 0.012:
        stale = Reach("mobile", mobile(rng), failed_on=between(rng, year.start_on, year.today))
        if all(stale.value != other.value for other in person.reaches):
            person.reaches.append(stale)
    if rng.random() < 0.13 or person.level < 3:
        person.preference = rng.choice(_PREFERENCES)


def guardians(rng: Random, family: str, year: Year) -> list[Guardian]:
    """The grown-ups of a household."""
    found = []
    for _ in range(1 + (rng.random() < 0.3)):
        relationship = str(_RELATIONSHIPS.pick(rng))
        sex = "M" if relationship in ("Father", "Stepfather") else "F"
        same = rng.random() < 0.8 and relationship != "Foster carer"
        name = f"{forename(rng, 1999, sex)} {family if same else surnames().pick(rng)}"
        responsible = relationship in ("Mother", "Father", "Grandmother") and rng.random() < 0.95
        found.append(Guardian(name, relationship, mobile(rng), rng.random() < 0.7, responsible))
    return found[:1] if len(found) == 2 and found[0].relationship == found[1].relationship else found
