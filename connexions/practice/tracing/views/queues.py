"""The queues: how many are in each, who is in one, and how they work."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from connexions.ground.audit.actions import note_read
from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import Missing
from connexions.ground.design.asking import answered, asked
from connexions.practice.tracing import permissions
from connexions.practice.tracing.actions import queue_rules
from connexions.practice.tracing.forms.asked import RulesForm
from connexions.practice.tracing.models import QueueRules
from connexions.practice.tracing.presenters import people as shown
from connexions.practice.tracing.queries import answers, choosing, known, leavings, texts
from connexions.practice.tracing.queries import queues as queries
from connexions.practice.tracing.queries.queues import PAGE, QUEUES, SORTS, Asked, Filters, Queue
from connexions.practice.tracing.queries.rules import rules_of


def of_address(queue: str) -> Queue:
    """The queue of an address. Raises ``Missing``."""
    if queue not in queries.BY_KEY:
        raise Missing("There is no such queue.")
    return queries.BY_KEY[queue]


def asking(request: HttpRequest, by: Actor, rules: QueueRules) -> Asked:
    """Who looks, when, and narrowed to what the address says."""
    return Asked(by, clock.today(), rules, Filters.read(request.GET))


@open_to(permissions.READERS)
def queues(request: HttpRequest) -> HttpResponse:
    """Every queue, with how many are in it."""
    by = actor(request)
    desk = choosing.desk(by=by)
    look = asking(request, by, desk.rules)
    found = queries.counts(look)
    reports, to_tell = leavings.numbers(by=by)
    told = {
        "queues": [(one, found[one.key]) for one in QUEUES],
        "choices": desk.choices,
        "filters": look.filters,
        "query": urlencode(look.filters.kept()),
        "session": desk.session,
        "answers": answers.to_look_at(by=by).count(),
        "texts": texts.how_many(by=by),
        "may_read_texts": by.role in permissions.TEXT_READERS,
        "reports": reports,
        "to_tell": to_tell,
        "may_call": by.role in permissions.CALLERS,
        "may_set": by.role in permissions.RULE_MAKERS,
    }
    return render(request, "tracing/queues.html", told)


@open_to(permissions.READERS)
def queue(request: HttpRequest, queue: str) -> HttpResponse:
    """One queue: who is in it, what was tried, and what is best tried next."""
    by, chosen = actor(request), of_address(queue)
    desk = choosing.desk(by=by)
    look = asking(request, by, desk.rules)
    sort = request.GET.get("sort", "tried")
    sort = sort if sort in SORTS else "tried"
    page = _page_number(request)
    numbers, some = queries.page(queue, look, sort=sort, number=page)
    known_of = known.known_of(some, by=by, at=clock.now())
    before = known.last_known([one.pk for one in some])
    rows = shown.rows(some, known_of, before, desk.areas, rules=look.rules, on=look.on)
    for one in some:
        note_read(by=by, young_person_id=one.pk, page="tracing.queue")
    query = urlencode(look.filters.kept() | ({"sort": sort} if sort != "tried" else {}))
    told = {
        "queue": chosen,
        "queues": [(one, numbers[one.key]) for one in QUEUES],
        "count": numbers[queue],
        "rows": list(enumerate(rows, start=(page - 1) * PAGE + 1)),
        "page": page,
        "pages": max(1, -(-numbers[queue] // PAGE)),
        "choices": desk.choices,
        "filters": look.filters,
        "query": query,
        "sort": sort,
        "sorts": SORTS.items(),
        "session": desk.session,
        "may_call": by.role in permissions.CALLERS,
    }
    return render(request, "tracing/queue.html", told)


@open_to(permissions.READERS)
def rules(request: HttpRequest) -> HttpResponse:
    """When somebody comes into a queue, and how they are tried: read, and by those who may, changed."""
    by = actor(request)
    now, key = rules_of(by=by), "queue_rules"
    start = {name: getattr(now, name) for name in queue_rules.LABELS}
    form = asked(request, RulesForm, key=key, by=by, initial=start)

    def show(status: int) -> HttpResponse:
        told = {
            "form": form,
            "draft": key,
            "version": now.version,
            "may_set": by.role in permissions.RULE_MAKERS,
            "numbers": [(label, getattr(now, name)) for name, label in queue_rules.LABELS.items()],
        }
        return render(request, "tracing/rules.html", told, status=status)

    if request.method != "POST":
        return show(200)
    permissions.check_makes_rules(by)

    def save(typed: dict[str, Any]) -> None:
        sent = request.POST.get("version", "")
        queue_rules.change(typed=typed, version=int(sent) if sent.isdecimal() else 0, by=by)
        messages.success(request, "The queues work by these numbers from now on.")

    back = reverse("tracing:queues")
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


def _page_number(request: HttpRequest) -> int:
    asked_for = request.GET.get("page", "")
    return max(1, int(asked_for)) if asked_for.isdecimal() and len(asked_for) < 6 else 1
