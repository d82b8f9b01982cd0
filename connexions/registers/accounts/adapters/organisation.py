"""Signing in through one's organisation (OpenID Connect)."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render

from connexions.ground.base import clock
from connexions.ground.base.acting import STAFF
from connexions.registers.accounts import actors, second_factor, watching
from connexions.registers.accounts.models import User

# What providers write into ``amr`` (RFC 8176) when they asked for more than a password.
STRONG = frozenset({"mfa", "otp", "hwk", "swk", "sc", "fido", "face", "fpt", "iris", "pop", "sms", "tel"})


class OrganisationAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Lets in those who are staff here already, by an e-mail address that their organisation has verified."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse strangers; note whether the organisation asked for a second factor."""
        request.session[second_factor.OIDC_SECOND_FACTOR] = False
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            self._refuse(request, None)
        user = _staff_of(sociallogin)
        if user is None:
            self._refuse(request, sociallogin.user if sociallogin.is_existing else None)
        request.session[second_factor.OIDC_SECOND_FACTOR] = asked_for_more(sociallogin.account.extra_data)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def _refuse(self, request: HttpRequest, user: User | None) -> None:
        watching.write_down(request, user, "accounts.sign_in.failed", how="organisation")
        raise ImmediateHttpResponse(render(request, "socialaccount/stranger.html", status=403))


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc]
    """Asks for a second factor, unless the organisation has just done so."""

    def _should_handle(self, request: HttpRequest) -> bool:
        if self.login.user is not None and second_factor.by_organisation(request, self.login.user):
            return False
        return bool(super()._should_handle(request))


def asked_for_more(told: dict[str, Any]) -> bool:
    """Whether the provider says that it asked for a second factor: by ``amr``, or an ``acr`` we know."""
    claims = told.get("id_token") or {}
    ways = claims.get("amr") or []
    named = [ways] if isinstance(ways, str) else ways
    return bool(STRONG & set(named)) or claims.get("acr") in settings.OIDC_STRONG_ACR


def _staff_of(sociallogin: SocialLogin) -> User | None:
    """The member of staff who signs in: known from before, or by a verified address that is theirs here."""
    if sociallogin.is_existing:
        user = User.objects.filter(pk=sociallogin.user.pk).first()
    else:
        proven = [one.email.lower() for one in sociallogin.email_addresses if one.verified]
        known = EmailAddress.objects.filter(email__in=proven, verified=True, user__is_active=True)
        found = known.select_related("user").first()
        user = found.user if found is not None else None
    if user is None or not any(one.role in STAFF for one in actors.memberships(user, on=clock.today())):
        return None
    return user
