"""The invented staff of a demonstration: passwords and codes that anybody may know."""

import base64
import hashlib
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.conf import settings
from django.http import HttpRequest

from connexions.registers.accounts import secrets
from connexions.registers.accounts.models import User

PASSWORD = "a lantern by the river"  # noqa: S105 - for invented people only


def secret_for(email: str) -> str:
    """The authenticator secret of an invented member of staff: the same on every start of this deployment."""
    digest = hashlib.sha256(f"{settings.SECRET_KEY}:{email}".encode()).digest()
    return base64.b32encode(digest[:20]).decode()


def code_of(user: User, *, ahead: int = 0) -> str:
    """The code an invented person's authenticator app would show now. Empty on a real service."""
    if not (settings.DEMO or settings.TESTING):
        return ""
    kept = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if kept is None:
        return ""
    counter = int(time.time()) // 30 + ahead
    return str(auth.format_hotp_value(auth.hotp_value(secrets.unseal(kept.data["secret"]), counter)))


def code_for_page(request: HttpRequest | None) -> str:
    """The code to show on the second-factor page of a demonstration."""
    stage = getattr(request, "_login_stage", None)
    if stage is None or not settings.DEMO:
        return ""
    return code_of(stage.login.user)
