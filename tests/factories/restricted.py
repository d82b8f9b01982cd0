"""Somebody whose record may be restricted, and those near them."""

from datetime import timedelta
from typing import Any

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.registers.partners.models import Partnership, Team
from connexions.registers.people.actions import (
    restrictions,
)
from connexions.registers.people.actions.restrictions import Named
from connexions.registers.people.models import (
    Restriction,
    YoungPerson,
)
from connexions.registers.people.sight import Part, sight_of, visible
from tests.factories import (
    make_actor,
    make_partnership,
    make_young_person,
)
from tests.registers.people.test_sight import by_hand

WHY = "They were found at their last address"


class Scene:
    """A partnership with a manager, an adviser with a young person, and somebody else."""

    def __init__(self) -> None:
        self.here: Partnership = make_partnership()
        self.team: Team = self.here.teams.get()
        self.manager = make_actor(partnership=self.here, role=Role.TEAM_MANAGER, team=self.team)
        self.head = make_actor(partnership=self.here, role=Role.PARTNERSHIP_MANAGER)
        self.adviser = make_actor(partnership=self.here, team=self.team)
        self.other = make_actor(partnership=self.here, team=self.team)
        self.jay = make_young_person(
            partnership=self.here, given_name="Jay", family_name="Holloway", adviser_id=self.adviser.id,
            team=self.team,
        )  # fmt: skip

    def restrict(self, *named: Actor, **told: Any) -> Restriction:
        at = told.pop("at", clock.now())
        said: dict[str, Any] = {"kind": "fleeing", "reason": WHY, "review_on": at.date() + timedelta(days=90)}
        with tenancy.acting(self.manager):
            return restrictions.begin(
                young_person=self.jay, named=[Named(one.id, "Helps them") for one in named if one.id],
                at=at, on=at.date(), by=self.manager, **{**said, **told},
            )  # fmt: skip

    def sees(self, by: Actor) -> bool:
        """Whether the three forms of the one decision, and the database by itself, say that *by* sees them."""
        with tenancy.acting(by):
            one = sight_of(self.jay, by=by).sees(Part.HEADLINE)
            many = YoungPerson.objects.filter(visible(by), pk=self.jay.pk).exists()
            assert one == many == by_hand(self.jay, by, Part.HEADLINE)
            beneath = YoungPerson.objects.filter(pk=self.jay.pk).exists()
            assert beneath or not one
            if not one:
                assert not beneath
            return one
