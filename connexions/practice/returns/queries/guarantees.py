"""How the September Guarantee stands: by place and status, and person by person."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from connexions.engines.ccis import specification
from connexions.engines.currency import academic_year
from connexions.ground.base.acting import Actor
from connexions.practice.returns.models import Baseline, OfferRound
from connexions.practice.returns.permissions import check_may_offer
from connexions.practice.returns.rules import guarantee as rules
from connexions.practice.tracking.models import Activity, GuaranteeStatus
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part

A_PAGE = 200
NOWHERE = "No school or provider recorded"


@cache
def shipped_days() -> dict[str, Any]:
    """The days that hold until a partnership says otherwise."""
    found: dict[str, Any] = json.loads(
        (settings.ROOT / "data" / "returns" / "guarantee.json").read_text("utf-8")
    )
    return found


def days_of(year: int) -> rules.Days:
    """The Guarantee's days in a calendar year."""
    return rules.days(year, shipped_days())


def baseline(*, by: Actor) -> Baseline | None:
    """The latest baseline."""
    check_may_offer(by)
    return Baseline.objects.filter(partnership_id=by.partnership).order_by("-year").first()


def labels(year: int, *, on: date) -> dict[str, str]:
    """The statuses that a year group may have."""
    spec = specification(academic_year(on))
    return dict(spec.guarantee_year_11 if year == 11 else spec.guarantee_year_12)


def statuses(year: int, *, by: Actor) -> QuerySet[Any, Any]:
    """Everybody on the baseline of a year group whose status *by* may see, with the ``place`` they learn at."""
    check_may_offer(by)
    people = YoungPerson.objects.filter(sight.visible(by, Part.STATUS))
    doing = Activity.objects.filter(young_person=OuterRef("young_person"), end_on=None)
    place = Coalesce(
        F("young_person__school__name"),
        NullIf(Subquery(doing.values("establishment_name")[:1]), Value("")),
        Value(NOWHERE),
    )
    found = GuaranteeStatus.objects.filter(
        partnership_id=by.partnership, year=year, on_baseline=True, young_person__in=people
    )
    return found.annotate(place=place)


def places(year: int, *, by: Actor) -> list[dict[str, Any]]:
    """Each school and provider: how many of its young people have an offer, and how many have no status yet."""
    found = (
        statuses(year, by=by)
        .order_by()
        .values("place")
        .annotate(
            people=Count("id"),
            offered=Count("id", filter=~Q(code__in=rules.NO_OFFER)),
            waiting=Count("id", filter=Q(code=rules.NOT_RECORDED)),
        )
    )
    return sorted(found, key=lambda one: (one["place"] == NOWHERE, one["place"]))


def whole(year: int, *, by: Actor) -> dict[str, int]:
    """How many of a year group have each status."""
    found = statuses(year, by=by).order_by().values_list("code").annotate(people=Count("id"))
    return dict(found)


def people(year: int, *, place: str, code: str, by: Actor, page: str | int = 1) -> Page[GuaranteeStatus]:
    """Those at one place, or with one status, by name."""
    found = statuses(year, by=by).select_related("young_person")
    if place:
        found = found.filter(place=place)
    if code:
        found = found.filter(code=code)
    ordered = found.order_by("young_person__family_name", "young_person__given_name", "id")
    return Paginator(ordered, A_PAGE).get_page(page)


def rounds(*, by: Actor) -> list[OfferRound]:
    """What was given to many of late."""
    check_may_offer(by)
    return list(OfferRound.objects.filter(partnership_id=by.partnership).order_by("-done_at")[:8])
