"""Reads about what arrived."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from connexions.engines.ccis import Fault, Header
from connexions.engines.ccis.faults import RuleText
from connexions.engines.ccis.specification import all_rules
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing, NotPossible
from connexions.practice.feeds.models import Delivery, Problem, SourceRecord
from connexions.practice.feeds.permissions import check_may_import
from connexions.practice.feeds.rules import ours
from connexions.registers.partners.models import LocalAuthority, Partnership
from connexions.registers.people.models import YoungPerson

A_PAGE = 50
A_LOT = 1000


@dataclass(frozen=True)
class Kind:
    """One kind of problem in a delivery, and how often it occurs."""

    rule: int
    count: int
    text: Fault


def deliveries(*, by: Actor) -> QuerySet[Delivery]:
    """What has arrived, the latest first."""
    check_may_import(by)
    return Delivery.objects.filter(partnership=by.partnership).order_by("-received_at", "-id")


def delivery(delivery_id: UUID, *, by: Actor) -> Delivery:
    """One delivery of the partnership. Raises ``Missing``."""
    found = deliveries(by=by).filter(pk=delivery_id).first()
    if found is None:
        raise Missing("There is no such delivery at your partnership.")
    return found


def applied_before(of: Delivery, *, by: Actor) -> Delivery | None:
    """An earlier delivery of the very same file, if one was applied."""
    same = deliveries(by=by).filter(digest=of.digest, state=Delivery.State.APPLIED).exclude(pk=of.pk)
    return same.first() if of.digest else None


def kinds(of: Delivery) -> list[Kind]:
    """The kinds of problem in a delivery, the gravest and most frequent first."""
    rules = {rule.number: rule for rule in all_rules()}
    found = [
        Kind(int(number), count, words_of(int(number), rules))
        for number, count in of.counts.get("by_rule", {}).items()
    ]
    return sorted(found, key=lambda kind: (kind.text.priority, -kind.count, kind.rule))


def problems(
    of: Delivery, *, by: Actor, priority: int | None = None, rule: int | None = None, page: str | int = 1
) -> Page[Problem]:
    """The problems of a delivery in the order of the file, a page at a time."""
    check_may_import(by)
    found = Problem.objects.filter(delivery=of)
    if priority is not None:
        found = found.filter(priority=priority)
    if rule is not None:
        found = found.filter(rule=rule)
    return Paginator(found.order_by("record", "id"), A_PAGE).get_page(page)


def people_behind(shown: Page[Problem], *, by: Actor) -> dict[str, YoungPerson]:
    """Whom the problems on a page are about, by the source's number, where *by* may see them."""
    numbers = {problem.young_persons_id for problem in shown}
    rows = SourceRecord.objects.filter(partnership=by.partnership, young_persons_id__in=numbers)
    by_id = dict(rows.values_list("young_person_id", "young_persons_id"))
    visible = YoungPerson.objects.visible_to(by).filter(pk__in=by_id)
    return {by_id[person.pk]: person for person in visible}


def every_problem(of: UUID, *, by: Actor) -> Iterator[Problem]:
    """Every problem in order, read in lots, each in a transaction of its own: for a download."""
    check_may_import(by)
    last = 0
    while True:
        with tenancy.acting(by, read_only=True):
            lot = list(Problem.objects.filter(delivery=of, pk__gt=last).order_by("pk")[:A_LOT])
        yield from lot
        if len(lot) < A_LOT:
            return
        last = lot[-1].pk


def partnership_for(header: Header) -> Partnership:
    """The one partnership that serves the authorities of an extract."""
    rows = LocalAuthority.objects.filter(code__in=header.source_leas).exclude(partnership=None)
    partnerships = {row.partnership_id: row.partnership for row in rows.select_related("partnership")}
    named = ", ".join(header.source_leas)
    if not partnerships:
        raise NotPossible(
            f"No partnership here serves the authorities of this extract ({named}). Check the SourceLEAs in "
            "its header, or assign the authority to a partnership first."
        )
    if len(partnerships) > 1:
        names = " and ".join(sorted(str(one) for one in partnerships.values()))
        raise NotPossible(
            f"This extract covers authorities of several partnerships: {names}. Say whose records to take "
            "with --partnership; those of the others will be refused."
        )
    found = next(iter(partnerships.values()))
    if found is None:
        raise NotPossible(f"No partnership here serves the authorities of this extract ({named}).")
    return found


def words_of(number: int, rules: Mapping[int, RuleText]) -> Fault:
    """What a rule says in general, without a record's value: the return's rule or our own."""
    text = rules.get(number)
    if text is None:
        return ours(number, "…")
    general = replace(text, words=text.words.replace(" (“{value}”)", "").replace(" ({value})", ""))
    return general.fault("…")
