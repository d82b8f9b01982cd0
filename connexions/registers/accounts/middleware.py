"""Every request acts as somebody, within one partnership, or is refused."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve

from connexions.ground.audit import actions as audit
from connexions.ground.base import clock, doors, refusals, tenancy
from connexions.ground.base.acting import Actor
from connexions.ground.base.ids import new_id
from connexions.registers.accounts import actors, handed_over, second_factor, typed
from connexions.registers.accounts.throttle import TooMany, where

GetResponse = Callable[[HttpRequest], HttpResponseBase]
READS = {"GET", "HEAD", "OPTIONS"}
STATUS = {refusals.Missing: 404, refusals.NotAllowed: 403, TooMany: 429}
NO_ROLE = "You have no role here any more. Ask the administrator of your partnership."


class ActingMiddleware:
    """Finds who is acting and opens the transaction in which PostgreSQL knows it.

    A request that only reads gets a read-only transaction. Whatever is refused or fails leaves nothing behind
    but the entry that says so.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        actor = actor_of(request)
        request.actor = actor  # type: ignore[attr-defined]
        if actor is None:
            return self.get_response(request)
        asked = new_id()
        with audit.waiting_for_page(asked) as entries:
            with tenancy.acting(actor, read_only=_only_reads(request), request=asked):
                response = self.get_response(request)
                refusal = getattr(request, "refused", None)
                if response.status_code >= 500 or refusal:
                    transaction.set_rollback(True)
                    entries.clear()  # nothing was shown
            _write_down(
                actor, asked, entries, request, refusal if response.status_code in (403, 404) else None
            )
        return response

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponseBase | None:
        """Show a refusal as the sentence it is."""
        if not isinstance(problem, refusals.Refused):
            return None
        return refuse(request, problem)


class ClosedUnlessOpened:
    """Nothing is open that has not said to whom, and nothing to staff who have not shown a second factor."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        actor: Actor | None = request.actor  # type: ignore[attr-defined]
        if actor is not None and not getattr(view, "quiet", False):
            request.session.touch()  # type: ignore[attr-defined]
        if actor is not None and actor.is_staff and not _second_factor(request, view):
            return redirect("mfa_index")
        if actor is not None and (questions := handed_over.instead(request)):
            return redirect(questions)
        allowed = openness(view)
        if allowed is doors.ANYONE:
            return None
        if actor is None:
            return _turn_away(request)
        if actor.role not in allowed:
            sentence = f"This page is not open to you as {actor.role.label.lower()}."
            return refuse(request, refusals.NotAllowed(sentence))
        return None


def refuse(request: HttpRequest, problem: refusals.Refused) -> HttpResponse:
    """The page that says what is refused; whatever was written in this request is undone."""
    request.refused = problem.sentence  # type: ignore[attr-defined]
    status = next((code for kind, code in STATUS.items() if isinstance(problem, kind)), 409)
    if request.headers.get("Accept", "").startswith("application/json"):
        response: HttpResponse = JsonResponse({"problem": problem.sentence}, status=status)
    else:
        response = render(
            request,
            f"{status}.html",
            {"sentence": problem.sentence, "instead": problem.instead},
            status=status,
        )
    if isinstance(problem, TooMany):
        response["Retry-After"] = str(problem.seconds)
    return response


def openness(view: Callable[..., Any]) -> frozenset[Any]:
    """Whom a view is open to: what it declares; allauth's pages are open to anyone; all else to nobody."""
    declared: frozenset[Any] | None = getattr(view, "open_to", None)
    if declared is not None:
        return declared
    return doors.ANYONE if _is_allauths(view) else frozenset()


def actor_of(request: HttpRequest) -> Actor | None:
    """Who is acting: the signed-in user in the membership they chose, or in their first."""
    if not request.user.is_authenticated:
        return None
    held = actors.memberships(request.user, on=clock.today())
    chosen = request.session.get("membership")
    membership = next((one for one in held if one.pk == chosen), held[0] if held else None)
    if membership is None:
        return None
    return actors.actor_for(membership, request.user, from_where=where(request))


def _is_allauths(view: Callable[..., Any]) -> bool:
    return getattr(getattr(view, "view_class", view), "__module__", "").startswith("allauth.")


def _second_factor(request: HttpRequest, view: Callable[..., Any]) -> bool:
    """Whether staff may go on: with a second factor anywhere, without one to the pages that set it up."""
    at = request.resolver_match
    if at is not None and at.view_name in second_factor.SETTING_UP:
        return True
    return second_factor.shown(request, request.user)  # type: ignore[arg-type]


def _turn_away(request: HttpRequest) -> HttpResponse:
    """Nobody we know: off to sign in, unless signing in has already shown that they have no role."""
    if request.user.is_authenticated:
        return refuse(request, refusals.NotAllowed(NO_ROLE))
    typed.keep(request)
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"problem": "You have been signed out."}, status=401)
    return redirect_to_login(request.get_full_path())


def _only_reads(request: HttpRequest) -> bool:
    """Whether a request may be held to reading: all that read, but for the few views that say otherwise."""
    if request.method not in READS:
        return False
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return True
    return not (_is_allauths(view) or getattr(view, "writes_on_get", False))


def _write_down(
    actor: Actor, asked: UUID, entries: list[Any], request: HttpRequest, refusal: str | None
) -> None:
    """Add to the record what was looked at, and what was refused."""
    audit.write_down(entries, by=actor, request=asked)
    if refusal:
        with tenancy.acting(actor, request=asked):
            audit.record(event="accounts.page.refused", by=actor, about=request.path[:120], why=refusal[:500])
