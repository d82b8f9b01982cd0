"""Supervision: who is supervised, when next, and the notes that a reader may read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max, Prefetch, Q, QuerySet

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Missing
from connexions.practice.casework.queries import caseload, staff
from connexions.practice.oversight import permissions
from connexions.practice.oversight.models import Agreed, Meeting, Mention
from connexions.practice.oversight.queries import editions
from connexions.registers.accounts.models import Membership
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson


@dataclass(frozen=True)
class Due:
    """One adviser, when they were last supervised and when next by rule."""

    membership: Membership
    last_on: date | None
    next_on: date | None

    def overdue(self, on: date) -> bool:
        """Whether the next meeting should have been held; never having met counts."""
        return self.next_on is None or self.next_on < on


def due(*, on: date, by: Actor) -> list[Due]:
    """Every adviser whom *by* looks after, whoever has waited longest first; four queries."""
    weeks = editions.current("supervision", by=by).told["weeks"]
    return due_among(staff.advisers(by=by, on=on), weeks=weeks, by=by)


def due_among(advisers: Iterable[Membership], *, weeks: int, by: Actor) -> list[Due]:
    """The same of advisers who are known already; one query."""
    people = {one.user_id: one for one in advisers if one.user_id != by.id}
    held = Meeting.objects.filter(partnership_id=by.partnership, adviser_id__in=people)
    last = dict(held.values_list("adviser_id").annotate(Max("held_on")))
    found = [
        Due(one, last.get(user), last[user] + timedelta(weeks=int(weeks)) if user in last else None)
        for user, one in people.items()
    ]
    return sorted(found, key=lambda one: (one.last_on or date.min, one.membership.user.name))


def readable(by: Actor) -> QuerySet[Meeting]:
    """The notes that *by* may read, as a queryset; says the same as ``permissions.may_read_meeting``."""
    found = Meeting.objects.filter(partnership_id=by.partnership)
    if by.id is None or by.role not in permissions.SUPERVISED:
        return found.none()
    if by.role is Role.PARTNERSHIP_MANAGER:
        return found
    return found.filter(Q(adviser_id=by.id) | Q(manager_id=by.id))


def meetings_of(*, adviser: UUID, by: Actor) -> list[Meeting]:
    """The notes about one adviser that *by* may read, the latest first."""
    found = readable(by).filter(adviser_id=adviser).select_related("adviser", "manager")
    return list(found.order_by("-held_on", "-id")[:100])


def meeting(meeting_id: UUID, *, by: Actor) -> Meeting:
    """One note with what was agreed, added and mentioned. Raises ``Missing``."""
    found = (
        Meeting.objects.select_related("adviser", "manager", "edition")
        .prefetch_related(
            "agreed",
            Prefetch("additions__said_by"),
            Prefetch("mentions", Mention.objects.select_related("young_person").order_by("id")),
        )
        .filter(pk=meeting_id)
        .first()
    )
    if found is None:
        raise Missing(permissions.HIDDEN)
    permissions.check_may_read_meeting(found, by)
    return found


def mentioned(of: Meeting, *, by: Actor) -> tuple[list[YoungPerson], int]:
    """The young people spoken of whom *by* may see, and how many others there were."""
    every = [one.young_person for one in of.mentions.all()]
    seen = [one for one in every if sight.sight_of(one, by=by).sees(sight.Part.HEADLINE)]
    return seen, len(every) - len(seen)


def to_do(*, by: Actor) -> list[Agreed]:
    """What *by* agreed to do and has not done yet, the earliest first."""
    mine = Q(who=Agreed.Who.ADVISER, meeting__adviser_id=by.id) | Q(
        who=Agreed.Who.MANAGER, meeting__manager_id=by.id
    )
    found = Agreed.objects.filter(mine, partnership_id=by.partnership, done_on=None)
    return list(found.select_related("meeting__adviser", "meeting__manager").order_by("due_on", "id")[:100])


def named(words: str, *, adviser: UUID, on: date, by: Actor) -> list[YoungPerson]:
    """Young people whom these words name: of the adviser's caseload, as far as *by* may see it."""
    return caseload.named(words=words, adviser=adviser, by=by, on=on, limit=3)
