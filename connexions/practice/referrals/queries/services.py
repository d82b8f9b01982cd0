"""The services of the directory, as a referral needs them."""

from dataclasses import dataclass
from uuid import UUID

from connexions.ground.base.acting import Actor
from connexions.registers.directory import queries as directory
from connexions.registers.directory.models import Service
from connexions.registers.partners.models import Organisation

MOST = 30


@dataclass(frozen=True)
class Offered:
    """A service that may be chosen: what it is called, who runs it, and what is told of it where it is chosen."""

    service_id: UUID
    name: str
    organisation: Organisation | None
    email: str
    about: str

    @property
    def said(self) -> str:
        """As it is chosen."""
        return f"{self.name}, {self.organisation.name}" if self.organisation else self.name


def find(*, words: str, by: Actor) -> list[Offered]:
    """Services that are open, by words of theirs; those that can be told something first."""
    found = directory.search(words=words, by=by)[: MOST * 2]
    offered = [_offered(one) for one in found if one.is_open]
    return sorted(offered, key=lambda one: one.organisation is None)[:MOST]


def these(ids: list[UUID], *, by: Actor) -> list[Offered]:
    """The services with these identifiers. Raises ``Missing``."""
    return [_offered(directory.find(one, by=by)) for one in ids]


def _offered(service: Service) -> Offered:
    email = service.email or (service.organisation.email if service.organisation else "")
    return Offered(service.pk, service.name, service.organisation, email, service.who_for or service.description)
