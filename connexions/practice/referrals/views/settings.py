"""What a partnership keeps to, and which systems of other organisations it lets in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design.asking import answered, asked
from connexions.practice.referrals import permissions
from connexions.practice.referrals.actions import rules as acts
from connexions.practice.referrals.actions import tokens
from connexions.practice.referrals.forms.answering import TokenForm
from connexions.practice.referrals.forms.making import RulesForm
from connexions.practice.referrals.queries import tokens as queries
from connexions.practice.referrals.queries.times import rules_of


@open_to(permissions.RULE_MAKERS)
def rules(request: HttpRequest) -> HttpResponse:
    """Within how many days a referral is answered, where no agreement says it."""
    by, key = actor(request), "referral_rules"
    stored = rules_of(by=by)
    initial = {name: getattr(stored, name) for name in RulesForm.base_fields}
    form = asked(request, RulesForm, key=key, by=by, initial=initial)
    back = reverse("referrals:list")

    def show(status: int) -> HttpResponse:
        return render(request, "referrals/rules.html", {"form": form, "draft": key}, status=status)

    def save(told: dict[str, Any]) -> None:
        acts.change(version=told.pop("version"), by=by, **told)
        messages.success(request, "Kept. What is due already keeps its day.")

    if request.method != "POST":
        return show(200)
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


@open_to(permissions.TOKEN_MAKERS)
def tokens_page(request: HttpRequest) -> HttpResponse:
    """The keys of other systems: make one, see when each was used, revoke it."""
    by = actor(request)
    form = TokenForm(request.POST or None, partnership=by.partnership)
    if request.method == "POST" and form.is_valid():
        return _made(request, form)
    return _tokens(request, form, status=422 if form.errors else 200)


def _made(request: HttpRequest, form: TokenForm) -> HttpResponse:
    told, by = form.cleaned_data, actor(request)
    try:
        token, secret = tokens.make(
            organisation=told["organisation"],
            name=told["name"],
            scopes=told["scopes"],
            days=told["days"],
            at=clock.now(),
            by=by,
        )
    except NotPossible as refusal:
        form.add_error(None, refusal.sentence)
        return _tokens(request, form, status=409)
    fresh = TokenForm(partnership=by.partnership)
    return _tokens(request, fresh, status=200, made=token.name, secret=secret)


def _tokens(
    request: HttpRequest, form: TokenForm, *, status: int, made: str = "", secret: str = ""
) -> HttpResponse:
    by, now = actor(request), clock.now()
    found = [(one, queries.state(one, now)) for one in queries.tokens(by=by)]
    told = {"form": form, "found": found, "made": made, "secret": secret}
    response = render(request, "referrals/tokens.html", told, status=status)
    response["Cache-Control"] = "no-store"
    return response


@open_to(permissions.TOKEN_MAKERS)
@require_POST
def revoke(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """A key opens nothing any more, from this moment."""
    by = actor(request)
    try:
        tokens.revoke(token=queries.token(token_id=token_id, by=by), at=clock.now(), by=by)
        messages.success(request, "Revoked. It opens nothing any more.")
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    return redirect("referrals:tokens")
