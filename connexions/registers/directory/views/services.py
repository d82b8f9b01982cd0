"""Looking for services, and looking after them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.ground.design.asking import answered, asked
from connexions.registers.directory import permissions, queries
from connexions.registers.directory.actions import services as actions
from connexions.registers.directory.actions.services import Typed
from connexions.registers.directory.forms import SearchForm, ServiceForm
from connexions.registers.directory.models import Service
from connexions.registers.directory.presenters.pages import initial_of, said
from connexions.registers.directory.queries.services import checking_rules, youth_topics


@open_to(permissions.READERS)
def search(request: HttpRequest) -> HttpResponse:
    """Look for a service. A postcode is somebody's home: it is sent, and stands in no address."""
    by, today = actor(request), clock.today()
    sent = request.method == "POST"
    form = SearchForm(request.POST if sent else None, topics=youth_topics())
    results = None
    if sent and form.is_valid():
        results = queries.search(asked=form.asked(today), by=by, on=today)
    told = {"form": form, "results": results, "may_keep": by.role in permissions.KEEPERS, "most": 50}
    return render(request, "directory/search.html", told, status=422 if sent and results is None else 200)


@open_to(permissions.READERS)
def service(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """One service."""
    by = actor(request)
    found = queries.find(service_id, by=by)
    told = {
        "service": found,
        "said": said(found, clock.today(), checking_rules(by=by)),
        "may_change": permissions.may_change(found, by),
        "may_check": permissions.may_check(found, by),
    }
    return render(request, "directory/service.html", told)


@open_to(permissions.KEEPERS)
def to_check(request: HttpRequest) -> HttpResponse:
    """What is due for a check."""
    by = actor(request)
    found = queries.to_check(by=by, on=clock.today())
    told = {"services": list(found[:200]), "count": found.count(), "rules": checking_rules(by=by)}
    return render(request, "directory/to_check.html", told)


@open_to(permissions.KEEPERS)
def change(request: HttpRequest, service_id: UUID | None = None) -> HttpResponse:
    """Add a service, or change one."""
    by = actor(request)
    stored = queries.find(service_id, by=by) if service_id else None
    if stored is not None:
        permissions.check_may_change(stored, by)
    key, topics = f"service:{service_id or 'new'}", youth_topics()
    form = asked(request, ServiceForm, key=key, by=by, initial=initial_of(stored), topics=topics)
    back = reverse("directory:service", args=[service_id]) if service_id else reverse("directory:search")
    made: list[Service] = []

    def show(status: int) -> HttpResponse:
        told = {"form": form, "stored": stored, "back_href": back, "draft": key}
        return render(request, "directory/change.html", told, status=status)

    def save(told: dict[str, Any]) -> None:
        chosen = tuple(one for one in topics if str(one.pk) in told["topics"])
        kept = tuple(one.term for one in stored.topics.all() if one.term not in topics) if stored else ()
        address = {name: told[name] for name in ("address_1", "city", "postcode")}
        typed = Typed(
            fields={name: told[name] for name in actions.FIELDS},
            provider=told["provider"],
            topics=chosen + kept,
            address=address if any(address.values()) else {},
            wheelchair={"yes": True, "no": False}.get(told["wheelchair"]),
            phone=told["phone"],
            free=told["free"],
            days=tuple(int(day) for day in told["days"]),
            opens=told["opens"],
            closes=told["closes"],
        )
        version = told["version"] or 0
        made.append(actions.write(typed=typed, service=stored, version=version, by=by, at=clock.now()))
        messages.success(request, "Saved, and checked today.")

    if request.method != "POST":
        return show(200)
    go = lambda: reverse("directory:service", args=[made[0].pk])  # noqa: E731
    return answered(request, form, key=key, by=by, save=save, go=go, show=show, back=back)


@open_to(permissions.KEEPERS)
@require_POST
def check(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """Say that it was checked today and is right."""
    by = actor(request)
    found = queries.find(service_id, by=by)
    actions.assure(service=found, on=clock.today(), by=by, at=clock.now())
    messages.success(request, f"{found.name} was checked today.")
    return redirect("directory:service", service_id)


@open_to(permissions.KEEPERS)
@require_POST
def status(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """Close it for now or for good, or open it again."""
    by = actor(request)
    found = queries.find(service_id, by=by)
    wanted = request.POST.get("status", "")
    if wanted in Service.Status.values:
        actions.set_status(service=found, status=wanted, by=by, at=clock.now())
        messages.success(request, f"{found.name}: {Service.Status(wanted).label.lower()}.")
    return redirect("directory:service", service_id)
