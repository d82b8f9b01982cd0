"""What a service would be told of somebody, group by group, in words: what a page shows before anything is sent, and
what is sealed as it is sent. A group of which nothing is known says so, and is not left out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from connexions.engines.currency import age
from connexions.ground.base.acting import Actor
from connexions.ground.design.words import day, listed
from connexions.practice.casework.models import Contact
from connexions.practice.casework.queries import assessments, plans, reviews
from connexions.practice.tracking.models import Activity
from connexions.practice.tracking.queries import current_activity, history
from connexions.registers.people import reach, sight
from connexions.registers.people.categories import NEVER, Group, in_order
from connexions.registers.people.models import (
    Carer,
    Characteristic,
    ContactPoint,
    Identifier,
    Residence,
    YoungPerson,
)
from connexions.registers.people.sight import Part

NOTHING = "Nothing is known."
Line = tuple[str, str]  # what it is, and what it says
LATEST = 10  # contacts and activities of the past

HEALTH = ("substance_misuse", "mental_health", "pregnancy")
HOME = ("looked_after", "care_leaver", "parent_caring", "parent_not_caring", "young_carer", "refugee")
JUSTICE = ("youth_justice",)


@dataclass(frozen=True)
class Asked:
    """Of whom, for whose eyes it is read, and on which day."""

    of: YoungPerson
    by: Actor
    on: date


def told(
    *, young_person: YoungPerson, groups: Iterable[Group], on: date, by: Actor
) -> list[tuple[Group, list[Line]]]:
    """The lines of each of these groups, in their order. Raises ``NotAllowed`` for whoever may not read them."""
    seen = sight.sight_of(young_person, by=by)
    for part in (Part.DETAILS, Part.STATUS, Part.CASEWORK):
        seen.check(part)
    asked = Asked(young_person, by, on)
    wanted = in_order(set(groups) - NEVER)
    return [(group, SAYS[group](asked) or [("", NOTHING)]) for group in wanted]


def _name(asked: Asked) -> list[Line]:
    one = asked.of
    called = [("Wants to be called", one.known_as)] if one.known_as != one.given_name else []
    return [("Name", one.full_name), *called]


def _birth(asked: Asked) -> list[Line]:
    born = asked.of.date_of_birth
    return [("Date of birth", f"{day(born)}, {age(born, asked.on)} years old")]


def _gender(asked: Asked) -> list[Line]:
    said = [("Gender", asked.of.get_gender_display())]
    return [*said, ("Pronouns", asked.of.pronouns)] if asked.of.pronouns else said


def _language(asked: Asked) -> list[Line]:
    one = asked.of
    lines = [("First language", one.first_language), ("How they communicate", one.communication_needs)]
    if one.needs_interpreter:
        lines.append(("Interpreter", "Needed"))
    return [(name, said) for name, said in lines if said]


def _points(asked: Asked, *kinds: str) -> list[Line]:
    usable = ContactPoint.objects.filter(
        young_person=asked.of, whose="", kind__in=kinds, opted_out_on=None, failed_on=None
    )
    return [
        (one.get_kind_display(), f"{reach.shown(one.value)}{f' ({one.note})' if one.note else ''}")
        for one in usable.order_by("-preferred", "-id")
    ]


def _phone(asked: Asked) -> list[Line]:
    wishes = asked.of.contact_preference
    lines = _points(asked, ContactPoint.Kind.MOBILE, ContactPoint.Kind.PHONE)
    return [*lines, ("How and when best reached", wishes)] if wishes else lines


def _email(asked: Asked) -> list[Line]:
    return _points(asked, ContactPoint.Kind.EMAIL)


def _address(asked: Asked) -> list[Line]:
    home = Residence.objects.filter(young_person=asked.of, until_on=None).order_by("-from_on", "-id").first()
    if home is None:
        return []
    parts = (home.line_1, home.line_2, home.line_3, home.town, home.postcode)
    return [("Home address", ", ".join(filter(None, parts)))]


def _carers(asked: Asked) -> list[Line]:
    return [
        (one.relationship or "Carer", one.name)
        for one in Carer.objects.filter(young_person=asked.of).order_by("id")
    ]


def _numbers(asked: Asked) -> list[Line]:
    found = Identifier.objects.filter(young_person=asked.of, scheme__in=("upn", "uln"))
    return [(one.get_scheme_display(), one.value) for one in found.order_by("scheme", "value")]


def _now(asked: Asked) -> list[Line]:
    current = current_activity(of=asked.of, by=asked.by)
    return [("Doing now", _activity(current))] if current else []


def _history(asked: Asked) -> list[Line]:
    past = history(of=asked.of, by=asked.by).filter(end_on__isnull=False)[:LATEST]
    return [("Before", _activity(one)) for one in past]


def _activity(one: Activity) -> str:
    said = f"{one.kind.label}, {one.establishment_name}" if one.establishment_name else one.kind.label
    return f"{said}, since {day(one.start_on)}"


def _school(asked: Asked) -> list[Line]:
    school = asked.of.school
    return [("School", school.name)] if school else []


def _support(asked: Asked) -> list[Line]:
    return [("Special educational needs", asked.of.get_special_needs_display())]


def _assessed(asked: Asked) -> list[assessments.Profile]:
    finished = assessments.finished(assessments.assessments_of(of=asked.of, by=asked.by))[:1]
    return assessments.profiles(of=asked.of, by=asked.by, which=finished)


def _assessment(asked: Asked) -> list[Line]:
    lines = []
    for profile in _assessed(asked):
        for number in profile.needs:
            factor = profile.form.factor(number)
            if factor is not None:
                lines.append((factor.name, profile.form.plain(profile.ratings[number].adviser_level)))
    return lines


def _strengths(asked: Asked) -> list[Line]:
    lines = []
    for profile in _assessed(asked):
        for number, rating in sorted(profile.ratings.items()):
            factor = profile.form.factor(number)
            if factor is not None and rating.strengths:
                lines.append((factor.name, rating.strengths))
    return lines


def _goals(asked: Asked) -> list[Line]:
    plan = plans.open_plan(of=asked.of, by=asked.by)
    goals = [goal for goal in plan.goals.all() if goal.status == "open"] if plan else []
    return [(f"Goal {goal.position}", goal.words) for goal in goals]


def _steps(asked: Asked) -> list[Line]:
    plan = plans.open_plan(of=asked.of, by=asked.by)
    steps = [step for goal in plan.goals.all() for step in goal.steps.all()] if plan else []
    return [
        (step.get_owner_display(), f"{step.words}, by {day(step.due_on)}")
        for step in steps
        if step.status in ("to_do", "started")
    ]


def _adviser(asked: Asked) -> list[Line]:
    adviser, team = asked.of.adviser, asked.of.team
    said = [("Adviser", adviser.name)] if adviser else []
    return [*said, ("Team", team.name)] if team else said


def _contacts(asked: Asked) -> list[Line]:
    found = Contact.objects.filter(young_person=asked.of).order_by("-at", "-id")[:LATEST]
    return [
        (day(one.at), f"{one.get_channel_display()}: {one.get_outcome_display().lower()}") for one in found
    ]


def _reviews(asked: Asked) -> list[Line]:
    due = reviews.due(of=asked.of, by=asked.by)
    return [("Next review", day(due.due_on))] if due else []


def _characteristics(asked: Asked, kinds: tuple[str, ...]) -> list[Line]:
    found = Characteristic.objects.filter(young_person=asked.of, until_on=None, kind__in=kinds)
    said = [one.get_kind_display() for one in found.order_by("kind")]
    return [("Known of them", listed(said))] if said else []


SAYS: dict[Group, Callable[[Asked], list[Line]]] = {
    Group.WHO_NAME: _name,
    Group.WHO_BIRTH: _birth,
    Group.WHO_GENDER: _gender,
    Group.WHO_LANGUAGE: _language,
    Group.REACH_PHONE: _phone,
    Group.REACH_EMAIL: _email,
    Group.REACH_ADDRESS: _address,
    Group.FAMILY_CARERS: _carers,
    Group.NUMBERS_IDENTIFIERS: _numbers,
    Group.SITUATION_NOW: _now,
    Group.SITUATION_HISTORY: _history,
    Group.LEARNING_SCHOOL: _school,
    Group.LEARNING_SUPPORT: _support,
    Group.NEEDS_ASSESSMENT: _assessment,
    Group.NEEDS_STRENGTHS: _strengths,
    Group.PLAN_GOALS: _goals,
    Group.PLAN_STEPS: _steps,
    Group.WORK_ADVISER: _adviser,
    Group.WORK_CONTACTS: _contacts,
    Group.WORK_REVIEWS: _reviews,
    Group.HEALTH_ALL: lambda asked: _characteristics(asked, HEALTH),
    Group.HOME_ALL: lambda asked: _characteristics(asked, HOME),
    Group.JUSTICE_ALL: lambda asked: _characteristics(asked, JUSTICE),
}
