"""In each demo partnership a few records are restricted: their adviser is not named, their team's manager is."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from config.demo.people import Population
from connexions.ground.base.acting import Role
from connexions.registers.accounts.models import Membership, User
from connexions.registers.people.models import (
    ContactPoint,
    NamedAccess,
    Residence,
    Restriction,
    YoungPerson,
)

LONDON = ZoneInfo("Europe/London")
# Of other teams than the adviser's whose day the demonstration shows; why, since and looked at again in how many days.
STORIES = {
    "tyne-and-wear": (
        (
            "priya.nair@",
            Restriction.Kind.FLEEING,
            "Moved to a refuge after threats; police officer told us.",
            40,
            50,
        ),
        (
            "priya.nair@",
            Restriction.Kind.STAFF_FAMILY,
            "A niece of somebody who works at this centre.",
            120,
            -4,
        ),
    ),
    "suffolk": (
        ("megan.pryke@", Restriction.Kind.PROTECTED, "A new identity; asked for by the police.", 75, 100),
    ),
}


def write_restricted(population: Population) -> None:
    """Two restricted records in the first partnership, one in the second."""
    for slug, stories in STORIES.items():
        taken: list[YoungPerson] = []
        for address, kind, reason, ago, again in stories:
            adviser = Membership.objects.filter(
                partnership__slug=slug, user__email__startswith=address, until_on=None
            ).first()
            whom = _somebody(adviser, taken) if adviser else None
            manager = _manager(whom) if whom else None
            if manager is None or whom is None:
                continue
            taken.append(whom)
            from_at = datetime.combine(population.today - timedelta(days=ago), time(10, 20), tzinfo=LONDON)
            made = Restriction.objects.create(
                partnership_id=whom.partnership_id, young_person=whom, kind=kind, reason=reason, from_at=from_at,
                review_on=population.today + timedelta(days=again), set_by=manager,
            )  # fmt: skip
            NamedAccess.objects.create(
                partnership_id=whom.partnership_id, young_person=whom, restriction=made, user=manager,
                why="Restricted the record", named_at=from_at, named_by=manager,
            )  # fmt: skip
            _seal(whom)


def _manager(of: YoungPerson) -> User | None:
    held = Membership.objects.filter(
        partnership_id=of.partnership_id, role=Role.TEAM_MANAGER, team=of.team, until_on=None
    )
    found = held.select_related("user").order_by("user__name").first()
    return found.user if found else None


def _somebody(adviser: Membership, taken: list[YoungPerson]) -> YoungPerson | None:
    """Of another team that has a manager, with an adviser, and with no sign-in: nobody about whom a story is told."""
    signs_in = Membership.objects.exclude(young_person_id=None).values("young_person_id")
    managed = Membership.objects.filter(
        partnership_id=adviser.partnership_id, role=Role.TEAM_MANAGER, until_on=None
    ).exclude(team=adviser.team)
    found = YoungPerson.objects.filter(
        partnership_id=adviser.partnership_id, team_id__in=managed.values("team_id")
    )
    found = found.exclude(adviser=None).exclude(pk__in=signs_in)
    found = found.exclude(pk__in=[one.pk for one in taken])
    return found.order_by("-family_name", "-given_name", "pk").first()


def _seal(young_person: YoungPerson) -> None:
    for kind in (Residence, ContactPoint):
        for row in kind.objects.filter(young_person=young_person):
            row.close()
