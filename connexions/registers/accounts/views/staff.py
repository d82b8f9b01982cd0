"""The administrator's pages about staff."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from connexions.ground.base import clock
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.doors import open_to
from connexions.ground.base.refusals import Missing, NotPossible
from connexions.ground.design.furniture import url_if_any
from connexions.registers.accounts.actions import memberships
from connexions.registers.accounts.actions import staff as act
from connexions.registers.accounts.forms.staff import AddForm, ChangeForm, FindForm
from connexions.registers.accounts.models import Membership, User
from connexions.registers.accounts.permissions import Permission, check, may, serves_all
from connexions.registers.accounts.queries import staff as reads

SEES = frozenset({Role.ADMINISTRATOR, Role.PARTNERSHIP_MANAGER})
DONE = {
    "invite": "The invitation is on its way.",
    "close": "The account is closed.",
    "reopen": "The account is open again.",
    "forget": "They will set up a second factor anew when they next sign in.",
}


@open_to(SEES)
def people(request: HttpRequest) -> HttpResponse:
    """Who works here."""
    form = FindForm(request.GET or None)
    said = form.cleaned_data if form.is_valid() else {}
    found = reads.staff(
        by=_by(request), words=said.get("q", ""), role=said.get("role", ""), closed=said.get("closed", False)
    )
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    told = {"form": form, "page": page, "href": f"?{query.urlencode()}&page=", "today": clock.today()}
    told |= {"may_add": may(Permission.STAFF_ADD, by=_by(request)), "everywhere": serves_all(_by(request))}
    return render(request, "accounts/staff.html", told)


@open_to(Role.ADMINISTRATOR)
def add(request: HttpRequest) -> HttpResponse:
    """Give somebody an account and invite them."""
    by = _by(request)
    check(Permission.STAFF_ADD, by=by)
    form = AddForm(request.POST or None, by=by)
    if request.method == "POST" and form.is_valid():
        try:
            membership = _add(request, form)
        except NotPossible as problem:
            form.add_error(None, problem.sentence)
        else:
            return redirect("accounts:member", membership.user_id)
    return render(request, "accounts/staff_add.html", {"form": form})


@open_to(SEES)
def member(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """One of them: what they are here, and what can be done about it."""
    user, held = reads.member(user_id, by=_by(request))
    return _page(request, user, held)


@open_to(Role.ADMINISTRATOR)
def change(request: HttpRequest, user_id: UUID, membership_id: int) -> HttpResponse:
    """Another role, another team, or an end."""
    _, membership = _one(request, user_id, membership_id)
    form = ChangeForm(request.POST or None, membership=membership)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            memberships.change(
                membership=membership,
                role=Role(told["role"]),
                team=told["team"],
                until=told["until_on"],
                on=clock.today(),
                by=_by(request),
            )
        except NotPossible as problem:
            form.add_error(None, problem.sentence)
        else:
            messages.success(request, "Saved.")
            return redirect("accounts:member", user_id)
    return render(request, "accounts/staff_change.html", {"form": form, "membership": membership})


@open_to(Role.ADMINISTRATOR)
@require_POST
def do(request: HttpRequest, user_id: UUID, membership_id: int, what: str) -> HttpResponse:
    """Invite again, close, reopen, or forget the second factor."""
    user, membership = _one(request, user_id, membership_id)
    by = _by(request)
    try:
        if what == "invite":
            act.invite(membership=membership, address=request.build_absolute_uri("/"), by=by)
        elif what == "close":
            act.close(membership=membership, by=by)
        elif what == "reopen":
            act.reopen(membership=membership, by=by)
        else:
            act.forget_second_factor(membership=membership, by=by)
    except NotPossible as problem:
        _, held = reads.member(user_id, by=by)
        return _page(request, user, held, problem=problem.sentence, status=409)
    messages.success(request, DONE[what])
    return redirect("accounts:member", user_id)


def _by(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _one(request: HttpRequest, user_id: UUID, membership_id: int) -> tuple[User, Membership]:
    user, held = reads.member(user_id, by=_by(request))
    for membership in held:
        if membership.pk == membership_id:
            return user, membership
    raise Missing("They do not have that role here.")


def _add(request: HttpRequest, form: AddForm) -> Membership:
    told, by = form.cleaned_data, _by(request)
    place = told["partnership"].pk if "partnership" in told else by.partnership
    membership = act.make(
        email=told["email"],
        name=told["name"],
        partnership_id=place,
        role=Role(told["role"]),
        team_id=told["team"].pk if told["team"] else None,
        organisation_id=told["organisation"].pk if told["organisation"] else None,
        on=clock.today(),
        by=by,
    )
    if membership.user.has_usable_password():
        messages.success(request, f"{membership.user.name} had an account already and now has this role too.")
    else:
        act.invite(membership=membership, address=request.build_absolute_uri("/"), by=by)
        messages.success(request, f"{membership.user.name} has an account. {DONE['invite']}")
    return membership


def _page(
    request: HttpRequest, user: User, held: list[Membership], *, problem: str = "", status: int = 200
) -> HttpResponse:
    told = {
        "member": user,
        "held": held,
        "problem": problem,
        "today": clock.today(),
        "may_change": may(Permission.STAFF_CHANGE, by=_by(request)),
        "may_hand_over": url_if_any("casework:hand_over", user.pk)
        if _by(request).role is Role.PARTNERSHIP_MANAGER
        else None,
        "oneself": user.pk == _by(request).id,
        "invited": not user.has_usable_password(),
    }
    return render(request, "accounts/staff_member.html", told, status=status)
