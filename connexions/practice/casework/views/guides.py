"""What is asked for when something is recorded, and what follows an outcome: changed by managers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import Missing
from connexions.ground.design.asking import answered, asked
from connexions.ground.design.fields import Form
from connexions.practice.casework import permissions
from connexions.practice.casework.actions import guides as actions
from connexions.practice.casework.forms.contacts import note_field
from connexions.practice.casework.forms.guides import GuideForm, OutcomeForm, as_lines
from connexions.practice.casework.models import Contact
from connexions.practice.casework.presenters.contacts import following
from connexions.practice.casework.queries import guides, outcomes
from connexions.practice.casework.queries.guides import Guidance


@open_to(permissions.READERS)
@require_GET
def whole(request: HttpRequest) -> HttpResponse:
    """Every guide, and what follows each outcome."""
    by = actor(request)
    follows = outcomes.what_follows(by=by)
    told = {
        "guides": guides.every(by=by),
        "follows": list(follows.values()),
        "said": following(follows),
        "may_change": by.role in permissions.MANAGERS,
    }
    return render(request, "casework/guides.html", told)


@open_to(permissions.READERS)
@require_GET
def one(request: HttpRequest, guide_key: str) -> HttpResponse:
    """One guide as it is asked, and its versions."""
    by = actor(request)
    versions = guides.versions(key=guide_key, by=by)
    told = {
        "guide": versions[0],
        "versions": versions,
        "preview": _preview(versions[0].prompts),
        "may_change": by.role in permissions.MANAGERS,
    }
    return render(request, "casework/guide.html", told)


@open_to(permissions.MANAGERS)
def change(request: HttpRequest, guide_key: str = "") -> HttpResponse:
    """Write a new guide, or a new version of one; look at it first."""
    by = actor(request)
    latest = guides.versions(key=guide_key, by=by)[0] if guide_key else None
    initial = (
        {"name": latest.name, "when": latest.when, "prompts": as_lines(latest.prompts)} if latest else {}
    )
    draft = f"guide:{guide_key or 'new'}"
    form = asked(request, GuideForm, key=draft, by=by, initial=initial)
    back = reverse("casework:guides")

    def show(status: int, preview: Any = None) -> HttpResponse:
        told = {
            "form": form,
            "draft": draft,
            "guide": latest,
            "version": latest.version if latest else 0,
            "preview": preview,
            "back": back,
        }
        return render(request, "casework/guide_change.html", told, status=status)

    if request.method != "POST":
        return show(200)
    if "preview" in request.POST:
        return show(200, _preview(form.cleaned_data["prompts"])) if form.is_valid() else show(422)

    def save(told: dict[str, Any]) -> None:
        version = request.POST.get("version", "")
        actions.issue(
            key=guide_key,
            version=int(version) if version.isdecimal() else None,
            at=clock.now(),
            by=by,
            **told,
        )
        messages.success(
            request, f"“{told['name']}” is saved. What was recorded before keeps its own headings."
        )

    return answered(request, form, key=draft, by=by, save=save, go=back, show=show, back=back)


def _preview(prompts: Any) -> Form:
    """The questions as whoever records will see them."""
    form = Form()
    for place, (heading, words) in enumerate(prompts):
        form.fields[f"preview_{place}"] = note_field(heading, 3, help_text=words, disabled=True)
    return form


@open_to(permissions.MANAGERS)
@require_POST
def retire(request: HttpRequest, guide_key: str) -> HttpResponse:
    """Out of use, or into use again."""
    by = actor(request)
    latest: Guidance = guides.versions(key=guide_key, by=by)[0]
    again = request.POST.get("move") == "back"
    actions.retire(key=guide_key, version=latest.version, at=clock.now(), by=by, back=again)
    messages.success(request, f"“{latest.name}” is {'in use again' if again else 'retired'}.")
    return redirect("casework:guides")


@open_to(permissions.MANAGERS)
def outcome(request: HttpRequest, outcome: str) -> HttpResponse:
    """What follows one outcome here."""
    by = actor(request)
    if outcome not in Contact.Outcome.values:
        raise Missing("There is no such outcome.")
    now = outcomes.what_follows(by=by)[outcome]
    names = ("try_again_days", "follow_up", "follow_up_days")
    initial = {name: getattr(now, name) for name in names}
    draft, back = f"outcome:{outcome}", reverse("casework:guides")
    form = asked(request, OutcomeForm, key=draft, by=by, initial=initial)

    def show(status: int) -> HttpResponse:
        told = {"form": form, "draft": draft, "follows": now, "back": back}
        return render(request, "casework/outcome.html", told, status=status)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        actions.say_what_follows(follows=outcomes.Follows(outcome, **told), by=by)
        messages.success(request, f"What follows “{now.label}” is saved.")

    return answered(request, form, key=draft, by=by, save=save, go=back, show=show, back=back)
