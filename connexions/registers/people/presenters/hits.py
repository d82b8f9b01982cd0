"""A young person found, in the few words that identify them."""

from datetime import date

from connexions.ground.design.words import day
from connexions.registers.people.presenters.record import age_and_year
from connexions.registers.people.queries.search import Hit


def about(hit: Hit, *, on: date) -> str:
    """ "17, Year 13, born 14 May 2009"."""
    person = hit.young_person
    return f"{age_and_year(person, on=on)}, born {day(person.date_of_birth)}"


def where(hit: Hit) -> str:
    """School and town, as far as they may be seen."""
    school = hit.young_person.school
    return ", ".join(filter(None, (school.name if school else "", hit.town)))


def helper(hit: Hit) -> str:
    """Who helps them."""
    person = hit.young_person
    if person.adviser is not None:
        return person.adviser.name
    return person.team.name if person.team is not None else "Nobody yet"


def line(hit: Hit, *, on: date) -> str:
    """All of it in one line, for a list of choices."""
    return ". ".join(filter(None, (f"{hit.young_person.name}, {about(hit, on=on)}", where(hit), helper(hit))))
