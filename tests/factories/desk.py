"""An adviser at their desk, with one young person of their own."""

from typing import Any

from django.test import Client
from django.urls import reverse

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.registers.accounts.actors import actor_for
from connexions.registers.partners.models import Partnership, Team
from connexions.registers.people.models import YoungPerson
from tests.factories.places import make_partnership
from tests.factories.staff import make_staff, sign_in
from tests.factories.young_people import make_young_person


class Desk:
    """Priya Nair, who works with Jay Holloway."""

    def __init__(self, role: Role = Role.PERSONAL_ADVISER) -> None:
        self.partnership: Partnership = make_partnership()
        self.team = Team.objects.get(partnership=self.partnership)
        user, membership = make_staff(
            partnership=self.partnership, team=self.team, name="Priya Nair", role=role
        )
        self.by: Actor = actor_for(membership, user)
        self.client: Client = sign_in(Client(), user)
        self.jay = self.another("Jay", "Holloway")

    def another(self, given: str, family: str, **said: Any) -> YoungPerson:
        """One more young person of theirs."""
        told = {"adviser_id": self.by.id, "team": self.team, **said}
        return make_young_person(partnership=self.partnership, given_name=given, family_name=family, **told)

    def address(self, page: str, *more: Any) -> str:
        return reverse(f"casework:{page}", args=[self.jay.pk, *more])

    def open(self, page: str, *more: Any) -> str:
        """What a page of Jay's record says."""
        answer = self.client.get(self.address(page, *more))
        assert answer.status_code == 200, answer.content.decode()[:2000]
        return answer.content.decode()

    def send(self, page: str, *more: Any, **typed: Any) -> Any:
        return self.client.post(self.address(page, *more), typed)

    def acting(self) -> Any:
        return tenancy.acting(self.by)


def today_boxes(name: str) -> dict[str, str]:
    """Today, in the three boxes of a question."""
    return {f"{name}-{box}": str(getattr(clock.today(), box)) for box in ("day", "month", "year")}
