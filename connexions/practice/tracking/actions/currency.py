"""Saying how long a kind of activity stays current."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from connexions.engines import currency
from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.practice.tracking import permissions
from connexions.practice.tracking.models import ActivityKind, CurrencyRule
from connexions.practice.tracking.queries.currency import as_rule, otherwise_lapsing

LOT = 2000
LONGEST_MONTHS = 24


@dataclass(frozen=True)
class Period:
    """How long: counted from what, by how much, and whether never past the end of the course."""

    basis: str
    months: int = 0
    days: int = 0
    capped: bool = False


@transaction.atomic
def change(
    *, kind: ActivityKind, period: Period, from_on: date, because: str, on: date, by: Actor
) -> tuple[CurrencyRule, int]:
    """From a day on, what is verified stays current for another time; what holds before stays as it is.

    Activities verified since that day already take their new last day. Returns the rule and how many did. Raises
    ``NotAllowed``, ``NotPossible``.
    """
    permissions.check_may_set(by)
    _check(period, because)
    rule = CurrencyRule(
        partnership_id=by.partnership,
        kind=kind,
        from_on=from_on,
        because=because.strip(),
        set_by=by.name,
        **period.__dict__,
    )
    try:
        with transaction.atomic():
            rule.save(force_insert=True)
    except IntegrityError:
        raise NotPossible(
            "There is a rule of yours from that day already: take it back first, or choose another day."
        ) from None
    moved = _reckon_again(rule, by)
    _note("tracking.currency.changed", rule, by, moved)
    return rule, moved


@transaction.atomic
def take_back(*, rule: CurrencyRule, on: date, by: Actor) -> None:
    """Take back a rule that nothing has been verified under yet. Raises ``NotAllowed``, ``NotPossible``."""
    permissions.check_may_set(by)
    if rule.partnership_id != by.partnership:
        raise NotPossible("This rule ships with the product: set your own from a day on instead.")
    if rule.from_on <= on:
        raise NotPossible(
            "This rule holds already: what was verified under it counts by it. Set another from today on."
        )
    _note("tracking.currency.taken_back", rule, by, 0)
    rule.delete()


def _check(period: Period, because: str) -> None:
    counted = period.basis in (CurrencyRule.Basis.REVIEW, CurrencyRule.Basis.VERIFIED)
    if counted and not (period.months or period.days):
        raise NotPossible("Say after how many months or days it lapses.")
    if period.months > LONGEST_MONTHS or period.days > 366:
        raise NotPossible(f"At most {LONGEST_MONTHS} months and 366 days: a status that old says little.")
    if not because.strip():
        raise NotPossible("Say why: it stands beside the rule.")


def _reckon_again(rule: CurrencyRule, by: Actor) -> int:
    table, lot, moved = {rule.kind_id: as_rule(rule)}, [], 0
    for one in otherwise_lapsing(rule=rule, by=by).select_for_update().iterator(LOT):
        lapses = currency.lapses_on(
            one.kind_id,
            verified_on=one.verified_on or one.start_on,
            review_on=one.review_on,
            predicted_end_on=one.predicted_end_on,
            table=table,
        )
        if lapses != one.lapses_on:
            one.lapses_on, one.version = lapses, one.version + 1
            lot.append(one)
            moved += 1
    if lot:
        type(lot[0]).objects.bulk_update(lot, ["lapses_on", "version"], batch_size=LOT)
    return moved


def _note(event: str, rule: CurrencyRule, by: Actor, moved: int) -> None:
    details = {"code": rule.kind_id, "from_on": rule.from_on.isoformat(), "basis": rule.basis, "moved": moved}
    audit.record(event=event, by=by, about=f"currency:{rule.pk}", details=details)
