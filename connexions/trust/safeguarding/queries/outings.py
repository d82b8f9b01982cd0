"""Who is out alone, and how each member of staff is reached."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Missing
from connexions.trust.safeguarding import permissions
from connexions.trust.safeguarding.models import Outing, OutingEvent, Reach
from connexions.trust.safeguarding.permissions import Permission

HIDDEN = "There is no such visit, or it is not yours to see."


def reach_of(*, by: Actor) -> Reach:
    """How *by* is reached; an empty one where they have not said."""
    hand = permissions.check(Permission.OUTING_OVERSEE, by=by)
    found = Reach.objects.filter(partnership_id=by.partnership, user_id=hand).select_related("buddy").first()
    return found or Reach(partnership_id=by.partnership, user_id=hand, version=0)


def mine(*, by: Actor) -> Outing | None:
    """The visit on which *by* is out now, if any."""
    found = Outing.objects.filter(partnership_id=by.partnership, worker_id=by.id, state__in=Outing.OPEN)
    return found.filter(quietly=False).select_related("young_person", "buddy").first()


def answers_for(outing: Outing, *, by: Actor) -> bool:
    """Whether *by* is told where somebody is: themselves, their buddy, their managers."""
    if by.id in (outing.worker_id, outing.buddy_id):
        return True
    if by.role is Role.TEAM_MANAGER:
        return outing.team_id is not None and outing.team_id == by.team
    return by.role is Role.PARTNERSHIP_MANAGER


def out_now(*, by: Actor) -> list[Outing]:
    """Everybody who is out, whoever asked for help or is not back first. Where they are is told to few."""
    permissions.check(Permission.OUTING_OVERSEE, by=by)
    found = _whole().filter(partnership_id=by.partnership, state__in=Outing.OPEN)
    urgent = {Outing.State.NEEDS_HELP: 0, Outing.State.OVERDUE: 1}
    return sorted(found, key=lambda one: (urgent.get(Outing.State(one.state), 2), one.expected_at))


def outing(outing_id: UUID, *, by: Actor) -> tuple[Outing, list[OutingEvent]]:
    """One, for those who answer for it, with what happened. Raises ``Missing``."""
    found = _whole().filter(pk=outing_id, partnership_id=by.partnership).first()
    if found is None or by.role not in permissions.VISITORS or not answers_for(found, by=by):
        raise Missing(HIDDEN)
    events = OutingEvent.objects.filter(outing=found).select_related("whom", "by", "text", "email")
    return found, list(events)


def not_back(*, by: Actor) -> list[Outing]:
    """Those who are not back, or asked for help, and for whom *by* answers."""
    if by.role not in permissions.VISITORS:
        return []
    late = _whole().filter(partnership_id=by.partnership, state__in=("overdue", "needs_help"))
    return [one for one in late.exclude(worker_id=by.id).order_by("expected_at") if answers_for(one, by=by)]


def due(*, at: datetime, by: Actor) -> QuerySet[Outing]:
    """Those of which somebody must be told now; held, so that two workers tell nobody twice."""
    found = Outing.objects.select_for_update(of=("self",), skip_locked=True).filter(
        Q(look_again_at__lte=at), partnership_id=by.partnership, state__in=Outing.OPEN
    )
    return found.order_by("look_again_at", "id")


def _whole() -> QuerySet[Outing]:
    return Outing.objects.select_related("worker", "buddy", "team", "young_person")


def mobile_of(found: Outing, *, by: Actor) -> str:
    """The mobile of whoever is out, for those who answer for them; nothing where none is known."""
    if not answers_for(found, by=by):
        return ""
    given = Reach.objects.filter(partnership_id=by.partnership, user_id=found.worker_id).first()
    return given.mobile if given else ""
