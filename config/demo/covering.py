"""Somebody is away in each demo partnership, and those who look at their caseload have ways of doing so."""

from __future__ import annotations

from datetime import date, timedelta

from config.demo.people import Population
from connexions.ground.base.acting import Role
from connexions.practice.casework.models import SavedView
from connexions.registers.accounts.models import Cover, Membership

# The first sign-in of each partnership's list of staff is the adviser whose day the demonstration shows.
STAND_IN = {"tyne-and-wear": "priya.nair@", "suffolk": "megan.pryke@"}
NOT_AWAY = ("owen.blakelock@",)  # stories are told about them
VIEWS = (
    ("Overdue, heaviest first", {"review": "overdue", "sort": "support"}),
    ("Out of education and work", {"status": "neet"}),
)


def write_covers(population: Population) -> None:
    """A week's cover that goes on today, one to come, and two views of whoever stands in."""
    Cover.objects.filter(partnership__slug__in=STAND_IN).delete()
    for slug, address in STAND_IN.items():
        advisers = _advisers(slug)
        stand_in = next((one for one in advisers if (one.user.email or "").startswith(address)), None)
        if stand_in is None:
            continue
        away = [one for one in advisers if one.team_id == stand_in.team_id and one != stand_in]
        for place, one in enumerate(reversed(away[-2:])):
            _cover(one, stand_in, population.today + timedelta(days=(14 if place else -3)))
        SavedView.objects.bulk_create(
            SavedView(partnership_id=stand_in.partnership_id, owner=stand_in.user, name=name, asks=asks)
            for name, asks in VIEWS
        )


def _advisers(slug: str) -> list[Membership]:
    found = Membership.objects.filter(partnership__slug=slug, role=Role.PERSONAL_ADVISER, until_on=None)
    every = found.select_related("user").order_by("user__name")
    return [one for one in every if not (one.user.email or "").startswith(NOT_AWAY)]


def _cover(away: Membership, stand_in: Membership, from_on: date) -> None:
    Cover.objects.create(
        partnership_id=away.partnership_id,
        adviser=away.user,
        covered_by=stand_in.user,
        from_on=from_on,
        until_on=from_on + timedelta(days=8),
        reason="Leave",
        set_by=away.user,
    )
