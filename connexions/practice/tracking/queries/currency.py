"""How long a status stays current: the one place that works out when an activity lapses."""

from collections.abc import Iterable
from datetime import date
from typing import cast

from django.db.models import F, Q, QuerySet

from connexions.engines import currency
from connexions.engines.currency.lapses import Basis
from connexions.ground.base.acting import Actor
from connexions.practice.tracking.models import Activity, CurrencyRule


def lapses_on(
    *,
    code: str,
    verified_on: date,
    review_on: date | None = None,
    predicted_end_on: date | None = None,
    partnership: int,
) -> date | None:
    """The last day on which an activity that was verified on a day is current; none where it does not lapse."""
    held = rule_on(code=code, on=verified_on, partnership=partnership)
    table = {code: as_rule(held)} if held else {}
    return currency.lapses_on(
        code, verified_on=verified_on, review_on=review_on, predicted_end_on=predicted_end_on, table=table
    )


def rule_on(*, code: str, on: date, partnership: int) -> CurrencyRule | None:
    """The rule of a kind for what is verified on a day: the partnership's own, else what ships."""
    return _holding(on, partnership).filter(kind=code).first()


def table_on(*, on: date, partnership: int) -> currency.LapseTable:
    """The rules of all kinds for what is verified on a day."""
    found: dict[str, currency.LapseRule] = {}
    for one in _holding(on, partnership):
        found.setdefault(one.kind_id, as_rule(one))
    return found


def rules(*, by: Actor) -> list[CurrencyRule]:
    """Every rule that holds, held or will hold here, kind by kind, the latest first."""
    here = CurrencyRule.objects.filter(Q(partnership=None) | Q(partnership_id=by.partnership))
    here = here.select_related("kind")
    return list(here.order_by("kind_id", F("partnership_id").asc(nulls_last=True), "-from_on"))


def holding(every: Iterable[CurrencyRule], *, on: date) -> dict[str, CurrencyRule]:
    """Of what ``rules`` gave, the rule of each kind that holds on a day."""
    found: dict[str, CurrencyRule] = {}
    for one in every:
        if one.from_on <= on and (one.until_on is None or one.until_on > on):
            found.setdefault(one.kind_id, one)
    return found


def otherwise_lapsing(*, rule: CurrencyRule, by: Actor) -> QuerySet[Activity]:
    """Current activities that a rule is for: of its kind, verified since it holds."""
    return Activity.objects.filter(
        partnership_id=by.partnership, end_on=None, kind=rule.kind_id, verified_on__gte=rule.from_on
    )


def as_rule(row: CurrencyRule) -> currency.LapseRule:
    """A row as the engine reads it."""
    return currency.LapseRule(row.kind_id, cast("Basis", row.basis), row.months, row.days, row.capped)


def _holding(on: date, partnership: int) -> QuerySet[CurrencyRule]:
    """What holds on a day, one's own before what ships, a later edition before an earlier one."""
    return (
        CurrencyRule.objects.filter(Q(partnership=None) | Q(partnership_id=partnership))
        .filter(Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on)
        .order_by("kind_id", F("partnership_id").asc(nulls_last=True), "-from_on")
    )
