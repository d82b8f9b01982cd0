"""From a signed-in user to the actor of a request."""

from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from connexions.ground.base import clock
from connexions.ground.base.acting import NATIONAL_UNIT, Actor, Covered, Role, system
from connexions.ground.base.kept import Kept
from connexions.ground.base.refusals import NotAllowed
from connexions.registers.accounts.models import Cover, Membership, User

LOOKED_BACK = 20  # covers of one person: what is over is passed by


def held_by(user_id: UUID) -> list[Membership]:
    """Their memberships, each with all that an actor is made of: one query, asked by every request."""
    return _held.ask(user_id)


def _with_covers(found: QuerySet[Membership]) -> QuerySet[Membership]:
    covers = Cover.objects.filter(partnership=OuterRef("partnership"), covered_by=OuterRef("user"))
    told = JSONObject(adviser="adviser_id", name=F("adviser__name"), from_on="from_on", until_on="until_on")
    latest = covers.order_by("-until_on").values(told=told)[:LOOKED_BACK]
    return found.select_related("user", "partnership", "team").annotate(covering=ArraySubquery(latest))


_held: Kept[Membership] = Kept(
    lambda user: _with_covers(Membership.objects.filter(user_id=user)).order_by("from_on", "id")
)


def memberships(user: User, *, on: date) -> list[Membership]:
    """What *user* may be on a day, the earliest first."""
    if user.held is None:
        user.held = held_by(user.pk)
    return [one for one in user.held if one.from_on <= on and (one.until_on is None or one.until_on > on)]


def actor_for(membership: Membership, user: User, *, from_where: str = "") -> Actor:
    """The actor that a membership makes of its user."""
    return Actor(
        role=Role(membership.role),
        partnership=membership.partnership_id,
        name=user.name,
        id=user.id,
        membership=membership.pk,
        team=membership.team_id,
        organisation=membership.organisation_id,
        young_person=membership.young_person_id,
        partnership_name=membership.partnership.name,
        from_where=from_where,
        covers=tuple(_covers(membership, on=clock.today())),
    )


def _covers(membership: Membership, *, on: date) -> list[Covered]:
    """For whom they stand in today; nobody where the membership was read without."""
    found = [
        (date.fromisoformat(one["from_on"]), date.fromisoformat(one["until_on"]), one)
        for one in getattr(membership, "covering", ())
    ]
    return [
        Covered(UUID(one["adviser"]), one["name"], until_on)
        for from_on, until_on, one in found
        if from_on <= on < until_on
    ]


def still(asker: Actor) -> Actor:
    """Who asked for work a while ago, as they are now: whoever has lost the role since is refused.

    Work that the system itself asked for goes on. Raises ``NotAllowed``.
    """
    if asker.id is None:
        return asker
    held = _with_covers(Membership.objects.filter(pk=asker.membership or 0)).first()
    if held is None or not held.user.is_active or held not in memberships(held.user, on=clock.today()):
        raise NotAllowed(f"{asker.name} no longer has the role in which this was asked for.")
    return actor_for(held, held.user, from_where=asker.from_where)


def of(user: User | None, *, on: date, from_where: str, doing: str = "sign-in") -> Actor:
    """Who acts while somebody is still at the door: the user in their first role, or the door itself."""
    held = memberships(user, on=on) if user is not None else []
    if user is not None and held:
        return actor_for(held[0], user, from_where=from_where)
    nobody = system(doing, partnership=NATIONAL_UNIT)
    return Actor(
        role=nobody.role,
        partnership=nobody.partnership,
        name=user.name if user is not None else doing,
        id=user.pk if user is not None else None,
        from_where=from_where,
    )
