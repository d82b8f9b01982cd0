"""The invented young people: the same for the same seed, size and day, and made a block at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from random import Random

from config.demo import homes, identity, learning, rates
from config.demo.cast import Part, parts, play, settle_reach
from config.demo.rota import Rota, partnership_of, rota, team_of
from config.demo.shapes import Guardian, Person
from config.demo.words import School, Spot, Weighted, schools_near, sixth_form_near
from config.demo.work import SITUATIONS, work
from config.demo.years import Year

BLOCK = 1000
_AUTHORITIES = Weighted(
    [("391", 21.6), ("394", 20.0), ("390", 14.4), ("392", 14.4), ("393", 9.6), ("935", 20.0)]
)  # 80% Tyne and Wear, 20% Suffolk
_TEAMS = {
    "390": "gateshead", "391": "newcastle", "392": "north-tyneside", "393": "south-tyneside",
    "394": "sunderland",
}  # fmt: skip
_CHILDREN = Weighted([(1, 76), (2, 19), (3, 5)])
_WAVENEY = {"Lowestoft", "Beccles", "Bungay"}
_WEST = {"E07000245", "E07000203"}
_PER_POSTCODE = 30


@dataclass(frozen=True, slots=True)
class Population:
    """How many, of which seed, as of which day."""

    size: int
    seed: int
    today: date
    after: int = 0  # numbers begin after this one: people whom another population does not hold

    @property
    def blocks(self) -> int:
        return -(-self.size // BLOCK)


@dataclass(slots=True)
class Household:
    """What brothers and sisters share."""

    number: int
    partnership: str
    ethnicity: str
    family: str
    home: Spot
    line: str
    guardians: list[Guardian]


def people(population: Population) -> Iterator[Person]:
    """Everybody, in order of number."""
    for index in range(population.blocks):
        yield from block(population, index)


def block(population: Population, index: int) -> list[Person]:
    """A thousand people, whoever else has been made: blocks may be made in any order and side by side."""
    first = population.after + index * BLOCK + 1
    last = min(population.after + population.size, first + BLOCK - 1)
    maker = _Maker(population, Random(f"{population.seed}/{index}"))
    found: list[Person] = []
    while len(found) < last - first + 1:
        number = first + len(found)
        found += maker.household(number, last - number + 1)
    return found


class _Maker:
    def __init__(self, population: Population, rng: Random) -> None:
        self.rng = rng
        self.year = Year(population.today)
        self.rota: Rota = rota(population.size)
        self.parts: dict[int, Part] = parts(population.size)
        self.spread = max(1, round(population.size / 2650 / _PER_POSTCODE))

    def household(self, number: int, room: int) -> list[Person]:
        part = self.parts.get(number)
        count = 1 if part else min(room, int(_CHILDREN.pick(self.rng)))
        home = self._household(number, part)
        ages = self._ages(count, part)
        found = [
            self._person(number + i, home, age, self.parts.get(number + i)) for i, age in enumerate(ages)
        ]
        self._twins(found)
        for person in found:
            person.siblings = [other.number for other in found if other is not person]
            self._whole(person, home, self.parts.get(person.number))
        return found

    def _household(self, number: int, part: Part | None) -> Household:
        rng = self.rng
        authority = part.authority if part else str(_AUTHORITIES.pick(rng))
        partnership = "suffolk" if authority == "935" else "tyne-and-wear"
        ethnicity = (
            part.story.get("ethnicity", "WBRI")
            if part and part.story
            else identity.ethnicity(rng, partnership)
        )
        family = identity.surname(rng, identity.community_of(ethnicity))
        spot = homes.spot(rng, authority, self.spread)
        for _ in range(200):
            if part is None or _team(spot) == part.team:
                break
            spot = homes.spot(rng, authority, self.spread)
        guardians = homes.guardians(rng, family, self.year)
        return Household(number, partnership, ethnicity, family, spot, homes.street(rng), guardians)

    def _ages(self, count: int, part: Part | None) -> list[int]:
        if part and part.story:
            return [int(part.story["age"])]
        ages = [int(rates.AGES.pick(self.rng)) for _ in range(count)]
        return [max(15, age) for age in ages] if part and part.level < 3 else ages

    def _person(self, number: int, home: Household, age: int, part: Part | None) -> Person:
        rng = self.rng
        sex = part.story["sex"] if part and part.story else ("F" if rng.random() < 0.487 else "M")
        born = self.year.birthday(age, rng)
        family = (
            home.family
            if rng.random() < 0.93
            else identity.surname(rng, identity.community_of(home.ethnicity))
        )
        given = identity.given_name(rng, identity.community_of(home.ethnicity), born.year, sex)
        team = _team(home.home)
        return Person(
            number, home.partnership, home.home.authority, team, home.number, given, family, sex, born, age,
            ethnicity=home.ethnicity,
        )  # fmt: skip

    def _twins(self, found: list[Person]) -> None:
        """One pair of brothers and sisters in fourteen; nobody is born a few weeks after a sibling."""
        for one, other in pairwise(found):
            if self.rng.random() < 0.07:
                other.born_on, other.age = one.born_on, one.age
                one.twin = other.twin = True
            elif abs((one.born_on - other.born_on).days) < 280:
                other.age = one.age + 2 if one.age < 16 else one.age - 2
                other.born_on = self.year.birthday(other.age, self.rng)
            if other.given == one.given:
                other.given += "-Rae" if other.sex == "F" else "-Lee"

    def _whole(self, person: Person, home: Household, part: Part | None) -> None:
        """Everything about somebody that follows from who and where they are."""
        rng, year = self.rng, self.year
        identity.dress(person, rng, year)
        person.special = "ehc_plan" if person.age >= 20 else str(rates.SPECIAL.pick(rng))
        if part:
            play(person, part)
        person.communication = person.communication or identity.communication(rng, person.special)
        vulnerable = rng.random() < (0.45 if part and part.level == 1 else rates.VULNERABLE_SHARE)
        code, lapsed = learning.current_code(person, rng, vulnerable)
        if part:
            code, lapsed = part.story.get("code", "230" if lapsed or code == "350" else code), False
        near = schools_near(home.home)
        school = _school(rng, near)
        if code == "210" and school.oldest_age < 18:
            school = sixth_form_near(home.home)
        learning.live(person, rng, year, school, code, lapsed=lapsed)
        learning.traits(person, rng, year, code, vulnerable)
        learning.promises(person, rng, year)
        person.level = part.level if part else _level(person, rng, code, vulnerable, lapsed)
        identity.numbers(person, rng, partnership_of(person.partnership)["database_id"])
        homes.settle(person, rng, year, home.home, home.line)
        homes.reach(person, rng, year)
        settle_reach(person, part)
        person.carers = [g for g in home.guardians if person.age < 19 or rng.random() < 0.4]
        self._work(person, part)

    def _work(self, person: Person, part: Part | None) -> None:
        rng = self.rng
        centre = str(team_of(person.team)["centre"])
        if part:
            person.adviser = part.adviser
            if part.situation == "new":
                person.earlier_adviser = self.rota.pools[person.team][0]
            work(person, rng, self.year, part.situation, centre, held=part.story.get("held"))
            part.finish(person, rng, self.year)
        elif person.level < 3 and rng.random() < 0.97:
            pool = self.rota.pools[person.team]
            person.adviser = rng.choice(pool)
            if rng.random() < 0.15 and len(pool) > 1:
                person.earlier_adviser = rng.choice([email for email in pool if email != person.adviser])
            work(person, rng, self.year, str(SITUATIONS.pick(rng)), centre)


def _team(spot: Spot) -> str:
    if spot.authority != "935":
        return _TEAMS[spot.authority]
    if spot.town in _WAVENEY:
        return "lowestoft"
    return "bury" if spot.district in _WEST else "ipswich"


def _school(rng: Random, near: tuple[School, ...]) -> School:
    chance = rng.random()
    return near[0] if chance < 0.7 else near[1] if chance < 0.9 else near[2]


def _level(person: Person, rng: Random, code: str, vulnerable: bool, lapsed: bool) -> int:
    adrift = lapsed or code in learning.NEET or code in learning.NOT_KNOWN
    reason = "vulnerable" if vulnerable else "adrift" if adrift else person.special
    intensive, supported = rates.NEED[reason]
    chance = rng.random()
    return 1 if chance < intensive else 2 if chance < intensive + supported else 3
