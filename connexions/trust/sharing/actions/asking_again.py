"""Telling young people that something they share ends soon: once for each agreement."""

from collections import defaultdict
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.design import words
from connexions.registers.people.actions import notices
from connexions.registers.people.actions.notices import Said
from connexions.registers.people.models import YoungPerson
from connexions.trust.sharing.models import Consent
from connexions.trust.sharing.queries import standing

AT_ONCE = 200  # agreements in one transaction: small enough to hold no lock for long


@transaction.atomic
def tell_those_ending(*, at: datetime, by: Actor) -> int:
    """Tell the young people of up to some hundred agreements; returns how many. Nothing left to tell is 0."""
    soon = at + timedelta(days=standing.rules_of(by=by).ask_again_days)
    waiting = Consent.objects.filter(
        partnership_id=by.partnership,
        withdrawn_at=None,
        asked_again_at=None,
        until_at__gt=at,
        until_at__lte=soon,
        renewed_by=None,
        given_by=Consent.By.YOUNG_PERSON,
    ).select_related("organisation")
    found = list(
        waiting.select_for_update(of=("self",), skip_locked=True).order_by("until_at", "id")[:AT_ONCE]
    )
    whose: dict[UUID, list[Consent]] = defaultdict(list)
    for one in found:
        whose[one.young_person_id].append(one)
    people = YoungPerson.objects.filter(pk__in=whose)
    notices.tell_each(young_people=people, kind="sharing", say=lambda one: _said(whose[one.pk]), by=by)
    Consent.objects.filter(pk__in=[one.pk for one in found]).update(asked_again_at=at)
    return len(found)


def _said(ending: list[Consent]) -> Said:
    lines = [f"{one.whom} can see what you agreed until {words.day(one.until_at)}." for one in ending]
    lines.append("If it may go on, say so on your page. If not, you need do nothing: it stops by itself.")
    return Said("Something you share ends soon", "\n".join(lines), "sharing:mine")
