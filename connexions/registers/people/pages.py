"""The pages of a record that are people's own."""

from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.design import words
from connexions.registers.accounts import facts
from connexions.registers.people.models import Notice, YoungPerson
from connexions.registers.people.presenters.record import covering
from connexions.registers.people.record import Tab, register_tab
from connexions.registers.people.sight import NOBODY, Part, visible


def start() -> None:
    """Register them; called as the room starts. Between them stand those of the rooms above (orders 30 to
    80)."""
    register_tab(Tab("overview", "Overview", "people:record", Part.HEADLINE, 10))
    register_tab(Tab("timeline", "Timeline", "people:timeline", Part.HEADLINE, 20))
    register_tab(Tab("details", "Details", "people:details", Part.DETAILS, 90))
    register_tab(Tab("told", "Told", "people:told", Part.CASEWORK, 85))
    facts.register(who_helps)
    facts.register(new_to_them)


def who_helps(actor: Actor) -> list[facts.Fact]:
    """What a young person is told of their adviser on their own first page."""
    people = YoungPerson.objects.filter(visible(actor), pk=actor.young_person or NOBODY)
    young_person = people.select_related("adviser").first()
    if young_person is None:
        return []
    adviser = young_person.adviser
    if adviser is None:
        return [("Your adviser", "You have none yet. Any centre can help you.")]
    told = [("Your adviser", adviser.name)]
    if cover := covering(young_person, on=clock.today()):
        told.append((f"Until {words.day(cover[1])}", f"{cover[0]} helps you, while {adviser.name} is away."))
    return told


def new_to_them(actor: Actor) -> list[facts.Fact]:
    """What a young person has been told and has not read, on their own first page."""
    number = Notice.objects.filter(young_person_id=actor.young_person or NOBODY, seen_at=None).count()
    return [("New for you", words.count(number, "message"))] if number else []
