"""Writing down who came in, who failed to, and how the keys were changed."""

from typing import Any

from allauth.account import signals as account
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa import signals as mfa
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import post_save, pre_delete
from django.http import HttpRequest

from connexions.ground.audit import actions as audit
from connexions.ground.base import clock, tenancy
from connexions.ground.base.refusals import NotPossible
from connexions.registers.accounts import actors, sessions, throttle
from connexions.registers.accounts.models import User


def write_down(request: HttpRequest | None, user: User | None, event: str, **details: Any) -> None:
    """Add to the record that *user*, or somebody nobody knows, did *event*. What they typed is not kept."""
    at = throttle.where(request) if request is not None else ""
    by = actors.of(user, on=clock.today(), from_where=at)
    about = f"user:{user.pk}" if user is not None else ""
    with tenancy.acting(by):
        audit.record(event=event, by=by, about=about, details=details)


def _signed_in(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    request.session[sessions.WHERE] = throttle.where(request)
    request.session[sessions.DEVICE] = request.META.get("HTTP_USER_AGENT", "")[:200]
    ways = [str(one.get("type") or one.get("method")) for one in get_authentication_records(request, user)]
    write_down(request, user, "accounts.signed_in", ways=ways)


def _signed_out(sender: Any, request: HttpRequest, user: User | None, **_: Any) -> None:
    if user is not None:
        write_down(request, user, "accounts.signed_out")


def _factor_added(sender: Any, instance: Authenticator, created: bool, **_: Any) -> None:
    """Whoever has just set up a second factor has shown it."""
    request = context.request
    if not created or request is None or request.user.pk != instance.user_id:
        return
    write_down(request, request.user, "accounts.second_factor.added", kind=instance.type)
    if instance.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, request.user, "mfa", id=instance.pk, type=instance.type)


def _factor_removed(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    write_down(request, user, "accounts.second_factor.removed", kind=authenticator.type)


def _password_changed(request: HttpRequest, user: User, **_: Any) -> None:
    write_down(request, user, "accounts.password.changed")


def _email_changed(request: HttpRequest, user: User, **_: Any) -> None:
    write_down(request, user, "accounts.email.changed")


def _guard_last_factor(sender: Any, instance: Authenticator, **_: Any) -> None:
    """allauth asks before it removes an authenticator app, not before it removes a passkey: so we do."""
    at = getattr(context.request, "resolver_match", None)
    if at is not None and at.view_name == "mfa_remove_webauthn":
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(instance):
            raise NotPossible(adapter.error_messages["cannot_delete_authenticator"])


def begin() -> None:
    """Listen, once the rooms are open."""
    pre_delete.connect(_guard_last_factor, sender=Authenticator, dispatch_uid="accounts.guard_last_factor")
    user_logged_in.connect(_signed_in, dispatch_uid="accounts.signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="accounts.signed_out")
    post_save.connect(_factor_added, sender=Authenticator, dispatch_uid="accounts.factor_added")
    mfa.authenticator_removed.connect(_factor_removed, dispatch_uid="accounts.factor_removed")
    for signal in (account.password_changed, account.password_set, account.password_reset):
        signal.connect(_password_changed, dispatch_uid="accounts.password_changed")
    account.email_changed.connect(_email_changed, dispatch_uid="accounts.email_changed")
