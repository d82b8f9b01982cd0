"""A team at work: a manager, another manager, two advisers with young people, and the partnership's manager."""

from typing import Any

from django.test import Client
from django.urls import reverse

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.registers.accounts.actors import actor_for
from connexions.registers.accounts.models import User
from connexions.registers.partners.models import Partnership, Team
from connexions.registers.people.models import YoungPerson
from tests.factories import make_partnership, make_staff, sign_in
from tests.factories.casework import make_assessment, make_mine, make_plan

NAMES = {
    "carol": ("Carol Dent", Role.TEAM_MANAGER),
    "abdul": ("Abdul Rahman", Role.TEAM_MANAGER),
    "marcus": ("Marcus Bell", Role.PARTNERSHIP_MANAGER),
    "ruth": ("Ruth Inspector", Role.INSPECTOR),
    "hannah": ("Hannah Officer", Role.DATA_OFFICER),
    "priya": ("Priya Nair", Role.PERSONAL_ADVISER),
    "owen": ("Owen Blakelock", Role.PERSONAL_ADVISER),
}


class Office:
    """Everybody of one team, each as an actor and with a client."""

    def __init__(self) -> None:
        self.partnership: Partnership = make_partnership()
        self.team = Team.objects.get(partnership=self.partnership)
        self._staff = {
            key: make_staff(partnership=self.partnership, team=self.team, role=role, name=name)
            for key, (name, role) in NAMES.items()
        }
        self._clients: dict[str, Client] = {}

    def __getattr__(self, name: str) -> Actor:
        if name not in NAMES:
            raise AttributeError(name)
        user, membership = self._staff[name]
        return actor_for(membership, user)

    def user(self, name: str) -> User:
        return self._staff[name][0]

    def client(self, name: str) -> Client:
        if name not in self._clients:
            self._clients[name] = sign_in(Client(), self.user(name))
        return self._clients[name]

    def get(self, name: str, page: str, *args: Any, status: int = 200, query: str = "") -> str:
        answer = self.client(name).get(reverse(f"oversight:{page}", args=args) + query)
        assert answer.status_code == status, answer.content.decode()[:3000]
        return b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()

    def post(self, name: str, page: str, *args: Any, **typed: Any) -> Any:
        return self.client(name).post(reverse(f"oversight:{page}", args=args), typed)

    def young_person(self, of: str = "priya", **fields: Any) -> YoungPerson:
        return make_mine(getattr(self, of), **fields)

    def worked_with(self, of: str = "priya", **fields: Any) -> YoungPerson:
        """Somebody with a finished assessment and an agreed plan."""
        made = self.young_person(of, **fields)
        make_assessment(made, by=getattr(self, of), levels={1: 3, 2: 4})
        make_plan(made, by=getattr(self, of))
        return made

    def acting(self, name: str = "carol") -> Any:
        return tenancy.acting(getattr(self, name))
