"""Who needs attention today; and a contact recorded in passing."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from connexions.ground.base import clock
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.doors import SIGNED_IN, actor, open_to
from connexions.ground.design.asking import asked
from connexions.practice.casework import permissions
from connexions.practice.casework.forms.contacts import QuickContactForm
from connexions.practice.casework.presenters import load as load_shown
from connexions.practice.casework.presenters import today as shown
from connexions.practice.casework.queries import staff
from connexions.practice.casework.queries import today as queries
from connexions.practice.casework.queries.support import support_levels
from connexions.registers.accounts.models import Membership
from connexions.registers.accounts.queries.covers import standing_in
from connexions.registers.people.queries import restricted
from connexions.trust.safeguarding.queries.today import safety

QUICK = "contact:quick"
# Where the work of those begins who have no young people of their own.
HOMES = {
    Role.INSPECTOR: "casework:caseload",
    Role.DATA_OFFICER: "feeds:deliveries",
    Role.TRACKING_OFFICER: "tracing:queues",
    Role.NATIONAL_ANALYST: "tracking:national",
    Role.ADMINISTRATOR: "accounts:staff",
    Role.YOUNG_PERSON: "direct:home",
    Role.PARTNER_WORKER: "portal:people",
}


@open_to(SIGNED_IN)
def today(request: HttpRequest) -> HttpResponse:
    """The first page of whoever signs in: what needs them, or the page where their own work begins."""
    by = actor(request)
    if by.role in HOMES:
        return redirect(HOMES[by.role])
    adviser = _adviser_asked(request, by)
    if adviser is None and by.role in permissions.MANAGERS:
        return _team(request, by)
    form = asked(request, QuickContactForm, key=QUICK, by=by)
    return _today(request, by, adviser, form, 200)


def _adviser_asked(request: HttpRequest, by: Actor) -> Membership | None:
    """The adviser whose day a manager, a duty adviser or whoever covers for them looks at."""
    asked_for = as_uuid(request.GET.get("adviser", "")) if request.GET.get("adviser") else by.id
    if asked_for is None or asked_for == by.id:
        return None
    if by.role is Role.PERSONAL_ADVISER and asked_for not in by.stands_for:
        return None
    return staff.adviser(user_id=asked_for, by=by, on=clock.today())


def as_uuid(text: str) -> UUID:
    """An identifier as typed in an address; one that is none finds nobody."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _today(
    request: HttpRequest, by: Actor, adviser: Membership | None, form: QuickContactForm, status: int
) -> HttpResponse:
    on, kind = clock.today(), request.GET.get("show", "")
    kind = kind if kind in queries.kinds() else ""
    whose = adviser.user_id if adviser else by.id
    assert whose is not None
    shown_of_each = queries.OF_ONE_KIND if kind else queries.SHOWN
    needs = queries.needs_attention(adviser=whose, on=on, by=by, kind=kind, shown=shown_of_each)
    covered = [] if adviser or kind else queries.of_covered(on=on, by=by)
    every = [*needs.shown, *(one for _, theirs in covered for one in theirs.shown)]
    home = reverse("casework:today")
    here = home + (f"?adviser={whose}" if adviser else "")
    told = {
        "by": by,
        "on": on,
        "adviser": adviser,
        "safety": safety(by=by, on=on) if adviser is None else None,
        "needs": needs,
        "said": shown.spoken_count(needs.everything),
        "kind": kind,
        "groups": shown.groups(needs, kind=kind),
        "for_others": shown.for_others(covered, on=on, href=home),
        "chips_shown": shown.chips(needs, kind=kind, href=here),
        "load": load_shown.shown(staff.Load(needs.levels, support_levels(on=on))),
        "form": form,
        "names": sorted({one.name for one in every}),
        "draft": QUICK,
        "caseload_href": reverse("casework:caseload") + (f"?adviser={whose}" if adviser else ""),
    }
    return render(request, "casework/today.html", told, status=status)


def _team(request: HttpRequest, by: Actor) -> HttpResponse:
    """A manager's first page: each adviser, how full their post is, and who has nobody."""
    on = clock.today()
    advisers = list(staff.advisers(by=by, on=on)[:200])
    loads = staff.loads(by=by, of=[one.user_id for one in advisers], on=on)
    nobody = staff.without_adviser(by=by)
    told = {
        "by": by,
        "on": on,
        "advisers": [(one, loads[one.user_id]) for one in advisers],
        "safety": safety(by=by, on=on),
        "nobody": sum(nobody.values()),
        "restricted": restricted.waiting(at=clock.now(), on=on, by=by),
        "by_team": load_shown.by_team(nobody, advisers, loads),
        "away": standing_in(for_=[one.user_id for one in advisers], partnership=by.partnership, on=on),
    }
    return render(request, "casework/team.html", told)
