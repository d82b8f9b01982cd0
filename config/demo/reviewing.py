"""What reviewing knows besides: changes ahead, reviews put off, ends of support."""

from __future__ import annotations

from datetime import date, timedelta

from config.demo.people import Population
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, system
from connexions.practice.casework.actions import endings, exemptions, transitions
from connexions.practice.casework.models import Plan, Review, Transition
from connexions.practice.casework.queries import editions
from connexions.registers.accounts.actors import actor_for
from connexions.registers.accounts.models import Membership
from connexions.registers.people.models import YoungPerson

ADVISERS = ("priya.nair@tyneandwear.example.org", "megan.pryke@suffolk.example.org")
SMALL = 20_000  # above this the first night begins to prepare the changes, as it would anyhow
SUMMARY = (
    "When we met you did not know what to do after school. You looked at three courses, chose one and got the "
    "place yourself. Be proud of that. If you want to talk again, ring us or drop in."
)
NEW_PLACE = "Durham young people’s service, Dana Reed"


def put_off_and_end(population: Population) -> None:
    """Through the actions themselves, as each first adviser would."""
    for email in ADVISERS:
        held = Membership.objects.filter(user__email=email).select_related("user").first()
        if held is None:
            continue
        by = actor_for(held, held.user, from_where="127.0.0.1")
        with tenancy.acting(by):
            _ends(by, population.today)
            _puts_off(by, population.today)
            _moves_away(by, population.today)
        if population.size <= SMALL:
            night = system("Review rules", partnership=by.partnership)
            with tenancy.acting(night):
                kinds = editions.transition_kinds(by=night, on=population.today)
                transitions.prepare_ages(kinds=kinds, on=population.today, by=night)


def _ends(by: Actor, today: date) -> None:
    """Three whose plan was closed; and one for whom a manager is asked."""
    mine = YoungPerson.objects.filter(adviser_id=by.id)
    closed = Plan.objects.filter(status=Plan.Status.CLOSED).values("young_person_id")
    still = Plan.objects.exclude(status=Plan.Status.CLOSED).values("young_person_id")
    done = mine.filter(pk__in=closed).exclude(pk__in=still).order_by("id")[:4]
    for place, young_person in enumerate(done):
        reason = "other-ending" if place == 3 else ("goals-met", "settled", "no-longer-wants-help")[place]
        endings.end(
            young_person=young_person,
            reason=reason,
            words="Agreed at the last review.",
            summary=SUMMARY,
            on=today - timedelta(days=9 * place),
            by=by,
        )


def _puts_off(by: Actor, today: date) -> None:
    due = Review.objects.filter(
        held_on=None, due_on__gt=today, due_on__lt=today + timedelta(days=60), young_person__adviser_id=by.id
    )
    chosen = due.select_related("young_person").order_by("-due_on", "id")[:4]
    for place, review in enumerate(chosen):
        exemptions.give(
            young_person=review.young_person,
            reason=("exams", "ill", "away", "baby")[place],
            words="Agreed with them on the phone.",
            until_on=today + timedelta(days=70 + 7 * place),
            on=today - timedelta(days=3),
            by=by,
        )


def _moves_away(by: Actor, today: date) -> None:
    """Two who move: one whose new service has said yes."""
    mine = YoungPerson.objects.filter(adviser_id=by.id, level_of_need="supported").order_by("id")[:2]
    for place, young_person in enumerate(mine):
        made = transitions.begin(
            young_person=young_person,
            kind="another-area",
            on_day=today + timedelta(days=18 + 20 * place),
            to_whom=NEW_PLACE if place == 0 else "",
            on=today - timedelta(days=6),
            by=by,
        )
        if place == 0:
            made = Transition.objects.get(pk=made.pk)
            for item in made.items.all()[:2]:
                transitions.tick(item=item, done=True, on=today - timedelta(days=2), by=by)
            transitions.confirm(transition=made, who="Dana Reed, Durham", on=today - timedelta(days=1), by=by)
