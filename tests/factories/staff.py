from datetime import date
from functools import cache
from itertools import count

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client

from connexions.ground.base.acting import Actor, Role
from connexions.registers.accounts import session_keys
from connexions.registers.accounts.actors import actor_for
from connexions.registers.accounts.models import Membership, User
from connexions.registers.partners.models import Partnership, Team

_numbers = count(1)


def make_staff(
    *, partnership: Partnership, role: Role = Role.PERSONAL_ADVISER, team: Team | None = None, name: str = ""
) -> tuple[User, Membership]:
    """A member of staff who may sign in, and their membership."""
    number = next(_numbers)
    user = User.objects.create(
        email=f"staff{number}@example.org", name=name or f"Staff {number}", password=hashed_password()
    )
    membership = Membership.objects.create(
        user=user, partnership=partnership, role=role, team=team, from_on=date(2020, 1, 1)
    )
    return user, membership


@cache
def hashed_password() -> str:
    """The password of every member of staff, hashed once: it is slow by design."""
    return make_password("correct horse battery staple")


def make_actor(
    *, partnership: Partnership, role: Role = Role.PERSONAL_ADVISER, team: Team | None = None, name: str = ""
) -> Actor:
    """The actor of a new member of staff."""
    user, membership = make_staff(partnership=partnership, role=role, team=team, name=name)
    return actor_for(membership, user, from_where="127.0.0.1")


def sign_in(client: Client, user: User, *, second_factor: bool = True) -> Client:
    """*client*, signed in as *user* as though by password and, unless told otherwise, a second factor."""
    client.cookies[settings.SESSION_COOKIE_NAME] = session_keys.open_for(user, second_factor=second_factor)
    return client


def signed_in(
    *, partnership: Partnership, role: Role = Role.PERSONAL_ADVISER, team: Team | None = None
) -> Client:
    """A client in which a new member of staff is signed in."""
    user, _ = make_staff(partnership=partnership, role=role, team=team)
    return sign_in(Client(), user)
