"""What the return finds at fault today, for whoever may see whom it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet, TextField, UUIDField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Concat
from procrastinate.contrib.django.models import ProcrastinateJob

from connexions.engines.ccis.faults import RuleText
from connexions.engines.ccis.specification import all_rules
from connexions.ground.base.acting import Actor
from connexions.ground.base.kept import Kept, Together
from connexions.practice.returns.models import StandingFault
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part

A_PAGE = 50
JUDGE = "returns.judge_one"  # the work of judging somebody who changed


@dataclass(frozen=True)
class Asked:
    """Which faults; each None for all."""

    priority: int | None = None
    rule: int | None = None
    adviser: UUID | None = None
    school: UUID | None = None


@dataclass(frozen=True)
class OfRule:
    """How many records break one rule."""

    rule: int
    priority: int
    number: int
    words: str
    fix: str


def open_faults(*, by: Actor, asked: Asked) -> QuerySet[StandingFault]:
    """The open faults of those whose status *by* may see."""
    people = YoungPerson.objects.filter(sight.visible(by, Part.STATUS))
    if asked.adviser:
        people = people.filter(adviser_id=asked.adviser)
    if asked.school:
        people = people.filter(school_id=asked.school)
    found = StandingFault.objects.filter(
        partnership_id=by.partnership, closed_on=None, young_person__in=people
    )
    if asked.priority:
        found = found.filter(priority=asked.priority)
    return found.filter(rule=asked.rule) if asked.rule else found


def page(*, by: Actor, asked: Asked, number: str | int = 1) -> Page[StandingFault]:
    """A page of them, the most pressing first and of the same rule by name."""
    found = open_faults(by=by, asked=asked).select_related("young_person__adviser", "young_person__school")
    ordered = found.order_by(
        "priority", "rule", "young_person__family_name", "young_person__given_name", "id"
    )
    return Paginator(ordered, A_PAGE).get_page(number)


def by_rule(*, by: Actor, asked: Asked) -> list[OfRule]:
    """How many break each rule, the most pressing and frequent first."""
    rows = (
        open_faults(by=by, asked=asked)
        .order_by()
        .values_list("rule", "priority")
        .annotate(number=Count("id"))
    )
    found = [OfRule(rule, priority, number, *words_of(rule)) for rule, priority, number in rows]
    return sorted(found, key=lambda one: (one.priority, -one.number, one.rule))


def of_person(young_person: YoungPerson) -> list[StandingFault]:
    """The open faults of one record, the most pressing first."""
    return _open.ask(young_person.pk)


def of_person_now(young_person: YoungPerson) -> tuple[list[StandingFault], bool]:
    """The same; and whether the record is being judged anew at this moment, so that they may be of before a change."""
    found, waiting = _now.ask(young_person.pk)
    return found, bool(waiting)


def waits_as(young_person_id: UUID) -> str:
    """By which name the judging of one young person waits for a worker, and is done by it."""
    return f"{JUDGE}:{young_person_id}"


def _waiting_of(whom: UUID) -> QuerySet[Any, Any]:
    """Words that stand in an index of what waits, and of what is being done; not values, or PostgreSQL would not know
    that these hold them."""
    name = Concat(Value(f"{JUDGE}:"), Cast(Value(whom, output_field=UUIDField()), TextField()))
    todo = Q(queueing_lock=name, status=RawSQL("'todo'", []))
    doing = Q(lock=name, status=RawSQL("'doing'", []))
    return ProcrastinateJob.objects.filter(todo | doing).values_list("id")[:1]


_open: Kept[StandingFault] = Kept(
    lambda whom: StandingFault.objects.filter(young_person=whom, closed_on=None).order_by("priority", "rule")[
        :20
    ]
)
_now = Together(_open, Kept(_waiting_of))


def choices(*, by: Actor) -> dict[str, list[tuple[UUID, str]]]:
    """The advisers and schools of those whose records are at fault."""
    rows: Any = open_faults(by=by, asked=Asked()).order_by()
    told = rows.values_list(
        "young_person__adviser_id",
        "young_person__adviser__name",
        "young_person__school_id",
        "young_person__school__name",
    ).distinct()
    advisers: dict[UUID, str] = {}
    schools: dict[UUID, str] = {}
    for adviser, name, school, called in told:
        if adviser:
            advisers[adviser] = name
        if school:
            schools[school] = called
    return {"adviser": _by_name(advisers), "school": _by_name(schools)}


def words_of(number: int) -> tuple[str, str]:
    """What a rule says in general, and how its breach is mended."""
    text = _texts().get(number)
    if text is None:
        return f"Rule {number}", ""
    words = text.words.replace(" (“{value}”)", "").replace(" “{value}”", "").replace(" ({value})", "")
    return words.replace("{value}", "…"), text.fix


def _texts() -> dict[int, RuleText]:
    return {rule.number: rule for rule in all_rules()}


def _by_name(found: dict[UUID, str]) -> list[tuple[UUID, str]]:
    return sorted(found.items(), key=lambda one: one[1])
