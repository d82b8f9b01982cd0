"""One population for all tests of the demo, made once."""

from datetime import date
from functools import cache

from config.demo.people import Population, people
from config.demo.shapes import Person

TODAY = date(2026, 11, 3)
SIZE = 12_000


@cache
def everybody() -> tuple[Person, ...]:
    return tuple(people(Population(SIZE, 7, TODAY)))


def aged(*ages: int) -> list[Person]:
    return [person for person in everybody() if person.age in ages]
