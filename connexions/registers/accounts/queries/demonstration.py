"""Who may sign in to a demonstration, and how. Empty on a real service."""

from datetime import date
from functools import cache

from django.conf import settings
from django.contrib.auth.hashers import check_password

from connexions.ground.base.acting import NATIONAL_UNIT, Role
from connexions.registers.accounts import demo
from connexions.registers.accounts.models import Membership

ORDER = list(Role)


def sign_ins(*, on: date, everybody: bool = False) -> list[dict[str, str]]:
    """E-mail address, password and code of the first in each role at each partnership, or of everybody."""
    if not (settings.DEMO or settings.TESTING):
        return []
    current = Membership.objects.filter(from_on__lte=on, user__is_active=True).exclude(until_on__lte=on)
    found = current.select_related("user", "partnership").order_by("partnership_id", "role", "id")
    chosen = found if everybody else found.distinct("partnership_id", "role")
    return [_told(one) for one in sorted(chosen, key=_place)]


def _place(one: Membership) -> tuple[bool, int, int]:
    """By partnership, the national unit last; within it by role."""
    return one.partnership_id == NATIONAL_UNIT, one.partnership_id, ORDER.index(Role(one.role))


def _told(one: Membership) -> dict[str, str]:
    young = one.role == Role.YOUNG_PERSON
    return {
        "partnership": one.partnership.name,
        "role": Role(one.role).label,
        "name": one.user.name,
        "email": one.user.email or "",
        "phone": one.user.phone or "",
        "password": "" if young or not _is_known(one.user.password) else demo.PASSWORD,
        "code": "" if young else demo.code_of(one.user),
        "page": "/sign-in/" if young else "/accounts/login/",
    }


@cache
def _is_known(hashed: str) -> bool:
    """Invented staff share one hash, so one slow check tells of all."""
    return check_password(demo.PASSWORD, hashed)
