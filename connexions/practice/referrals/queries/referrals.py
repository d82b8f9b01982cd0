"""Referrals, for a reader who may see them: one, those of a young person, what waits for whom."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Missing
from connexions.practice.referrals import permissions
from connexions.practice.referrals.models import HandOver, Parcel, Place, Referral, ReferralMove, Word
from connexions.practice.referrals.models.sent import WHY
from connexions.practice.referrals.rules import moves
from connexions.practice.referrals.rules.moves import Side
from connexions.registers.people import sight
from connexions.registers.people.categories import Group
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part

PAGE = 50
_WITH = ("organisation", "why", "made_by", "young_person__adviser", "young_person__team", "step", "goal")


@dataclass(frozen=True)
class Told:
    """What was told when a referral was sent, as it was told: why, and the lines of each group."""

    why: str
    groups: list[tuple[Group, list[tuple[str, str]]]]


@dataclass(frozen=True)
class Whole:
    """One referral with everything on it that this reader may see."""

    referral: Referral
    side: Side
    moves: list[ReferralMove]
    words: list[Word]
    told: Told
    place: Place | None
    hand_overs: list[HandOver]
    beside: list[Referral] = field(default_factory=list)  # made at once, to other services


def whole(*, referral_id: UUID, by: Actor) -> Whole:
    """A referral as those who made it, or the young person, read it. Raises ``Missing``, ``NotAllowed``."""
    referral = Referral.objects.select_related(*_WITH).filter(pk=referral_id).first()
    if referral is None:
        raise Missing(permissions.NOBODYS)
    side = permissions.check_may_read(referral, by=by)
    beside = Referral.objects.filter(together=referral.together, young_person=referral.young_person_id)
    return _whole(referral, side, list(beside.exclude(pk=referral.pk).order_by("service_name")))


def received(*, referral_id: UUID, by: Actor) -> Whole:
    """A referral as the service reads it: only what was told, and of that only what there is leave for now; PostgreSQL
    itself gives no more. Raises ``Missing``."""
    referral = Referral.objects.select_related("organisation").filter(pk=referral_id).first()
    if referral is None:
        raise Missing(permissions.NOBODYS)
    return _whole(referral, permissions.check_may_read(referral, by=by))


def _whole(referral: Referral, side: Side, beside: list[Referral] | None = None) -> Whole:
    return Whole(
        referral=referral,
        side=side,
        moves=list(ReferralMove.objects.filter(referral=referral)),
        words=list(Word.objects.filter(referral=referral)),
        told=told(referral),
        place=Place.objects.filter(referral=referral, left_at=None).first(),
        hand_overs=list(HandOver.objects.filter(referral=referral)),
        beside=beside or [],
    )


def told(referral: Referral) -> Told:
    """What was told when it was sent last: of the parcels that this reader's transaction sees."""
    parcels = list(Parcel.objects.filter(referral=referral).order_by("-sending", "group"))
    last = [one for one in parcels if one.sending == parcels[0].sending]
    lines = {one.group: [(name, said) for name, said in json.loads(one.told)] for one in last}
    why = lines.get(WHY, [("", "")])[0][1]
    return Told(why, [(group, lines[group]) for group in Group if group in lines])


def of_young_person(*, of: YoungPerson, by: Actor) -> list[Referral]:
    """Every referral of a young person: what is open first, then the latest."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    found = list(
        Referral.objects.filter(young_person=of)
        .select_related("organisation", "step")
        .order_by("-made_at", "-id")
    )
    return sorted(found, key=lambda one: not one.is_open)


def mine(*, by: Actor) -> list[Referral]:
    """A young person's own referrals, for them alone; a draft that their adviser still writes is not yet one."""
    if by.young_person is None:
        return []
    found = Referral.objects.filter(young_person_id=by.young_person).exclude(state="drafted", is_own=False)
    ordered = (
        found.exclude(state="withdrawn", sent_at=None)
        .select_related("organisation")
        .order_by("-made_at", "-id")
    )
    return sorted(ordered, key=lambda one: not one.is_open)


@dataclass(frozen=True)
class Listed:
    """What a list shows: its rows, how many there are of each kind, and which page."""

    rows: list[Referral]
    tally: dict[str, int]
    page: int
    more: bool


WHICH = ("waiting_for_us", "late", "open", "over")


def listed(*, whose: str, which: str, on: date, by: Actor, page: int = 1) -> Listed:
    """Open referrals of one's own young people, of the team or of all whom the reader may see, what is due first."""
    seen = Referral.objects.filter(_seen(whose, by)).select_related(
        "organisation", "young_person", "young_person__adviser"
    )
    tally = _tally(seen, {name: _which(name, on) for name in WHICH})
    return _listed(_ordered(seen.filter(_which(which, on)), which), tally, page)


def _tally(seen: QuerySet[Referral], kinds: dict[str, Q]) -> dict[str, int]:
    """How many there are of each kind, in one question."""
    return seen.aggregate(**{name: Count("pk", filter=wanted) for name, wanted in kinds.items()})


def _listed(found: QuerySet[Referral], tally: dict[str, int], page: int) -> Listed:
    first = (max(page, 1) - 1) * PAGE
    rows = list(found[first : first + PAGE + 1])
    return Listed(rows[:PAGE], tally, max(page, 1), len(rows) > PAGE)


def _seen(whose: str, by: Actor) -> Q:
    near = YoungPerson.objects.filter(sight.visible(by, Part.CASEWORK))
    if whose == "mine":
        near = near.filter(sight.of_advisers(by.stands_for))
    elif whose == "team" and by.team is not None:
        near = near.filter(team_id=by.team)
    return Q(young_person__in=near.values("pk"))


def _which(which: str, on: date) -> Q:
    return {
        "waiting_for_us": Q(state__in=("drafted", "more_wanted", "halted")) | Q(news_at__isnull=False),
        "late": Q(state__in=sorted(moves.OPEN), due_on__lt=on),
        "open": Q(state__in=sorted(moves.OPEN)),
        "over": ~Q(state__in=sorted(moves.OPEN)),
    }[which]


def _ordered(found: QuerySet[Referral], which: str) -> QuerySet[Referral]:
    if which == "over":
        return found.order_by("-ended_at", "-id")
    return found.order_by(F("due_on").asc(nulls_last=True), "made_at", "id")


def to_service(*, by: Actor, which: str = "open", on: date, page: int = 1) -> Listed:
    """The referrals that a partner's worker finds: made to their organisation, what is due first."""
    if by.role is not Role.PARTNER_WORKER:
        return Listed([], {}, 1, False)
    seen = Referral.objects.filter(organisation_id=by.organisation or 0, sent_at__isnull=False)
    kinds = {
        "new": Q(state__in=("sent", "received")),
        "open": Q(state__in=sorted(moves.WITH_SERVICE | {"halted"})),
        "late": Q(state__in=sorted(moves.WITH_SERVICE), due_on__lt=on),
        "over": ~Q(state__in=sorted(moves.WITH_SERVICE | {"halted"})),
    }
    tally = _tally(seen, kinds)
    found = _ordered(seen.filter(kinds.get(which, kinds["open"])), which)
    return _listed(found, tally, page)


def names(referrals: Sequence[Referral], *, by: Actor) -> dict[UUID, str]:
    """What each referral's young person is called, as far as this reader may know; the others are left out."""
    ids = {one.young_person_id for one in referrals}
    seen = YoungPerson.objects.filter(sight.visible(by)).filter(pk__in=ids)
    return {one.pk: one.name for one in seen}


def by_ref(ref: str, *, by: Actor) -> Referral:
    """The referral that the service calls so. Raises ``Missing``."""
    wanted = ref.strip().upper()
    found = Referral.objects.filter(
        ref=wanted, organisation_id=by.organisation or 0, sent_at__isnull=False
    ).first()
    if found is None:
        raise Missing(f"There is no referral to you with the reference {wanted or '(empty)'}.")
    return found


def hand_over(*, hand_over_id: UUID, referral: Referral) -> HandOver:
    """A hand-over of a referral that was opened. Raises ``Missing``."""
    found = HandOver.objects.filter(pk=hand_over_id, referral=referral).first()
    if found is None:
        raise Missing("There is no such hand-over on this referral.")
    return found


def open_refs(*, by: Actor) -> list[str]:
    """The references of what is open with a service, to be answered in a file."""
    found = Referral.objects.filter(organisation_id=by.organisation or 0, state__in=sorted(moves.ANSWERED))
    return list(found.order_by("sent_at", "id").values_list("ref", flat=True)[:2000])


def answers_by_link(referral: Referral) -> bool:
    """Whether the service answers by a link: it has one, and nobody there signs in."""
    return referral.state in moves.WITH_SERVICE and referral.links.exists()
