"""The services of the directory, as a referral needs them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from connexions.ground.base.acting import Actor
from connexions.registers.directory.models import Service
from connexions.registers.directory.queries import Asked, search
from connexions.registers.directory.queries import find as one_of
from connexions.registers.partners.models import Organisation


@dataclass(frozen=True)
class Offered:
    """A service that may be chosen: what it is called, who runs it, where it is told, and what there is to know."""

    service_id: UUID
    name: str
    organisation: Organisation | None
    email: str
    about: str
    metres: int | None = None

    @property
    def said(self) -> str:
        """As it is chosen."""
        return f"{self.name}, {self.organisation.name}" if self.organisation else self.name


@dataclass(frozen=True)
class Offers:
    """The first of the services that fit, and how many there are in all."""

    found: list[Offered]
    count: int

    @property
    def more(self) -> int:
        """How many of them are not shown."""
        return self.count - len(self.found)


def find(*, words: str, postcode: str, age: int, on: date, by: Actor, partners_only: bool = False) -> Offers:
    """Services that are open and for this age, by words of theirs and the nearest first; those that can be told
    something stand before those that can not, which *partners_only* leaves out."""
    asked = Asked(words=words, postcode=postcode, age=age, partners_first=True, partners_only=partners_only)
    results = search(asked=asked, by=by, on=on)
    return Offers([_offered(one.service, one.metres) for one in results.found], results.count)


def these(ids: Iterable[UUID], *, by: Actor) -> list[Offered]:
    """The services with these identifiers. Raises ``Missing``."""
    return [_offered(one_of(one, by=by)) for one in ids]


def _offered(service: Service, metres: int | None = None) -> Offered:
    organisation = service.organisation
    if organisation is not None and organisation.closed_on is not None:
        organisation = None  # nobody is there any more to be told anything
    email = service.email or (organisation.email if organisation else "")
    about = service.who_for or service.description
    return Offered(service.pk, service.name, organisation, email, about[:200], metres)
