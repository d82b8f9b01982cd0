"""What another system said of where a restricted person lives is not kept."""

from typing import Any

from connexions.ground.base.acting import Actor
from connexions.practice.feeds.importing.addresses import NOT_SHOWN, WHERE, without_address
from connexions.practice.feeds.importing.existing import numbers_of
from connexions.practice.feeds.models import Problem, SourceRecord
from connexions.registers.people.models import YoungPerson


def forget_where(*, sender: YoungPerson, by: Actor, **_: Any) -> None:
    """A record was restricted: forget what was delivered of where they live, and what was said to be wrong with it."""
    wrong = Problem.objects.filter(young_persons_id__in=numbers_of({sender.pk}), field__in=WHERE)
    wrong.update(message=NOT_SHOWN)
    for row in SourceRecord.objects.filter(young_person=sender).select_for_update():
        row.fields = without_address(row.fields)
        row.save(update_fields=["fields"])
