"""Signing in by password: who may join, what is said, and when it was tried too often."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

from connexions.ground.base import clock
from connexions.ground.base.acting import STAFF
from connexions.ground.messaging.actions import post
from connexions.registers.accounts import actors, letters, throttle, watching
from connexions.registers.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves: staff are invited, young people are introduced by their adviser."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "That e-mail address and password do not go together.",
        "incorrect_code": "That code is not right. Check it and try again.",
        "incorrect_password": "That is not your password.",
        "enter_current_password": "That is not your password.",
        "account_inactive": "This account is closed. Ask the administrator of your partnership.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Say only what was written for our pages: allauth's own notices of the obvious are left out."""
        if kwargs.get("message"):
            super().add_message(request, level, *args, **kwargs)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse where it was tried too often, even when the password is now right."""
        now = clock.now()
        throttle.check(throttle.PASSWORD, credentials.get("email", ""), at=now)
        throttle.check(throttle.PASSWORD_FROM, throttle.where(request), at=now)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count it, write it down, and close the door after the last try allowed."""
        now, email = clock.now(), str(credentials.get("email", ""))
        closed = throttle.count(throttle.PASSWORD, email, at=now)
        closed |= throttle.count(throttle.PASSWORD_FROM, throttle.where(request), at=now)
        user = User.objects.filter(email=email.lower()).first()
        watching.write_down(request, user, "accounts.sign_in.failed", how="password")
        if closed:
            watching.write_down(request, user, "accounts.sign_in.locked", how="password")
            self.pre_authenticate(request, **credentials)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        user = super().authenticate(request, **credentials)
        if user is not None:
            throttle.clear(throttle.PASSWORD, credentials.get("email", ""))
        return user

    def _rollback_login_failed_rl_usage(self) -> None:
        """Ours are counted only when they fail."""

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Not while the sign-in itself is fresh: whoever has just come in need not knock again."""
        records = get_authentication_records(self.request, self.request.user)
        latest = max((float(one["at"]) for one in records), default=0.0)
        if clock.now().timestamp() - latest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app))

    def get_login_stages(self) -> list[str]:
        """A second factor is asked for once: by the organisation or by us."""
        ours = "connexions.registers.accounts.adapters.organisation.SecondFactorStage"
        theirs = "allauth.mfa.stages.AuthenticateStage"
        return [ours if stage == theirs else stage for stage in super().get_login_stages()]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        subject, words = letters.written(template_prefix, context)
        self._post(email, subject, words, purpose=template_prefix.rsplit("/", 1)[-1].replace("_", " "))

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Young people have no password: tell them so instead."""
        roles = {one.role for one in actors.memberships(user, on=clock.today())}
        if roles & STAFF:
            super().send_password_reset_mail(user, email, context)
        else:
            self._post(email, *letters.NO_PASSWORD, purpose="no password")

    def _post(self, email: str, subject: str, words: str, *, purpose: str) -> None:
        by = actors.of(None, on=clock.today(), from_where="")
        post.send_email(to=email, subject=subject, words=words, purpose=purpose, by=by)
