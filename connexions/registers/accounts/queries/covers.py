"""Who is away, and who stands in for them."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.kept import prepared
from connexions.ground.base.refusals import Missing
from connexions.registers.accounts import rules
from connexions.registers.accounts.models import Cover, Membership

LOOKED_BACK = 10  # covers of one adviser: what is over is passed by


def advisers(*, by: Actor, on: date) -> QuerySet[Membership]:
    """Those whose young people somebody may look after, and who may look after somebody's, here."""
    found = Membership.objects.filter(
        Q(until_on=None) | Q(until_on__gt=on),
        partnership_id=by.partnership,
        role__in=rules.TEAM_ROLES,
        user__is_active=True,
    )
    return found.select_related("user", "team").order_by("user__name", "id")


def arranged_by(*, by: Actor, on: date) -> QuerySet[Membership]:
    """Those for whom *by* may arrange cover: themselves, a team manager's team, or everybody here."""
    found = advisers(by=by, on=on)
    if by.role in rules.ARRANGE_ALL_COVER:
        return found
    own = Q(user_id=by.id)
    if by.role is Role.TEAM_MANAGER and by.team is not None:
        own |= Q(team_id=by.team)
    return found.filter(own)


def covers(*, by: Actor, on: date) -> QuerySet[Cover]:
    """Covers that go on or are to come: of those for whom *by* may arrange them, and *by*'s own turns."""
    found = Cover.objects.filter(partnership_id=by.partnership, until_on__gt=on)
    if by.role not in rules.ARRANGE_ALL_COVER:
        theirs = arranged_by(by=by, on=on).values("user_id")
        found = found.filter(Q(adviser__in=theirs) | Q(covered_by=by.id))
    return found.select_related("adviser", "covered_by").order_by("from_on", "adviser__name", "id")


def cover(cover_id: UUID, *, by: Actor, on: date) -> Cover:
    """One of them. Raises ``Missing``."""
    found = covers(by=by, on=on).filter(pk=cover_id).first()
    if found is None:
        raise Missing("There is no such cover, or it is over.")
    return found


def told_of(adviser: str, partnership: str) -> ArraySubquery:
    """The latest covers of a row's adviser, to be annotated where a row is read anyway: see ``today_of``."""
    found = Cover.objects.filter(adviser=OuterRef(adviser), partnership=OuterRef(partnership))
    told = JSONObject(name=F("covered_by__name"), from_on="from_on", until_on="until_on")
    return ArraySubquery(found.order_by("-until_on").values(told=told)[:LOOKED_BACK])


def today_of(told: Iterable[dict[str, str]], *, on: date) -> tuple[str, date] | None:
    """Which of these goes on today: who stands in, and the day the adviser is back."""
    for one in told:
        until_on = date.fromisoformat(one["until_on"])
        if date.fromisoformat(one["from_on"]) <= on < until_on:
            return one["name"], until_on
    return None


def standing_in(*, for_: Collection[UUID], partnership: int, on: date) -> dict[UUID, tuple[str, date]]:
    """Who covers for each of these today, by name, and the day they are back; one statement."""
    if not for_:
        return {}
    with prepared() as cursor:
        cursor.execute(STANDING_IN, [list(for_), partnership, on, on])
        return {adviser: (name, until_on) for adviser, name, until_on in cursor.fetchall()}


STANDING_IN = """
SELECT c.adviser_id, u.name, c.until_on
FROM accounts_cover c JOIN accounts_user u ON u.id = c.covered_by_id
WHERE c.adviser_id = ANY (%s) AND c.partnership_id = %s AND c.until_on > %s AND c.from_on <= %s
"""
