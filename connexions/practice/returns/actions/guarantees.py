"""The September Guarantee: set the baseline, record offers for many at once, take them back, end it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from connexions.engines.ccis import specification
from connexions.engines.currency import academic_year
from connexions.ground.audit.actions import record as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing, NotAllowed, NotPossible
from connexions.ground.design.words import count, day
from connexions.practice.returns.models import Baseline, Offered, OfferRound
from connexions.practice.returns.permissions import check_may_offer
from connexions.practice.returns.rules import guarantee as rules
from connexions.practice.returns.rules.cohort import GIVEN, born_between
from connexions.practice.tracking.models import GuaranteeStatus
from connexions.registers.partners.models import LocalAuthority
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part

AT_ONCE = 1000


@transaction.atomic
def set_baseline(*, days: rules.Days, until_on: date, on: date, by: Actor) -> Baseline:
    """Put everybody of year groups 11 and 12 on the baseline; whoever has no status yet: not yet recorded.

    The year is that of the baseline's April. Raises ``NotPossible``.
    """
    check_may_offer(by)
    year = days.set_from.year
    if on < days.set_from:
        raise NotPossible(f"The baseline of {year} is set from {day(days.set_from)} on.")
    if until_on <= days.closes_on:
        raise NotPossible(f"The Guarantee runs until {day(days.closes_on)}: its grace ends after that.")
    if Baseline.objects.filter(partnership_id=by.partnership, year__gte=year).exists():
        raise NotPossible(f"The baseline of {year} has been set already.")
    GuaranteeStatus.objects.filter(partnership_id=by.partnership, on_baseline=True).update(on_baseline=False)
    Baseline.objects.filter(partnership_id=by.partnership, closed_on=None).update(closed_on=on)
    counts = {group: _put_on(group, days.set_from, by) for group in rules.AGE_OF}
    made = Baseline.objects.create(
        partnership_id=by.partnership,
        year=year,
        set_on=on,
        set_by_name=by.name,
        until_on=until_on,
        year_11=counts[11],
        year_12=counts[12],
    )
    audit(
        event="returns.baseline.set",
        by=by,
        about=f"baseline:{made.pk}",
        details={"year": year, **_text(counts)},
    )
    return made


@transaction.atomic
def close_what_is_over(*, on: date, by: Actor) -> int:
    """Take everybody off a baseline whose grace has run out; how many statuses that were."""
    check_may_offer(by)
    over = Baseline.objects.filter(partnership_id=by.partnership, closed_on=None, until_on__lte=on)
    if not over.update(closed_on=on):
        return 0
    done = GuaranteeStatus.objects.filter(partnership_id=by.partnership, on_baseline=True).update(
        on_baseline=False
    )
    audit(event="returns.baseline.closed", by=by, details={"number": done})
    return done


@transaction.atomic
def record_offers(
    *, young_people: Collection[UUID], year: int, code: str, on: date, at: datetime, by: Actor
) -> OfferRound:
    """Give one status of one year group's Guarantee to many: all of them, or a refusal."""
    check_may_offer(by)
    _check_code(year, code, on)
    statuses = _locked(young_people, year, by)
    changed = [one for one in statuses if one.code != code]
    labels = _labels(year, on)
    made = OfferRound.objects.create(
        partnership_id=by.partnership,
        year=year,
        code=code,
        said=f"{labels[code]}: {count(len(changed), 'young person', 'young people')} of Year {year}"[:200],
        number=len(changed),
        done_by=by.id,
        done_by_name=by.name,
        done_at=at,
    )
    Offered.objects.bulk_create(
        Offered(
            partnership_id=by.partnership,
            round=made,
            young_person_id=one.young_person_id,
            before=one.code,
            before_since_on=one.since_on,
        )
        for one in changed
    )
    GuaranteeStatus.objects.filter(pk__in=[one.pk for one in changed]).update(code=code, since_on=on)
    for one in changed:
        details = {"year": year, "from": one.code, "to": code}
        audit(
            event="returns.offer.recorded",
            by=by,
            young_person_id=one.young_person_id,
            about=f"offer_round:{made.pk}",
            details=details,
        )
    return made


@transaction.atomic
def take_back(*, round_id: UUID, at: datetime, by: Actor) -> OfferRound:
    """Take back what was given to many, within a day and if nothing of it was changed since."""
    check_may_offer(by)
    found = OfferRound.objects.select_for_update().filter(pk=round_id).first()
    if found is None:
        raise Missing("There is nothing of this kind to take back at your partnership.")
    if found.undone_at is not None:
        raise NotPossible("This has been taken back already.")
    if at - found.done_at > rules.UNDO_WITHIN:
        raise NotPossible("This was more than a day ago: correct each of them instead.")
    rows = found.offered.values_list("young_person_id", "before", "before_since_on")
    before = {whom: (code, since_on) for whom, code, since_on in rows}
    statuses = GuaranteeStatus.objects.select_for_update(of=("self",)).filter(
        year=found.year, young_person__in=before, code=found.code
    )
    there = list(statuses.order_by("pk"))
    if len(there) != len(before):
        raise NotPossible("Some of these have been changed since: nothing was taken back.")
    for one in there:
        one.code, one.since_on = before[one.young_person_id]
    GuaranteeStatus.objects.bulk_update(there, ["code", "since_on"])
    found.undone_at = at
    found.save(update_fields=["undone_at"])
    for one in there:
        audit(event="returns.offer.taken_back", by=by, young_person_id=one.young_person_id)
    return found


def _put_on(group: int, set_from: date, by: Actor) -> int:
    """Everybody who is in a year group in that April and has not left."""
    age = rules.AGE_OF[group]
    own = list(LocalAuthority.objects.filter(partnership=by.partnership).values_list("code", flat=True))
    people = (
        YoungPerson.objects.filter(partnership_id=by.partnership, lead_authority__in=own)
        .filter(date_of_birth__range=born_between(set_from, age, age))
        .exclude(cohort_status__in=GIVEN)
        .exclude(Q(departures__back_on=None) & Q(departures__isnull=False))
    )
    rows = [
        GuaranteeStatus(
            partnership_id=by.partnership,
            young_person_id=pk,
            year=group,
            code=rules.NOT_RECORDED,
            authority=at_year_11 or lead,
            on_baseline=True,
            since_on=set_from,
        )
        for pk, lead, at_year_11 in people.values_list("pk", "lead_authority", "authority_at_year_11")
    ]
    for first in range(0, len(rows), AT_ONCE):
        GuaranteeStatus.objects.bulk_create(
            rows[first : first + AT_ONCE],
            update_conflicts=True,
            unique_fields=["young_person", "year"],
            update_fields=["on_baseline"],
        )
    return len(rows)


def _locked(young_people: Collection[UUID], year: int, by: Actor) -> list[GuaranteeStatus]:
    wanted = set(young_people)
    if not wanted:
        raise NotPossible("Tick at least one young person.")
    if len(wanted) > rules.MOST_TOGETHER:
        raise NotPossible(f"At most {rules.MOST_TOGETHER:,} at once: tick fewer.")
    seen = YoungPerson.objects.filter(sight.visible(by, Part.STATUS), pk__in=wanted)
    if seen.count() != len(wanted):
        raise NotAllowed("You may not see all of those you ticked: nothing was recorded.")
    found = GuaranteeStatus.objects.select_for_update(of=("self",)).filter(
        year=year, young_person__in=wanted, on_baseline=True
    )
    statuses = list(found.order_by("pk"))
    if len(statuses) != len(wanted):
        raise NotPossible("Not all of those you ticked are on the baseline: nothing was recorded.")
    return statuses


def _labels(year: int, on: date) -> dict[str, str]:
    spec = specification(academic_year(on))
    return dict(spec.guarantee_year_11 if year == 11 else spec.guarantee_year_12)


def _check_code(year: int, code: str, on: date) -> None:
    if year not in rules.AGE_OF or code not in _labels(year, on):
        raise NotPossible(f"There is no such status of the Guarantee for Year {year}.")


def _text(counts: dict[int, int]) -> dict[str, int]:
    return {f"year_{group}": number for group, number in counts.items()}
