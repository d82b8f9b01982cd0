"""Makers of oversight: work to sample, samples of it, judgements, supervision notes."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.practice.oversight.actions import judgements, samples, supervision
from connexions.practice.oversight.actions.judgements import Found
from connexions.practice.oversight.models import Item, Meeting, Sample
from connexions.practice.oversight.queries.frames import Asked
from connexions.practice.oversight.rules.judging import OVERALL
from connexions.registers.people.models import YoungPerson

TODAY = date(2026, 11, 3)
NOON = datetime(2026, 11, 3, 12, tzinfo=ZoneInfo("Europe/London"))


def asking(**fields: Any) -> Asked:
    """Both kinds of work of the autumn, unless told otherwise."""
    return Asked(**{"of": "both", "from_on": date(2026, 9, 1), "until_on": TODAY, **fields})


def make_sample(*, by: Actor, wanted: int = 1, seed: int = 7, **fields: Any) -> Sample:
    """A sample drawn by a manager of their own team's work."""
    with tenancy.acting(by):
        asked = asking(**{"team": by.team, **fields})
        return samples.draw(asked=asked, wanted=wanted, seed=seed, at=NOON, on=TODAY, by=by)


def found(item: Item, *, answer: str = "yes", overall: str = "sound", **fields: Any) -> Found:
    """Every question answered alike."""
    assert overall in OVERALL
    answers = {one["key"]: (answer, "") for one in item.edition.questions}
    return Found(**{"answers": answers, "overall": overall, "good": "Plain words.", **fields})


def judge(item: Item, *, by: Actor, **fields: Any) -> Item:
    """An item judged whole by a manager."""
    with tenancy.acting(by):
        judgements.finish(item=item, found=found(item, **fields), version=0, at=NOON, on=TODAY, by=by)
        return Item.objects.select_related("edition", "sample", "young_person").get(pk=item.pk)


def make_meeting(
    *, adviser: Actor, by: Actor, mentions: list[YoungPerson] | None = None, **fields: Any
) -> Meeting:
    """The note of a meeting of a manager with an adviser of their team."""
    assert adviser.id is not None
    said: dict[str, Any] = {
        "held_on": TODAY,
        "notes": {"wellbeing": "Tired but well."},
        "agreed": [],
        **fields,
    }
    with tenancy.acting(by):
        return supervision.write(
            adviser=adviser.id, mentions=mentions or [], at=NOON, on=TODAY, by=by, **said
        )
