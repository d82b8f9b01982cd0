"""The one decision: what a reader may see of a young person.

Every page, search, count, timeline and export asks here, in one of two forms that are read from the same
table: ``sight_of`` for one person and ``visible`` as a filter for many. A restricted person is nobody's to see but
theirs who are named, or who have broken the glass (``restricted``): near or far, whatever their role. To
those the record is as open as their own people's.

A worker of a partner organisation sees the groups (``people.categories``) for which the organisation has leave at
the moment (``people.models.Leave``), and PostgreSQL asks the same beneath every table (``people_shared``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.kept import Kept
from connexions.ground.base.refusals import Missing, NotAllowed
from connexions.registers.accounts.queries.covers import told_of
from connexions.registers.people import leaves, restricted
from connexions.registers.people.categories import Group
from connexions.registers.people.models import YoungPerson


class Part(StrEnum):
    """A part of a record that may be seen or not."""

    HEADLINE = "headline"  # name, age, who helps them, what they are doing
    DETAILS = "details"  # addresses, phones, carers, numbers, characteristics
    STATUS = "status"  # activities and their history, guarantee, destination
    TRIES = "tries"  # when somebody was tried, how, and how it ended: not what was said
    CASEWORK = "casework"  # assessments, plans, contacts, reviews
    LOOKS = "looks"  # who has looked


EVERYTHING = frozenset(Part)
NOBODY = UUID(int=0)  # matches no record


@dataclass(frozen=True)
class Reach:
    """What a role sees of the people nearest to it and of the rest of its partnership, and whether it may
    write."""

    own: frozenset[Part] = frozenset()  # theirs, or of a colleague for whom they stand in; or themselves
    team: frozenset[Part] = frozenset()  # with their team
    partnership: frozenset[Part] = frozenset()  # everybody else there
    writes: frozenset[Part] = frozenset()  # what they may change, of what they see


HEADLINE = frozenset({Part.HEADLINE})
TRACKING = frozenset({Part.HEADLINE, Part.DETAILS, Part.STATUS, Part.TRIES})
WORKING = frozenset({Part.DETAILS, Part.STATUS, Part.TRIES, Part.CASEWORK})
ALL_THAT_IS_KEPT = WORKING | HEADLINE

REACH: dict[Role, Reach] = {
    Role.PERSONAL_ADVISER: Reach(own=EVERYTHING, team=EVERYTHING, partnership=HEADLINE, writes=WORKING),
    Role.DUTY_ADVISER: Reach(
        own=EVERYTHING, team=EVERYTHING, partnership=TRACKING | {Part.CASEWORK}, writes=WORKING
    ),
    Role.TEAM_MANAGER: Reach(own=EVERYTHING, team=EVERYTHING, partnership=HEADLINE, writes=WORKING),
    Role.PARTNERSHIP_MANAGER: Reach(own=EVERYTHING, team=EVERYTHING, partnership=EVERYTHING, writes=WORKING),
    Role.DATA_OFFICER: Reach(
        own=TRACKING, team=TRACKING, partnership=TRACKING, writes=frozenset({Part.DETAILS, Part.STATUS})
    ),
    Role.TRACKING_OFFICER: Reach(
        own=TRACKING, team=TRACKING, partnership=TRACKING, writes=TRACKING - {Part.HEADLINE}
    ),
    Role.INSPECTOR: Reach(own=EVERYTHING, team=EVERYTHING, partnership=EVERYTHING),
    Role.YOUNG_PERSON: Reach(own=EVERYTHING),
    Role.PARTNER_WORKER: Reach(),
    Role.NATIONAL_ANALYST: Reach(),
    Role.ADMINISTRATOR: Reach(),
    Role.SYSTEM: Reach(partnership=EVERYTHING, team=EVERYTHING, own=EVERYTHING, writes=WORKING),
}


@dataclass(frozen=True)
class Sight:
    """The answer for one reader and one person."""

    parts: frozenset[Part]
    writes: frozenset[Part]
    groups: frozenset[Group] = frozenset()  # for a partner's worker: what is shared with their organisation
    closed: bool = False  # the record is restricted, and not open to the reader

    def sees(self, part: Part) -> bool:
        """Whether the reader may see this part of the record."""
        return part in self.parts

    def may_write(self, part: Part) -> bool:
        """Whether the reader may change this part of the record."""
        return part in self.parts and part in self.writes

    def check(self, part: Part) -> None:
        """Refuse, with a sentence, what the reader may not see. Raises ``NotAllowed``."""
        if not self.sees(part):
            raise NotAllowed(CLOSED if self.closed else REFUSALS[part])

    def check_write(self, part: Part) -> None:
        """Refuse, with a sentence, what the reader may not change. Raises ``NotAllowed``."""
        self.check(part)
        if not self.may_write(part):
            raise NotAllowed("You may read this record but not change it.")


NOTHING: frozenset[Part] = frozenset()
NO_GROUPS: frozenset[Group] = frozenset()
CLOSED = "This record is restricted, and not open to you. Ask a manager, or open it with a reason."
REFUSALS = {
    Part.HEADLINE: "You may not see this young person's record.",
    Part.DETAILS: (
        "You may not see this young person's address, numbers and family: they are with another team."
    ),
    Part.STATUS: "You may not see this young person's history: they are with another team.",
    Part.TRIES: "You may not see when this young person was tried: they are with another team.",
    Part.CASEWORK: "You may not see the work with this young person: they are with another team.",
    Part.LOOKS: "You may not see who has looked at this record.",
}


STAFF_ROLES = [role for role in REACH if role not in (Role.YOUNG_PERSON, Role.SYSTEM)]
# The roles that may come to a record at all.
READERS = frozenset(
    role for role in STAFF_ROLES if REACH[role].own | REACH[role].team | REACH[role].partnership
)
# The roles that may change something in a record that they see.
WRITERS = frozenset(role for role in READERS if REACH[role].writes)


def sight_of(young_person: YoungPerson, *, by: Actor) -> Sight:
    """What *by* may see and change of one young person."""
    if by.partnership != young_person.partnership_id:
        return Sight(NOTHING, NOTHING)
    reach, standing = REACH[by.role], restricted.of(by)
    if young_person.pk in standing.closed:
        return Sight(NOTHING, NOTHING, closed=True)
    if by.role is Role.PARTNER_WORKER:
        return shared_sight(leaves.groups_of([young_person.pk], by=by)[young_person.pk])
    if by.role is Role.YOUNG_PERSON:
        own = by.young_person == young_person.pk
        return Sight(reach.own if own else NOTHING, NOTHING)
    if young_person.pk in standing.opened:
        return Sight(reach.own, reach.writes)
    if young_person.adviser_id is not None and young_person.adviser_id in by.stands_for:
        return Sight(reach.own, reach.writes)
    if by.team is not None and young_person.team_id == by.team:
        return Sight(reach.team, reach.writes)
    return Sight(reach.partnership, reach.writes)


@lru_cache(maxsize=4096)
def shared_sight(groups: frozenset[Group]) -> Sight:
    """What a partner's worker sees of somebody of whom these groups are shared; without any, not even that there is
    such a person. They change nothing in the record."""
    return Sight(HEADLINE if groups else frozenset(), frozenset(), groups)


def sights_of(young_people: Iterable[UUID], *, by: Actor) -> dict[UUID, Sight]:
    """What a partner's worker sees of many at once, in one query; nobody is left out. Agrees with ``sight_of``."""
    groups = leaves.groups_of(young_people, by=by)
    closed = restricted.of(by).closed
    return {one: shared_sight(NO_GROUPS if one in closed else held) for one, held in groups.items()}


class Closed(NotAllowed):
    """The record is restricted. Whoever holds its address knew of it before; nobody is told more than that."""

    def __init__(self, young_person_id: UUID) -> None:
        super().__init__(CLOSED)
        self.instead = ("Open it with a reason", reverse("people:break_glass", args=[young_person_id]))


def may_be_written_to(young_person: YoungPerson) -> bool:
    """Whether anything may go to them by itself: never to somebody who is restricted. A person may write to them by
    hand, once they have said that it is safe."""
    return young_person.pk not in restricted.here()


def may_leave_the_desk(young_person: YoungPerson) -> bool:
    """Whether anything about them may be carried on a device or on paper: never of somebody who is restricted."""
    return young_person.pk not in restricted.here()


NOT_BY_ITSELF = "Their record is restricted: nothing is sent to them by itself."


@dataclass(frozen=True)
class Near:
    """Whose young people a reader may see of one part: everybody's of the partnership, or those of some advisers,
    of a team, some alone (themselves, or the restricted who are open to them), or those shared with an organisation at
    a moment. Never those that are closed. ``visible`` says it to Django, ``visible_sql`` to a statement by hand."""

    everybody: bool = False
    advisers: tuple[UUID, ...] = ()
    team: int | None = None
    alone: tuple[UUID, ...] = ()
    organisation: int | None = None
    at: datetime | None = None
    closed: tuple[UUID, ...] = ()


def near(by: Actor, part: Part) -> Near:
    """Of whom *by* may see *part*. Agrees with ``sight_of``."""
    reach, standing = REACH[by.role], restricted.of(by)
    own, closed = part in reach.own, tuple(sorted(standing.closed))
    if by.role is Role.YOUNG_PERSON:
        return Near(alone=(by.young_person,) if own and by.young_person else (), closed=closed)
    if by.role is Role.PARTNER_WORKER:
        organisation, at = leaves.asker(by)
        return Near(organisation=organisation, at=at, closed=closed) if part in HEADLINE else Near()
    if part in reach.partnership:
        return Near(everybody=True, closed=closed)
    return Near(
        advisers=tuple(by.stands_for) if own else (),
        team=by.team if part in reach.team else None,
        alone=tuple(sorted(standing.opened)) if own else (),
        closed=closed,
    )


def visible(by: Actor, part: Part = Part.HEADLINE) -> Q:
    """The young people of whom *by* may see *part*, as a filter on ``YoungPerson``."""
    here, whose = Q(partnership_id=by.partnership), near(by, part)
    if whose.closed:
        here &= ~Q(pk__in=whose.closed)
    if whose.everybody:
        return here
    found = Q(pk__in=[])
    if whose.alone:
        found |= Q(pk__in=whose.alone)
    if whose.organisation is not None and whose.at is not None:
        given = leaves.held(whose.organisation, whose.at, here=by.partnership)
        found |= Q(pk__in=given.values("young_person_id"))
    if whose.advisers:
        found |= of_advisers(whose.advisers)
    if whose.team is not None:
        found |= Q(team_id=whose.team)
    return here & found


def visible_sql(
    by: Actor, part: Part = Part.HEADLINE, *, of: str = "y", key: str = "id"
) -> tuple[str, list[object]]:
    """The same for statements that are written by hand: a condition on a row of ``people_youngperson`` called *of*,
    or of a table that keeps its adviser and team beside the *key* to it, and what the condition is given.

    The words are the same for all readers alike, so that a statement is planned once.
    """
    whose = near(by, part)
    here = f"{of}.partnership_id = %s AND {of}.{key} <> ALL (%s::uuid[])"
    if whose.everybody:
        return here, [by.partnership, list(whose.closed)]
    if whose.organisation is not None:
        shared = leaves.SHARED.format(of=of, key=key)
        asked = [by.partnership, whose.at, whose.at, whose.organisation, whose.organisation]
        return f"{here} AND {shared}", [by.partnership, list(whose.closed), *asked]
    near_them = f"{of}.adviser_id = ANY (%s) OR {of}.team_id = %s OR {of}.{key} = ANY (%s::uuid[])"
    condition = f"{here} AND ({near_them})"
    return condition, [
        by.partnership, list(whose.closed), list(whose.advisers), whose.team, list(whose.alone),
    ]  # fmt: skip


def of_advisers(whose: Sequence[UUID]) -> Q:
    """The young people of these advisers."""
    if len(whose) == 1:  # almost always: the plainest condition, by the plainest plan
        return Q(adviser_id=whose[0])
    return Q(adviser_id__in=whose)


def _with_those_near(young_person_id: UUID) -> QuerySet[YoungPerson]:
    """A young person with their adviser, team and school, and whoever stands in (``adviser_covers``)."""
    found = YoungPerson.objects.select_related("adviser", "team", "school").filter(pk=young_person_id)
    return found.annotate(adviser_covers=told_of("adviser", "partnership"))


_person: Kept[YoungPerson] = Kept(_with_those_near)


def _uuid(given: UUID | str | None) -> UUID:
    """An identifier as it was given; nobody's where it is none."""
    try:
        return given if isinstance(given, UUID) else UUID(given or "")
    except ValueError:
        return NOBODY


def find(
    young_person_id: UUID | str | None, *, by: Actor, part: Part = Part.HEADLINE
) -> tuple[YoungPerson, Sight]:
    """The young person, and what *by* may see of them.

    Raises ``Missing`` where *by* may not know that there is such a person, ``NotAllowed`` where *by* may
    know them but not see *part*, ``Closed`` where the record is restricted and *by* might break the glass.
    """
    whom = _uuid(young_person_id)
    if by.role in WRITERS and whom in restricted.of(by).closed:
        raise Closed(whom)
    found = _person.ask(whom)
    young_person = found[0] if found else None
    sight = sight_of(young_person, by=by) if young_person is not None else None
    if young_person is None or sight is None or not sight.sees(Part.HEADLINE):
        raise Missing("There is no young person at this address, or they are not with your partnership.")
    sight.check(part)
    return young_person, sight
