"""The code of a second factor, with an end to guessing."""

from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.core.cache import cache
from django.core.exceptions import ValidationError

from connexions.ground.base import clock
from connexions.registers.accounts import throttle, watching

USED_FOR = 120  # seconds: longer than a code is good for, so that none can be used twice


class Guarded:
    """Counts wrong codes of a person and closes after the last try allowed."""

    user: Any
    authenticator: Authenticator

    def clean_code(self) -> str:
        throttle.check(throttle.SECOND_FACTOR, self.user.pk, at=clock.now())
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError:
            self._failed()
            raise
        throttle.clear(throttle.SECOND_FACTOR, self.user.pk)
        if self.authenticator.type == Authenticator.Type.TOTP:
            cache.touch(self.authenticator.wrap()._get_used_cache_key(code), USED_FOR)
        return code

    def _failed(self) -> None:
        closed = throttle.count(throttle.SECOND_FACTOR, self.user.pk, at=clock.now())
        watching.write_down(context.request, self.user, "accounts.sign_in.failed", how="second factor")
        if closed:
            watching.write_down(context.request, self.user, "accounts.sign_in.locked", how="second factor")
            throttle.check(throttle.SECOND_FACTOR, self.user.pk, at=clock.now())


class CodeForm(Guarded, AuthenticateForm):  # type: ignore[misc]
    """At sign-in."""


class AgainForm(Guarded, ReauthenticateForm):  # type: ignore[misc]
    """Before something that matters."""


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey: good for signing in by itself, unless said otherwise."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["passwordless"].initial = True
