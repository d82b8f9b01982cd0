"""A young person's own page, in words they would use."""

from datetime import date
from typing import Any

from connexions.ground.design.words import day, listed
from connexions.registers.people import codes, reach
from connexions.registers.people.audiences import team_called
from connexions.registers.people.models import ContactPoint, YoungPerson
from connexions.registers.people.presenters.record import covering, year_group
from connexions.registers.people.queries.details import Details
from connexions.registers.people.sight import REACH, STAFF_ROLES, Part

KINDS = {
    Part.DETAILS: "Your address, phone, family and numbers",
    Part.STATUS: "What you are doing: school, college, work or looking",
    Part.CASEWORK: "What you and your adviser talk about, and your plan",
    Part.LOOKS: "Who has looked at your record",
}


def me(young_person: YoungPerson, found: Details, *, on: date) -> dict[str, Any]:
    """What the page needs."""
    adviser = young_person.adviser
    cover = covering(young_person, on=on)
    return {
        "young_person": young_person,
        "adviser": adviser.name if adviser else "",
        "cover": f"{cover[0]} helps you until {day(cover[1])}, while they are away." if cover else "",
        "team": team_called(young_person.team.name) if young_person.team else "",
        "kept": _kept(young_person, found, on),
        "seen": [(what, _who(part, adviser.name if adviser else "")) for part, what in KINDS.items()],
    }


def _kept(young_person: YoungPerson, found: Details, on: date) -> list[tuple[str, str]]:
    home = next((one for one in found.residences if one.until_on is None), None)
    group = year_group(young_person, on=on)
    return [
        ("Your name", young_person.full_name),
        ("You want to be called", young_person.known_as),
        ("Your pronouns", young_person.pronouns or "You have not told us"),
        ("You were born on", day(young_person.date_of_birth)),
        ("Your ethnicity", codes.ethnicity(young_person.ethnicity)),
        ("You live at", _home(home) if home else "We do not know"),
        ("We reach you by", _reach(found.contact_points)),
        ("Your school or college", young_person.school.name if young_person.school else "None that we know"),
        *([("Your year", f"Year {group}")] if group else []),
        (
            "People who look after you",
            listed(carer.name for carer in found.carers) or "Nobody is written down",
        ),
        (
            "Your situation",
            listed(one.get_kind_display().lower() for one in found.characteristics if one.until_on is None)
            or "Nothing is written down",
        ),
    ]


def _home(home: Any) -> str:
    if home.no_fixed_address:
        return "No fixed address"
    return ", ".join(filter(None, (home.line_1, home.line_2, home.town, home.postcode)))


def _reach(points: list[ContactPoint]) -> str:
    usable = [reach.shown(one.value) for one in points if not one.opted_out_on and not one.failed_on]
    return listed(usable) or "We do not know how"


def _who(part: Part, adviser: str) -> str:
    """Who sees a part of it, read from the one table that decides."""
    near = [adviser, f"{adviser}’s team"] if adviser else ["the team that looks after your record"]
    here = [f"{role.label.lower()}s" for role in STAFF_ROLES if part in REACH[role].partnership]
    return listed([*near, *here])
