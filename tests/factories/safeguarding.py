"""A small house in which somebody's safety is looked after: managers, leads, a rota, a young person."""

from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role, system
from connexions.registers.accounts.actors import actor_for
from connexions.registers.accounts.models import Membership, User
from connexions.registers.partners.models import Team
from connexions.registers.people.models import YoungPerson
from connexions.trust.safeguarding.actions import concerns, outings, risks
from connexions.trust.safeguarding.actions.risks import Said
from connexions.trust.safeguarding.models import (
    Concern,
    Lead,
    Outing,
    RiskNote,
    RotaTurn,
    RoutingRule,
)
from tests.factories import make_partnership, make_staff, make_young_person, sign_in

DAY = date(2026, 11, 3)  # a Tuesday
NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
NIGHT = datetime(2026, 11, 4, 2, tzinfo=UTC)


class House:
    """One partnership with Priya (adviser), Carol (her manager), Marcus (partnership manager), Leila (lead), Dev (on
    duty at night), Ian (inspector), Pam (partner worker) and Jay, whom Priya helps and who may sign in."""

    ROLES = {
        "priya": Role.PERSONAL_ADVISER,
        "owen": Role.PERSONAL_ADVISER,
        "dev": Role.DUTY_ADVISER,
        "carol": Role.TEAM_MANAGER,
        "marcus": Role.PARTNERSHIP_MANAGER,
        "leila": Role.TEAM_MANAGER,
        "ian": Role.INSPECTOR,
        "pam": Role.PARTNER_WORKER,
        "ada": Role.ADMINISTRATOR,
        "hannah": Role.DATA_OFFICER,
    }

    def __init__(self) -> None:
        self.partnership = make_partnership()
        self.team = Team.objects.get(partnership=self.partnership)
        self.far = Team.objects.create(partnership=self.partnership, name="Far team")
        self.users: dict[str, User] = {}
        self.actors: dict[str, Actor] = {}
        for name, role in self.ROLES.items():
            team = self.far if name in ("owen", "leila") else self.team
            user, membership = make_staff(
                partnership=self.partnership, role=role, team=team, name=name.capitalize()
            )
            self.users[name], self.actors[name] = user, actor_for(membership, user)
        self.jay = make_young_person(
            partnership=self.partnership, given_name="Jay", family_name="Holloway",
            adviser=self.users["priya"], team=self.team,
        )  # fmt: skip
        user = User.objects.create_user(phone="+447700900501", name="Jay Holloway")
        own = Membership.objects.create(
            user=user, partnership=self.partnership, role=Role.YOUNG_PERSON, young_person_id=self.jay.pk,
            from_on=date(2020, 1, 1),
        )  # fmt: skip
        self.users["jay"], self.actors["jay"] = user, actor_for(own, user)

    @property
    def clock(self) -> Actor:
        return system("Safeguarding", partnership=self.partnership.pk)

    def acting(self, who: str = "") -> AbstractContextManager[None]:
        return tenancy.acting(self.actors[who] if who else self.clock)

    def raised(self, who: str = "priya", *, at: datetime = NOON, **said: Any) -> Concern:
        """A concern raised by somebody, read back as the system reads it."""
        told: dict[str, Any] = {"words": "He showed me the bruises.", "kind": "abuse", "whom": "", **said}
        told.setdefault("young_person", None if told["whom"] else self.jay)
        with self.acting(who):
            made = concerns.raise_concern(at=at, on=at.date(), by=self.actors[who], **told)
        return self.concern(made)

    def concern(self, made: Concern) -> Concern:
        with self.acting():
            return Concern.objects.get(pk=made.pk)

    def taken_on(self, who: str = "leila", **said: Any) -> Concern:
        self.lead("leila")
        made = self.raised(**said)
        with self.acting(who):
            return concerns.take_on(concern=made, at=NOON, on=DAY, by=self.actors[who])

    def lead(self, who: str, **days: Any) -> None:
        with self.acting():
            Lead.objects.get_or_create(
                partnership=self.partnership, user=self.users[who],
                defaults={"from_on": date(2026, 1, 1), **days},
            )  # fmt: skip

    def on_duty(self, who: str, start: datetime, hours: float) -> None:
        with self.acting():
            RotaTurn.objects.create(
                partnership=self.partnership, user=self.users[who], from_at=start,
                until_at=start + timedelta(hours=hours),
            )  # fmt: skip

    def rule(self, *steps: tuple[str, int], **case: Any) -> RoutingRule:
        told = [{"to": to, "minutes": minutes} for to, minutes in steps]
        with self.acting():
            return RoutingRule.objects.create(partnership=self.partnership, steps=told, **case)

    def risk_note(self, who: str = "priya", *, of: YoungPerson | None = None, **said: Any) -> RiskNote:
        with self.acting(who):
            return risks.write(
                young_person=of or self.jay, said=saying(**said), at=NOON, on=DAY, by=self.actors[who]
            )

    def out(self, who: str = "priya", *, at: datetime = NOON, minutes: int = 60) -> Outing:
        with self.acting(who):
            return outings.begin(
                where="4 Mill Lane", expected_at=at + timedelta(minutes=minutes), young_person=self.jay, at=at,
                on=at.date(), by=self.actors[who],
            )  # fmt: skip

    def client(self, who: str) -> Client:
        return sign_in(Client(), self.users[who])

    def get(self, whom: str, page: str, /, *args: Any, status: int = 200) -> str:
        answer = self.client(whom).get(reverse(f"safeguarding:{page}", args=args))
        assert answer.status_code == status, answer.content.decode()[:2000]
        return answer.content.decode()

    def post(self, whom: str, page: str, /, *args: Any, status: int = 302, **data: Any) -> str:
        answer = self.client(whom).post(reverse(f"safeguarding:{page}", args=args), data)
        assert answer.status_code == status, answer.content.decode()[:3000]
        return answer.content.decode()


def saying(**said: Any) -> Said:
    """What a risk note says: the young person chased by men with axes, unless told otherwise."""
    told: dict[str, Any] = {
        "whose": "to_them",
        "words": "Men with axes chased Jay near Parkside; they are still looking for Jay.",
        "visit": "Meet at Grove Hill centre, and walk with Jay to the bus.",
        "severity": "life",
        "source": "the police",
        "said_on": DAY,
        "ends_on": date(2027, 2, 1),
        "review_on": date(2026, 12, 1),
        "known_to_them": True,
        **said,
    }
    return Said(**told)


def boxes(name: str, day: date) -> dict[str, str]:
    """A day as three boxes send it."""
    return {f"{name}-{box}": str(getattr(day, box)) for box in ("day", "month", "year")}
