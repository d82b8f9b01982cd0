"""Giving a concern to those whom its rule means at a level, and on from there."""

from datetime import date, datetime, timedelta
from uuid import UUID

from connexions.ground.base.acting import Actor
from connexions.registers.accounts.models import User
from connexions.trust.safeguarding.actions._noting import chain
from connexions.trust.safeguarding.actions._telling import mobiles, tell
from connexions.trust.safeguarding.models import Alert, Concern, Reader
from connexions.trust.safeguarding.queries import routing
from connexions.trust.safeguarding.rules.routing import To, read_steps, step_at

WORDS = "A safeguarding concern waits for you."
SUBJECT = "A concern waits for you"
PURPOSE = "safeguarding concern"
NOBODY = "nobody"

Meant = dict[UUID, tuple[User, str]]


def give(concern: Concern, *, level: int, at: datetime, on: date, by: Actor) -> Concern:
    """Tell those of a level, or of the next one at which there is somebody: never nobody.

    The caller holds the concern; it is saved here with the time by which one of them must take it on.
    """
    level, meant, minutes = _meant(concern, level, at=at, on=on, by=by)
    numbers = mobiles([user for user, _ in meant.values()], by=by)
    for user, why in meant.values():
        _tell(concern, user, why, numbers.get(user.pk), level=level, at=at, by=by)
    concern.level, concern.take_on_by_at = level, at + timedelta(minutes=minutes)
    concern.save(update_fields=["level", "take_on_by_at"])
    names = ", ".join(f"{user.name} ({why})" for user, why in meant.values())
    chain(concern, "told" if meant else NOBODY, at=at, by=by, words=names)
    return concern


def _meant(concern: Concern, level: int, *, at: datetime, on: date, by: Actor) -> tuple[int, Meant, int]:
    steps = read_steps(concern.steps)
    for tried in range(level, max(level, len(steps)) + 1):
        found: Meant = {}
        chosen = step_at(steps, tried, minutes=concern.minutes)
        for step in chosen:
            for user in routing.meant(step.to, team=concern.team_id, at=at, on=on, by=by):
                found.setdefault(user.pk, (user, WHY[step.to]))
        if concern.about_colleague_id is not None:
            found.pop(concern.about_colleague_id, None)
        if found:
            return tried, found, chosen[0].minutes
    everybody = routing.anybody(by=by, on=on, at=at)
    last = {one.pk: (one, "nobody else") for one in everybody if one.pk != concern.about_colleague_id}
    return max(level, len(steps)), last, concern.minutes


WHY = {
    To.ON_DUTY: "on duty",
    To.LEADS: "designated lead",
    To.TEAM_MANAGERS: "team manager",
    To.PARTNERSHIP_MANAGERS: "partnership manager",
}


def _tell(
    concern: Concern, user: User, why: str, mobile: str | None, *, level: int, at: datetime, by: Actor
) -> None:
    ways = tell(user, mobile=mobile, words=WORDS, subject=SUBJECT, purpose=PURPOSE, by=by)
    Alert(
        partnership_id=concern.partnership_id, concern=concern, user=user, level=level, why=why, at=at,
        text=ways.text, email=ways.email,
    ).save(force_insert=True)  # fmt: skip
    open_up(concern, user.pk, Reader.How.GIVEN, at=at)


def open_up(concern: Concern, user: UUID, how: str, *, at: datetime) -> None:
    """Open a concern to somebody; once is enough."""
    row = Reader(partnership_id=concern.partnership_id, concern=concern, user_id=user, how=how, from_at=at)
    Reader.objects.bulk_create([row], ignore_conflicts=True)
