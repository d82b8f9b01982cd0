"""How much support somebody is given, and what a level of support means here."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.ground.design.asking import answered, asked
from connexions.practice.casework import permissions
from connexions.practice.casework.actions import levels, support
from connexions.practice.casework.forms.several import LevelForm, SupportForm
from connexions.practice.casework.queries.support import editions, support_levels, turning_ages
from connexions.registers.people.models.young_person import LevelOfNeed
from connexions.registers.people.opening import opened


@open_to(permissions.CASEWORKERS)
def level(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Give somebody more support, or less, and say why."""
    record = opened(request, young_person_id, page="casework.level", writes=True)
    person, by, key = record.young_person, record.by, f"level:{young_person_id}"
    form = asked(request, LevelForm, key=key, by=by)

    def show(status: int) -> HttpResponse:
        told = {
            "form": form,
            "draft": key,
            "version": person.version,
            "meanings": support_levels(on=record.on),
        }
        return record.page("casework/level.html", "overview", status=status, **told)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        version = request.POST.get("version", "")
        made = levels.change(
            young_person=person,
            to=told["level"],
            reason=told["reason"],
            on=record.on,
            by=by,
            version=int(version) if version.isdecimal() else None,
        )
        label = LevelOfNeed(made.after).label.lower()
        messages.success(request, f"{person.known_as} has {label} support from today.")

    back = reverse("people:record", args=[young_person_id])
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


@open_to(permissions.READ_SUPPORT)
def meanings(request: HttpRequest) -> HttpResponse:
    """What each level of support means here, what it meant before, and the birthdays that change something."""
    by, on = actor(request), clock.today()
    labels = dict(LevelOfNeed.choices)
    told = {
        "levels": [(labels[key], one) for key, one in support_levels(on=on).items()],
        "editions": [(labels[one.level], one) for one in editions(by=by)[:100]],
        "ages": turning_ages(),
        "on": on,
        "may_decide": by.role in permissions.DECIDE_SUPPORT,
    }
    return render(request, "casework/support.html", told)


@open_to(permissions.DECIDE_SUPPORT)
def decide(request: HttpRequest, level: str) -> HttpResponse:
    """Say what one level means here from a day on."""
    if level not in LevelOfNeed.values:
        raise Http404
    by, on, key = actor(request), clock.today(), f"support:{level}"
    now = support_levels(on=on)[level]
    initial = {
        "overdue_after_days": now.overdue_after_days,
        "fill_a_post": now.fill_a_post,
        "from_on": on,
    }
    form = asked(request, SupportForm, key=key, by=by, initial=initial)
    label = LevelOfNeed(level).label

    def show(status: int) -> HttpResponse:
        told = {"form": form, "draft": key, "label": label}
        return render(request, "casework/level_decide.html", told, status=status)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        support.decide(level=level, on=on, at=clock.now(), by=by, **told)
        messages.success(request, f"What {label.lower()} support means here is kept.")

    home = reverse("casework:levels")
    return answered(request, form, key=key, by=by, save=save, go=home, show=show, back=home)
