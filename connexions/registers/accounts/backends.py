"""How a signed-in user is found again at each request: with all they may be, in one query."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from connexions.registers.accounts import actors
from connexions.registers.accounts.models import User


class StaffBackend(AuthenticationBackend):  # type: ignore[misc]
    """Signing in by e-mail and password; nobody inactive."""

    def get_user(self, user_id: Any) -> User | None:
        """The user, with their memberships kept at hand as ``held``."""
        held = actors.held_by(user_id)
        user = held[0].user if held else User.objects.filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        user.held = held
        return user
