"""What a tracking officer has before them: people tried, answers, reports of leaving, agreed starts that have passed;
so that every queue holds somebody."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet
from django.utils import timezone

from config.demo.people import Population
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role, system
from connexions.practice.casework.actions._noting import hand
from connexions.practice.casework.models import Contact
from connexions.practice.tracing.actions import leavings, links
from connexions.practice.tracing.actions.links import Said
from connexions.practice.tracing.models import QueueRules
from connexions.practice.tracing.queries.belonging import covered_births, guarantee_births
from connexions.practice.tracing.queries.queues import Asked, in_queue
from connexions.practice.tracking.models import Activity, GuaranteeStatus
from connexions.registers.accounts.actors import actor_for
from connexions.registers.accounts.models import Membership
from connexions.registers.partners.models import Centre
from connexions.registers.people import sight
from connexions.registers.people.models import Carer, ContactPoint, Residence, YoungPerson
from connexions.registers.people.sight import Part

FEW = 8
LOST = 14  # whose situation is not known, even where few people are made
# How earlier tries ended, by person: channel, outcome, hour, days ago.
TRIES: tuple[tuple[tuple[str, str, int, int], ...], ...] = (
    (("phone", "no_answer", 10, 3),),
    (("phone", "no_answer", 10, 9), ("phone", "no_answer", 18, 4)),
    (("phone", "no_answer", 11, 12), ("text", "left_message", 12, 8), ("phone", "no_answer", 17, 5)),
    (),
    (
        ("phone", "no_answer", 10, 30),
        ("text", "left_message", 12, 22),
        ("phone", "no_answer", 18, 15),
        ("letter", "left_message", 9, 9),
    ),
    (("phone", "spoke", 18, 200), ("phone", "no_answer", 9, 6)),
    (("letter", "left_message", 9, 20),),
    (),
)
SAID = (
    Said(does="college", where="Tyne Metropolitan College", words="i started in september, catering"),
    Said(
        does="working",
        where="the big bakery on the trading estate",
        words="full time since I left",
        wants_help=True,
    ),
    Said(does="looking", words="had an interview last week but no news"),
)
REASONS = ("Stopped coming in the second week", "Moved in with family", "")


def write_tracing(population: Population) -> None:
    """Through the actions themselves, as each tracking officer would."""
    _places()
    officers = Membership.objects.filter(role=Role.TRACKING_OFFICER, user__email__endswith="example.org")
    for held in officers.select_related("user"):
        by = actor_for(held, held.user, from_where="127.0.0.1")
        with tenancy.acting(by):
            on = population.today
            lost = _lost(on, by)
            if len(lost) == LOST:
                _tried(lost, on, by)
                _starts_passed(on, by)
                _without_offer(on, by)
                _new_here(on, by)
                _left(lost[FEW:], on, by)
                _answered(lost[FEW:], on, by)


def _places() -> None:
    """The centres lie where a postcode of their town does, so that a round can start there."""
    for centre in Centre.objects.filter(postcode="", partnership__slug__in=("tyne-and-wear", "suffolk")):
        with tenancy.acting(system("demo", partnership=centre.partnership_id)):
            home = (
                Residence.objects.filter(young_person__team__centre=centre, until_on=None)
                .exclude(postcode__in=("", "ZZ99 9ZZ"))
                .order_by("postcode")
                .first()
            )
        if home is not None:
            centre.postcode = home.postcode
            centre.save(update_fields=["postcode"])


def _asked(by: Actor, on: date) -> Asked:
    return Asked(by, on, QueueRules(partnership_id=by.partnership, version=0))


def _people(by: Actor, on: date) -> QuerySet[YoungPerson]:
    """Those who are tracked there, beside what each does now."""
    born_before, born_from, with_plan_from = covered_births(on)
    of_age = Q(date_of_birth__gte=born_from) | Q(date_of_birth__gte=with_plan_from, special_needs="ehc_plan")
    found = YoungPerson.objects.filter(
        sight.visible(by, Part.STATUS), of_age, date_of_birth__lt=born_before, cohort_status="P"
    )
    return found.annotate(now=FilteredRelation("activitys", condition=Q(activitys__end_on=None)))


def _lost(on: date, by: Actor) -> list[YoungPerson]:
    """Those whose situation is not known; where they are too few, the status of others has lapsed: first of those who
    have no adviser, then of whoever was made last, who is in none of the stories."""
    cohort: Any = _people(by, on)
    missing = LOST - in_queue("not-known", _asked(by, on)).count()
    if missing > 0:
        settled = cohort.filter(now__kind__is_neet=False, now__lapses_on__gte=on)
        alone = settled.filter(adviser=None).order_by("id").values_list("now__id", flat=True)[:missing]
        some = list(alone)
        if len(some) < missing:
            others = settled.exclude(adviser=None).order_by("-id").values_list("now__id", flat=True)
            some += others[: missing - len(some)]
        Activity.objects.filter(pk__in=some).update(lapses_on=on - timedelta(days=20))
    return list(in_queue("not-known", _asked(by, on)).order_by("id")[:LOST])


def _tried(lost: list[YoungPerson], on: date, by: Actor) -> None:
    made = []
    points = {
        one.young_person_id: one
        for one in ContactPoint.objects.filter(young_person__in=lost, failed_on=None).exclude(kind="email")
    }
    for one, tries in zip(lost, TRIES, strict=False):
        for channel, outcome, hour, ago in tries:
            at = _moment(on - timedelta(days=ago), hour)
            point = points.get(one.pk) if channel in ("phone", "text") else None
            made.append(_contact(one, at, channel, outcome, point, by))
    Contact.objects.bulk_create(made)
    if not Carer.objects.filter(young_person=lost[2]).exists():
        Carer.objects.create(
            partnership_id=by.partnership,
            young_person=lost[2],
            name="Alison Dunmore",
            relationship="Mother",
            phone="+447700900417",
            may_contact=True,
            source="Demo",
        )


def _contact(one: YoungPerson, at: datetime, channel: str, outcome: str, point: Any, by: Actor) -> Contact:
    return Contact(
        partnership_id=by.partnership,
        young_person=one,
        at=at,
        channel=channel,
        outcome=outcome,
        contact_point=point,
        recorded_by_id=hand(by),
        recorded_at=at,
    )


def _starts_passed(on: date, by: Actor) -> None:
    """They were to begin a few days ago, and nobody has asked yet."""
    cohort: Any = _people(by, on)
    tracked = cohort.filter(now__start_on__lt=on - timedelta(days=3)).order_by("id")
    agreed = list(tracked.filter(now__kind__in=("615", "616")).values_list("now__id", flat=True)[:FEW])
    if len(agreed) < 2:
        seeking = tracked.filter(now__kind__is_neet=True).exclude(now__id__in=agreed)
        agreed += list(seeking.values_list("now__id", flat=True)[:2])
    Activity.objects.filter(pk__in=agreed).update(kind="616", review_on=on - timedelta(days=3))


def _without_offer(on: date, by: Actor) -> None:
    """Some who are covered by the guarantee have applied for nothing."""
    born_from, born_before = guarantee_births(on)
    some = (
        _people(by, on)
        .filter(date_of_birth__gte=born_from, date_of_birth__lt=born_before)
        .order_by("id")[:FEW]
    )
    for one in some:
        GuaranteeStatus.objects.update_or_create(
            young_person=one,
            year=12,
            defaults={"partnership_id": by.partnership, "code": "151", "on_baseline": True},
        )


def _new_here(on: date, by: Actor) -> None:
    """A few came in the last weeks."""
    some = _people(by, on).order_by("-id").values_list("id", flat=True)[:FEW]
    YoungPerson.objects.filter(pk__in=list(some)).update(created_at=_moment(on - timedelta(days=9), 10))


def _left(some: list[YoungPerson], on: date, by: Actor) -> None:
    for place, one in enumerate(some[: len(REASONS)]):
        told = {
            "place": ("Tyne Metropolitan College", "Northern Skills Group", "East Coast Sixth Form")[place],
            "reported_by": ("Ms Hope, student support", "Mr Grant", "Admissions")[place],
            "reply_to": "leavers@college.example.org" if place == 0 else "",
            "their_reference": f"L{2040 + place}",
            "reported_on": on - timedelta(days=6 + place),
            "left_on": on - timedelta(days=11 + place),
            "reason": REASONS[place],
        }
        leavings.report(young_person=one, told=told, on=on, by=by)


def _answered(some: list[YoungPerson], on: date, by: Actor) -> None:
    at = _moment(on - timedelta(days=1), 19)
    nobody = system("status by link", partnership=by.partnership)
    for one, said in zip(some[3:], SAID, strict=False):
        link = links.ask(young_person=one, days=14, at=at - timedelta(days=2), by=by)
        with tenancy.acting(nobody):
            links.answer(link=link, said=said, on=on - timedelta(days=1), at=at, by=nobody)


def _moment(on: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(hour, 12)))
