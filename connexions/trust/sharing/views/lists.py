"""What asks for a hand: agreements that end soon, what waits for a manager, what young people were not told of; and the
laws as the partnership has set them up."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from connexions.ground.audit.actions import note_read
from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.trust.sharing import permissions
from connexions.trust.sharing.actions import set_up
from connexions.trust.sharing.forms.disclosures import RulesForm
from connexions.trust.sharing.presenters import words as said
from connexions.trust.sharing.queries import agreed, standing


@open_to(permissions.READERS)
def to_do(request: HttpRequest) -> HttpResponse:
    """Everything about sharing that asks for a hand."""
    by, now = actor(request), clock.now()
    note_read(by=by, young_person_id=None, page="sharing.to_do")
    purposes = standing.purposes()
    told = {
        "ending": [said.consent(one, purposes, at=now) for one in agreed.ending(by=by, at=now)],
        "waiting": [said.disclosure(one) for one in agreed.waiting(by=by)],
        "kept_back": [(said.disclosure(one), day) for one, day in agreed.kept_back(by=by, on=clock.today())],
        "today": clock.today(),
        "days": standing.rules_of(by=by).ask_again_days,
    }
    return render(request, "sharing/to_do.html", told)


@open_to(permissions.READERS | permissions.RULE_MAKERS)
def laws(request: HttpRequest) -> HttpResponse:
    """The laws under which something may be told without consent, with what they say."""
    by, today = actor(request), clock.today()
    rows = [(one, one.in_force(today)) for one in standing.gateways(by=by)]
    may_change = by.role in permissions.RULE_MAKERS
    told = {"rows": rows, "may_change": may_change, "rules": standing.rules_of(by=by)}
    return render(request, "sharing/laws.html", told)


@open_to(permissions.RULE_MAKERS)
def rules(request: HttpRequest) -> HttpResponse:
    """How long a consent may last here, and when it is asked again."""
    by = actor(request)
    kept = standing.rules_of(by=by)
    named = ("version", "longest_months", "usual_months", "ask_again_days")
    initial = {name: getattr(kept, name) for name in named}
    form = RulesForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            set_up.change_rules(**form.cleaned_data, by=by)
        except NotPossible as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "Saved. What is agreed already stays as it is.")
            return redirect("sharing:laws")
    status = 422 if form.errors else 200
    return render(request, "sharing/rules.html", {"form": form}, status=status)


@open_to(permissions.RULE_MAKERS)
def second_pair(request: HttpRequest, gateway_id: UUID) -> HttpResponse:
    """Ask, or no longer ask, for a second pair of eyes under one law."""
    by = actor(request)
    if request.method == "POST":
        changed = set_up.second_pair_of_eyes(
            gateway_id=gateway_id, wanted=request.POST.get("wanted") == "yes", by=by
        )
        asked = "A manager must agree" if changed.second_pair_of_eyes else "No manager is asked"
        messages.success(request, f"{asked}: {changed.label}.")
    return redirect("sharing:laws")
