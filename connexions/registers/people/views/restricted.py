"""Restricted records: setting and ending a restriction, who is named, broken glass and its review."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.audit.actions import note_read
from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import Missing
from connexions.ground.design.asking import answered, asked
from connexions.ground.design.words import day, time
from connexions.registers.people import restricted, restricting
from connexions.registers.people.actions import glass, restrictions
from connexions.registers.people.actions.restrictions import Named
from connexions.registers.people.forms import restricted as forms
from connexions.registers.people.models import NamedAccess
from connexions.registers.people.opening import opened
from connexions.registers.people.presenters import restricted as shown
from connexions.registers.people.queries import restricted as queries
from connexions.registers.people.sight import Part, find


@open_to(restricting.SETTERS)
def restrict(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Close a record to all but those named."""
    record = opened(request, young_person_id, page="people.restrict", part=Part.DETAILS)
    whom, by, on = record.young_person, record.by, record.on
    current = queries.of(whom)
    if current is not None:
        return redirect("people:restriction", current.pk)
    key = f"people.restrict:{whom.pk}"
    options = {
        "staff": [one for one in queries.staff_to_name(by=by, on=on) if one.user_id != by.id],
        "offered": queries.offered(whom, by=by, on=on),
    }
    form = asked(request, forms.RestrictForm, key=key, by=by, **options)

    def show(status: int) -> HttpResponse:
        return record.page("people/restrict.html", "details", status, form=form, draft=key)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        named = [Named(one, "Named when it was restricted") for one in told["named"] if one != by.id]
        restrictions.begin(
            young_person=whom, kind=told["kind"], reason=told["reason"], review_on=told["review_on"],
            named=named, at=clock.now(), on=on, by=by,
        )  # fmt: skip
        messages.success(request, "The record is restricted. Only those named see it from now on.")

    home = reverse("people:record", args=[whom.pk])
    return answered(request, form, key=key, by=by, save=save, go=home, show=show, back=home)


@open_to(restricting.SETTERS)
def restrictions_page(request: HttpRequest) -> HttpResponse:
    """The restricted records that a manager keeps, and every time that the glass was broken."""
    by, at, on = actor(request), clock.now(), clock.today()
    note_read(by=by, young_person_id=None, page="people.restrictions")
    told = {
        "restrictions": [shown.listed(one, by=by, on=on) for one in queries.standing(by=by)[:200]],
        "broken": [shown.broken(one, by=by, at=at) for one in queries.broken(by=by)[:100]],
        "within": restricting.REVIEW_GLASS_WITHIN.days,
    }
    return render(request, "people/restrictions.html", told)


@open_to(restricting.SETTERS)
def restriction(request: HttpRequest, restriction_id: UUID) -> HttpResponse:
    """One restriction: why, until when, who is named."""
    by, on = actor(request), clock.today()
    found = queries.one(restriction_id, by=by)
    note_read(by=by, young_person_id=found.young_person_id, page="people.restriction")
    told = shown.one(found, by=by, on=on) | {
        "named": [(one, shown.is_open(one, on=on)) for one in queries.named_for(found)],
        "may_change": found.ended_at is None,
    }
    return render(request, "people/restriction.html", told)


@open_to(restricting.SETTERS)
def name(request: HttpRequest, restriction_id: UUID) -> HttpResponse:
    """Name one more."""
    by, on = actor(request), clock.today()
    found = queries.one(restriction_id, by=by)

    def save(told: dict[str, Any]) -> None:
        whom = Named(told["user"], told["why"], told["until_on"])
        made = restrictions.name(restriction=found, whom=whom, at=clock.now(), on=on, by=by)
        messages.success(request, f"{made.user.name} sees the record from now on.")

    staff = queries.staff_to_name(by=by, on=on)
    return _ask(request, found, forms.NameForm, "Name somebody", "Name them", save, staff=staff)


@open_to(restricting.SETTERS)
@require_POST
def take_off(request: HttpRequest, restriction_id: UUID, access_id: UUID) -> HttpResponse:
    """Close it to somebody who was named."""
    by = actor(request)
    found = queries.one(restriction_id, by=by)
    access = NamedAccess.objects.select_related("user", "restriction").filter(pk=access_id, restriction=found)
    if (one := access.first()) is None:
        raise Missing("Nobody of this kind is named.")
    restrictions.take_off(access=one, at=clock.now(), by=by)
    messages.success(request, f"The record is closed to {one.user.name}.")
    if found.young_person_id in restricted.of(by).closed and one.user_id == by.id:
        return redirect("people:restrictions")
    return redirect("people:restriction", found.pk)


@open_to(restricting.SETTERS)
def look_again(request: HttpRequest, restriction_id: UUID) -> HttpResponse:
    """It is still needed: the next day to look at it."""
    by, on = actor(request), clock.today()
    found = queries.one(restriction_id, by=by)
    restricting.check_opened(found, by=by)

    def save(told: dict[str, Any]) -> None:
        restrictions.look_again(restriction=found, review_on=told["review_on"], on=on, by=by)
        messages.success(request, f"It is looked at again on {day(told['review_on'])}.")

    return _ask(request, found, forms.LookAgainForm, "It is still needed", "Set the day", save)


@open_to(restricting.SETTERS)
def end(request: HttpRequest, restriction_id: UUID) -> HttpResponse:
    """End a restriction."""
    by = actor(request)
    found = queries.one(restriction_id, by=by)
    restricting.check_opened(found, by=by)

    def save(told: dict[str, Any]) -> None:
        restrictions.end(restriction=found, because=told["because"], at=clock.now(), by=by)
        messages.success(
            request, "The restriction has ended. The record is open to everybody whose work it is."
        )

    return _ask(request, found, forms.EndForm, "End the restriction", "End it", save)


@open_to(restricting.BREAKERS)
def break_glass(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Open a restricted record with a reason."""
    by, at = actor(request), clock.now()
    home = reverse("people:record", args=[young_person_id])
    if young_person_id not in restricted.of(by).closed:
        find(young_person_id, by=by)
        return redirect(home)
    key = f"people.glass:{young_person_id}"
    form = asked(request, forms.GlassForm, key=key, by=by)

    def show(status: int) -> HttpResponse:
        told = {"form": form, "draft": key, "until": time(at + restricting.OPEN_FOR)}
        return render(request, "people/break_glass.html", told, status=status)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        glass.break_it(young_person_id=young_person_id, reason=told["reason"], at=at, by=by)
        messages.success(request, "The record is open to you. The managers have been told.")

    return answered(request, form, key=key, by=by, save=save, go=home, show=show, back=home)


@open_to(restricting.SETTERS)
def review_glass(request: HttpRequest, broken_id: UUID) -> HttpResponse:
    """Say whether it was proper that somebody broke the glass."""
    by, at = actor(request), clock.now()
    found = queries.one_broken(broken_id, by=by)
    note_read(by=by, young_person_id=found.young_person_id, page="people.glass")
    key = f"people.glass_review:{found.pk}"
    form = asked(request, forms.ReviewForm, key=key, by=by)

    def show(status: int) -> HttpResponse:
        told = {"form": form, "draft": key, "one": shown.broken(found, by=by, at=at)}
        return render(request, "people/review_glass.html", told, status=status)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        glass.review(broken=found, finding=told["finding"], note=told["note"], at=at, by=by)
        messages.success(request, "Your review is kept.")

    home = reverse("people:restrictions")
    return answered(request, form, key=key, by=by, save=save, go=home, show=show, back=home)


def _ask(
    request: HttpRequest, found: Any, make: Any, title: str, button: str, save: Any, **options: Any
) -> HttpResponse:
    """One question about a restriction."""
    by, key = actor(request), f"{request.resolver_match.view_name}:{found.pk}"  # type: ignore[union-attr]
    form = asked(request, make, key=key, by=by, **options)
    home = reverse("people:restriction", args=[found.pk])

    def show(status: int) -> HttpResponse:
        told = {"form": form, "draft": key, "title": title, "button_text": button, "home": home, "one": found}
        return render(request, "people/restriction_ask.html", told, status=status)

    if request.method != "POST":
        return show(200)
    return answered(request, form, key=key, by=by, save=save, go=home, show=show, back=home)
