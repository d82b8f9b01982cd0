"""Who is acting: the ``by=`` of every query and every action."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

NATIONAL_UNIT = 0  # the partnership to which nobody belongs but administrators and national analysts


class Role(StrEnum):
    """What a person is to a partnership. Words of the service; the labels are what pages say."""

    PERSONAL_ADVISER = "personal_adviser"
    DUTY_ADVISER = "duty_adviser"
    TEAM_MANAGER = "team_manager"
    PARTNERSHIP_MANAGER = "partnership_manager"
    DATA_OFFICER = "data_officer"
    TRACKING_OFFICER = "tracking_officer"
    PARTNER_WORKER = "partner_worker"
    INSPECTOR = "inspector"
    NATIONAL_ANALYST = "national_analyst"
    ADMINISTRATOR = "administrator"
    YOUNG_PERSON = "young_person"
    SYSTEM = "system"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


STAFF = frozenset(Role) - {Role.YOUNG_PERSON, Role.SYSTEM}


@dataclass(frozen=True)
class Covered:
    """A colleague who is away, for whom the actor stands in until the day they are back."""

    adviser: UUID
    name: str
    until_on: date


@dataclass(frozen=True)
class Actor:
    """A person in a role at a partnership, or a named job of the system.

    ``id`` is the user's (none for the system); ``young_person`` is set only when a young person acts for
    themselves.
    """

    role: Role
    partnership: int
    name: str
    id: UUID | None = None
    membership: int | None = None
    team: int | None = None
    organisation: int | None = None
    young_person: UUID | None = None
    partnership_name: str = ""
    from_where: str = ""
    covers: tuple[Covered, ...] = ()

    @property
    def stands_for(self) -> tuple[UUID, ...]:
        """Themselves and those whom they cover: whose young people are theirs to look after today."""
        own = () if self.id is None else (self.id,)
        return own + tuple(one.adviser for one in self.covers)

    @property
    def is_staff(self) -> bool:
        return self.role in STAFF


def system(job: str, *, partnership: int) -> Actor:
    """The actor for work that nobody asked for by hand: *job* is its name, as the audit will show it."""
    return Actor(role=Role.SYSTEM, partnership=partnership, name=job)
