"""Who may agree that something is shared, and whether something may be told. Pure.

``decide`` is the whole decision as a table: what an organisation is told or sees of a young person, of what it asks
for, given the consents, the gateway, an objection and a restriction. What it allows becomes a leave
(``people.models.Leave``), and ``people.sight`` reads nothing else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from connexions.registers.people.categories import NEVER, Group, in_order

OF_AGE = 16  # from here they decide alone, and so do they object
# What an objection under the Education and Skills Act 2008 does not stop (s14, s72).
NOT_STOPPED = frozenset({Group.WHO_NAME, Group.WHO_BIRTH, Group.REACH_ADDRESS, Group.FAMILY_CARERS})


class GivenBy(StrEnum):
    """Who agreed, or objected."""

    YOUNG_PERSON = "young_person"
    CARER = "carer"


@dataclass(frozen=True)
class Competence:
    """Whether somebody under 16 was judged able to decide this for themselves, and why."""

    competent: bool
    why: str


def why_not_given(*, age: int, given_by: GivenBy, competence: Competence | None) -> str:
    """Why this consent does not count, as a sentence; empty where it does."""
    if age >= OF_AGE:
        if given_by is not GivenBy.YOUNG_PERSON:
            return "From 16 a young person decides themselves: a parent or carer cannot agree for them."
        return "" if competence is None else "From 16 nobody judges whether they can decide: they can."
    if competence is None or not competence.why.strip():
        return "Under 16, say whether they can decide this themselves, and why you judge so."
    if given_by is GivenBy.CARER and competence.competent:
        return "They were judged able to decide this themselves: a parent or carer cannot agree for them."
    if given_by is GivenBy.YOUNG_PERSON and not competence.competent:
        return "They were not judged able to decide this themselves: ask a parent or carer."
    return ""


class Decides(StrEnum):
    """Who decides what a young person shares, as they are told on their own page."""

    THEMSELVES = "themselves"
    CARER = "carer"
    NOT_JUDGED = "not_judged"


def who_decides(*, age: int, competence: Competence | None) -> Decides:
    """Who decides now: from 16 they do; under 16 as they were judged last, and nobody until they were."""
    if age >= OF_AGE or (competence is not None and competence.competent):
        return Decides.THEMSELVES
    return Decides.NOT_JUDGED if competence is None else Decides.CARER


def why_not_renewed(
    *,
    from_at: datetime,
    until_at: datetime,
    withdrawn_at: datetime | None,
    renewed: bool,
    groups: frozenset[Group],
    wanted: frozenset[Group],
    at: datetime,
) -> str:
    """Why a consent cannot go on as *wanted*, as a sentence; empty where it can: with the same, or with less."""
    if renewed:
        return "This was renewed already: it goes on."
    if withdrawn_at is not None:
        return "This was taken back: nothing goes on. It can be agreed anew."
    if until_at <= at:
        return "This has ended: it can be agreed anew."
    if from_at >= at:
        return "This has not begun yet: there is nothing to renew."
    if more := wanted - groups:
        names = ", ".join(group.label.lower() for group in in_order(more))
        return f"This goes on with the same or with less. Agree anew to share {names}."
    return ""


def why_not_objected(*, age: int, made_by: GivenBy) -> str:
    """Why this objection does not count, as a sentence; empty where it does."""
    if age >= OF_AGE and made_by is GivenBy.CARER:
        return "From 16 the objection is the young person’s own: a parent cannot make it."
    if age < OF_AGE and made_by is GivenBy.YOUNG_PERSON:
        return "Under 16 the objection is a parent’s to make."
    return ""


@dataclass(frozen=True)
class Permission:
    """A consent, or a gateway under which something was told, as the decision needs it: for whom (an organisation, or a
    kind of them), what, why, and when."""

    groups: frozenset[Group]
    purpose: str
    from_at: datetime
    until_at: datetime
    organisation: int | None = None
    kind: str = ""
    withdrawn_at: datetime | None = None
    any_purpose: bool = False  # a gateway's: the law is the purpose
    key: UUID | None = None

    def holds(self, at: datetime) -> bool:
        """Whether it is in force at a moment. Withdrawn is over, as though its day had come."""
        ends = self.until_at if self.withdrawn_at is None else min(self.until_at, self.withdrawn_at)
        return self.from_at <= at < ends

    def is_for(self, organisation: int, kind: str) -> bool:
        """Whether it names this organisation or its kind."""
        return self.organisation == organisation or bool(kind and self.kind == kind)


@dataclass(frozen=True)
class Asker:
    """An organisation that asks: which, and of what kind."""

    organisation: int
    kind: str = ""


@dataclass(frozen=True)
class Coverage:
    """What of that which was asked for may be told, what may not, and under what."""

    covered: frozenset[Group]
    missing: frozenset[Group]
    under: tuple[UUID, ...] = ()


def coverage(
    asked: Iterable[Group],
    permissions: Iterable[Permission],
    *,
    asker: Asker,
    purpose: str,
    at: datetime,
    restricted: bool = False,
) -> Coverage:
    """Which of the groups asked for are open to an organisation for a purpose at a moment.

    An empty *purpose* asks what it sees at all. A *restricted* person's leaves give nothing: whoever must know is on
    the list of names. What came from the DWP is never open.
    """
    wanted = frozenset(asked)
    held = [
        one
        for one in permissions
        if not restricted
        and one.holds(at)
        and one.is_for(asker.organisation, asker.kind)
        and (not purpose or one.any_purpose or one.purpose == purpose)
        and one.groups & wanted
    ]
    covered = frozenset[Group]().union(*(one.groups for one in held)) & wanted - NEVER
    return Coverage(covered, wanted - covered, tuple(one.key for one in held if one.key is not None))


def why_not_without_consent(
    groups: Iterable[Group],
    *,
    in_force: bool,
    reason: str,
    objection_stops: bool,
    objected: bool,
) -> str:
    """Why this may not be told without consent, as a sentence; empty where it may."""
    wanted = frozenset(groups)
    if wanted & NEVER:
        return "What came from the Department for Work and Pensions cannot be passed on: that is an offence."
    if not in_force:
        return "This law is not in force on that day: choose one that is."
    if not reason.strip():
        return "Write down why this must be told without their agreement."
    if objected and objection_stops and (stopped := wanted - NOT_STOPPED):
        names = ", ".join(group.label.lower() for group in in_order(stopped))
        return (
            "They, or their parent, have objected: under this law only names, address, date of birth and parents"
            f" may be told, not {names}."
        )
    return ""


def may_agree(*, asked_by: UUID | None, agreed_by: UUID | None) -> bool:
    """Whether a second pair of eyes is one: not whoever asked."""
    return agreed_by is not None and agreed_by != asked_by


def ends_by(from_on: date, months: int) -> date:
    """The latest day on which a consent from a day may end."""
    years, month = divmod(from_on.month - 1 + months, 12)
    year, month = from_on.year + years, month + 1
    day = from_on.day
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1
