"""Reports that a young person left a school, college or provider; and telling back how each ended."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible, check_version
from connexions.ground.messaging.actions import post
from connexions.practice.tracing import permissions
from connexions.practice.tracing.actions._noting import hand, note
from connexions.practice.tracing.models import Leaving
from connexions.practice.tracing.rules.outcomes import ENDINGS
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import may_be_written_to

SUBJECT = "About a report you made to Connexions"  # seen by anybody who sees the screen
PURPOSE = "outcome of a report"


@transaction.atomic
def report(*, young_person: YoungPerson, told: dict[str, Any], on: date, by: Actor) -> Leaving:
    """Record who reported, and when, that a young person left. *told* names fields of ``Leaving``.

    Raises ``NotAllowed``, ``NotPossible`` for a day to come, or where the same place has reported it already.
    """
    permissions.check_may_settle(young_person, by)
    if told["left_on"] > on or told["reported_on"] > on:
        raise NotPossible("This day is still to come: a report is of something that has happened.")
    leaving = Leaving(
        partnership_id=by.partnership, young_person=young_person, recorded_by_id=hand(by), **told
    )
    try:
        with transaction.atomic():
            leaving.save(force_insert=True)
    except IntegrityError:
        raise NotPossible(f"{told['place']} has reported this already, and it is open still.") from None
    note("tracing.leaving.reported", leaving, by)
    return leaving


@transaction.atomic
def end(*, leaving: Leaving, ending: str, version: int, on: date, at: datetime, by: Actor) -> Leaving:
    """Say how it ended, from the closed list, and tell it back to whoever reported it."""
    permissions.check_may_settle(leaving.young_person, by)
    stored = Leaving.objects.select_for_update(of=("self",)).get(pk=leaving.pk)
    check_version(stored=stored, version=version, typed={"ending": ending}, labels={"ending": "How it ended"})
    if stored.ending:
        raise NotPossible("This has ended already, and was told back.")
    return _end(stored, ending, on, at, by)


@transaction.atomic
def end_all(*, young_person: YoungPerson, ending: str, on: date, at: datetime, by: Actor) -> int:
    """End every open report about a young person alike: what was found out answers them all."""
    permissions.check_may_settle(young_person, by)
    found = Leaving.objects.select_for_update().filter(young_person=young_person, ending="")
    return len([_end(one, ending, on, at, by) for one in found])


@transaction.atomic
def told_back(*, leaving: Leaving, how: str, at: datetime, by: Actor) -> Leaving:
    """Somebody has told them by another way: by telephone, by letter."""
    permissions.check_may_settle(leaving.young_person, by)
    stored = Leaving.objects.select_for_update(of=("self",)).get(pk=leaving.pk)
    if not stored.ending:
        raise NotPossible("This has not ended yet.")
    if stored.told_back_at is not None:
        raise NotPossible("They have been told already.")
    stored.told_back_at, stored.told_back_how = at, how[:60]
    stored.save(update_fields=["told_back_at", "told_back_how"])
    note("tracing.leaving.told_back", stored, by)
    return stored


def _end(leaving: Leaving, ending: str, on: date, at: datetime, by: Actor) -> Leaving:
    if ending not in ENDINGS:
        raise NotPossible("Choose how it ended from the list.")
    leaving.ending, leaving.ended_on = ending, on
    leaving.version += 1
    if leaving.reply_to and may_be_written_to(leaving.young_person):
        try:
            post.send_email(
                to=leaving.reply_to, subject=SUBJECT, words=_words(leaving), purpose=PURPOSE, by=by
            )
            leaving.told_back_at, leaving.told_back_how = at, "By e-mail"
        except NotPossible:  # no way to send is set up: it waits on the list until somebody tells them
            pass
    leaving.save()
    note("tracing.leaving.ended", leaving, by, ending=ending)
    return leaving


def _words(leaving: Leaving) -> str:
    """Without a name: a letter box is read by others."""
    which = f" (your reference {leaving.their_reference})" if leaving.their_reference else ""
    when = f"{leaving.reported_on.day} {leaving.reported_on:%B %Y}"
    return (
        f"On {when} you told us that a young person had left {leaving.place}{which}.\n\n"
        f"{ENDINGS[leaving.ending]}\n\nThank you for telling us. Connexions"
    )
