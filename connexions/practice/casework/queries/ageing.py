"""Who reaches an age soon."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from connexions.engines import currency
from connexions.ground.base.acting import Actor
from connexions.practice.casework.models import Transition, TransitionKind
from connexions.registers.people.models import Characteristic, YoungPerson
from connexions.registers.people.models.young_person import SpecialNeeds

CARE = (Characteristic.Kind.LOOKED_AFTER, Characteristic.Kind.CARE_LEAVER)


def about_to_turn(*, kind: TransitionKind, on: date, by: Actor) -> list[tuple[UUID, date]]:
    """Those of this partnership, with an adviser, who reach the kind's age within its months and for whom it
    is not prepared yet; each with the day. Found by the index on the date of birth."""
    assert kind.age is not None
    soonest, latest = on + timedelta(days=1), currency.add_months(on, kind.months_ahead)
    first, last = (currency.add_months(one, -12 * kind.age) for one in (soonest, latest))
    there = Transition.objects.filter(young_person=OuterRef("pk"), kind=kind.key)
    found = YoungPerson.objects.filter(
        Q(date_of_birth__gte=first - timedelta(days=1), date_of_birth__lte=last + timedelta(days=1)),
        ~Exists(there),
        partnership_id=by.partnership,
        adviser__isnull=False,
    )
    rows = _for_whom(found, kind.for_whom).order_by("pk").values_list("pk", "date_of_birth")
    days = [(one, currency.birthday(born, kind.age)) for one, born in rows]
    return [(one, day) for one, day in days if soonest <= day <= latest]


def _for_whom(found: QuerySet[YoungPerson], whom: str) -> QuerySet[YoungPerson]:
    ehc, care = Q(special_needs=SpecialNeeds.EHC_PLAN), _in_care()
    narrowed: dict[str, Any] = {"ehc_plan": ehc, "no_ehc_plan": ~ehc, "care": care}
    return found.filter(narrowed[whom]) if whom in narrowed else found


def _in_care() -> Exists:
    held = Characteristic.objects.filter(young_person=OuterRef("pk"), kind__in=CARE, until_on=None)
    return Exists(held)
