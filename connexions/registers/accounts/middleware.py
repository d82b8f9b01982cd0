"""Every request acts as somebody, within one partnership, or is refused."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from connexions.ground.audit import actions as audit
from connexions.ground.base import clock, doors, drafts, refusals, tenancy
from connexions.ground.base.acting import Actor
from connexions.ground.base.ids import new_id
from connexions.registers.accounts import actors
from connexions.registers.accounts.models import Membership

GetResponse = Callable[[HttpRequest], HttpResponseBase]
READS = {"GET", "HEAD", "OPTIONS"}


class ActingMiddleware:
    """Finds who is acting and opens the transaction in which PostgreSQL knows it.

    A request that only reads gets a read-only transaction. Whatever is refused or fails leaves nothing behind
    but the entry that says so.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = actor_of(request)  # type: ignore[attr-defined]
        if request.actor is None:  # type: ignore[attr-defined]
            return self.get_response(request)
        return self._act(request, request.actor)  # type: ignore[attr-defined]

    def _act(self, request: HttpRequest, actor: Actor) -> HttpResponseBase:
        asked: UUID = new_id()
        with audit.waiting_for_page(asked) as entries:
            with tenancy.acting(actor, read_only=_only_reads(request), request=asked):
                response = self.get_response(request)
                if response.status_code >= 500 or getattr(request, "refused", False):
                    transaction.set_rollback(True)
            audit.write_down(entries)
        return response

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponseBase | None:
        """Show a refusal as the sentence it is."""
        if not isinstance(problem, refusals.Refused):
            return None
        request.refused = True  # type: ignore[attr-defined]
        status = {refusals.Missing: 404, refusals.NotAllowed: 403}.get(type(problem), 409)
        return render(request, f"{status}.html", {"sentence": problem.sentence}, status=status)


class ClosedUnlessOpened:
    """Nothing is open that has not said to whom."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        allowed = openness(view)
        if allowed is doors.ANYONE:
            return None
        actor: Actor | None = request.actor  # type: ignore[attr-defined]
        if actor is None:
            _keep_what_was_typed(request)
            return redirect_to_login(request.get_full_path())
        if actor.role not in allowed:
            request.refused = True  # type: ignore[attr-defined]
            sentence = f"This page is not open to you as {actor.role.label.lower()}."
            return render(request, "403.html", {"sentence": sentence}, status=403)
        return None


def openness(view: Callable[..., Any]) -> frozenset[Any]:
    """Whom a view is open to: what it declares; allauth's pages are open to anyone; all else to nobody."""
    declared: frozenset[Any] | None = getattr(view, "open_to", None)
    if declared is not None:
        return declared
    module = getattr(getattr(view, "view_class", view), "__module__", "")
    return doors.ANYONE if module.startswith("allauth.") else frozenset()


def actor_of(request: HttpRequest) -> Actor | None:
    """Who is acting: the signed-in user in the membership they chose, or in their first."""
    if not request.user.is_authenticated:
        return None
    held = actors.memberships(request.user, on=clock.today())  # type: ignore[arg-type]
    chosen = request.session.get("membership")
    membership = next((one for one in held if one.pk == chosen), held[0] if held else None)
    if membership is None:
        return None
    return actors.actor_for(membership, request.user, from_where=request.META.get("REMOTE_ADDR", ""))  # type: ignore[arg-type]


def _only_reads(request: HttpRequest) -> bool:
    return request.method in READS and not request.path.startswith("/accounts/")


def _keep_what_was_typed(request: HttpRequest) -> None:
    """A save whose session has ended: keep the text as a draft of the person whose form it was."""
    token = request.POST.get(drafts.OWNER_FIELD) if request.method == "POST" else None
    told = drafts.read_owner_token(token, max_age=12 * 3600) if token else None
    if told is None:
        return
    membership = (
        Membership.objects.select_related("user", "partnership").filter(pk=told["membership"]).first()
    )
    if membership is None or str(membership.user_id) != told["owner"]:
        return
    actor = actors.actor_for(membership, membership.user)
    typed = {name: request.POST.getlist(name) for name in request.POST}
    with tenancy.acting(actor):
        drafts.keep(form=told["form"], typed=typed, at=clock.now(), by=actor)
