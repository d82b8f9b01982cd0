"""Working out anew when reviews are due: at every event, and every night."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.practice.casework.actions._noting import note
from connexions.practice.casework.due import Due, Kept, due, news, settled
from connexions.practice.casework.models import Exemption, Review, ReviewRule
from connexions.practice.casework.queries import editions
from connexions.practice.casework.queries.happenings import happenings
from connexions.registers.people.models import YoungPerson


def work_out(*, young_person: YoungPerson, on: date, by: Actor) -> Review | None:
    """Set or move the review of one young person by the rules; the review that is to come, if any."""
    work_out_many(whom=[young_person.pk], on=on, by=by)
    return Review.objects.filter(young_person=young_person, held_on=None).first()


@transaction.atomic
def work_out_many(
    *, whom: Collection[UUID], on: date, by: Actor, rules: Sequence[ReviewRule] | None = None
) -> int:
    """The same for many; how many days were set or moved. Doing it again changes nothing.

    It follows from what others did and needs no leave of its own: those who may not see a review set none.
    """
    stories = happenings(whom=whom, on=on, by=by)
    if not stories:
        return 0
    known = editions.rules(by=by, on=on) if rules is None else rules
    there = Review.objects.select_for_update(of=("self",)).filter(young_person__in=stories, held_on=None)
    kept = {one.young_person_id: one for one in there.order_by("pk")}
    exempt = _exempt(stories)
    changed = 0
    for one, story in stories.items():
        stored = kept.get(one)
        before = _kept(stored)
        found = due(happened=news(story.happened, before), level=story.level, rules=known, begun=story.begun)
        new = settled(kept=before, found=found, exempt_until=exempt.get(one))
        if new is not None:
            _put(one, stored, new, by)
            changed += 1
    return changed


def _kept(stored: Review | None) -> Kept | None:
    return Kept(stored.due_on, stored.rule, stored.since_on, stored.set_on) if stored else None


def _exempt(whom: Collection[UUID]) -> dict[UUID, date]:
    """Before which day no review of these falls due. An exemption that has run out still says so: the review
    that it put off is due on its last day and is not suddenly months late."""
    found = Exemption.objects.filter(young_person__in=whom, ended_on=None)
    return dict(found.order_by("until_on").values_list("young_person_id", "until_on"))


def _put(young_person_id: UUID, stored: Review | None, new: Due, by: Actor) -> None:
    review = stored or Review(partnership_id=by.partnership, young_person_id=young_person_id)
    review.due_on, review.rule, review.because, review.since_on = new.on, new.rule, new.why, new.since
    review.set_on, review.set_by_id = None, by.id
    if stored is not None:
        review.version += 1
    review.save(force_insert=stored is None)
    event = "casework.review.set" if stored is None else "casework.review.moved"
    note(event, review, by, due_on=new.on.isoformat(), rule=new.rule)
