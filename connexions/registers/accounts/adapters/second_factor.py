"""Second factors: authenticator apps, passkeys and recovery codes."""

import re
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator

from connexions.registers.accounts import secrets


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Seals what is kept, and never lets a member of staff take their last second factor away."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That code is not right, or it was used before. Wait for the next one.",
        "cannot_delete_authenticator": "This is your only second factor. Add another before you remove it.",
        "unverified_email": "Confirm your e-mail address first: open the link we sent to it.",
    }

    def encrypt(self, text: str) -> str:
        return secrets.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secrets.unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())

    def generate_authenticator_name(self, user: Any, type: str) -> str:  # noqa: A002 - allauth's own name
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Passkey {count + 1}"

    def _get_site_name(self) -> str:
        return "Connexions"

    def build_totp_svg(self, url: str) -> str:
        """The picture of the secret, fit to stand inside a page."""
        drawn = super().build_totp_svg(url)
        return re.sub(r"^<\?xml[^>]*\?>\s*", "", drawn)
