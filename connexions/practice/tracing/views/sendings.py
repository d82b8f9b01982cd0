"""Writing to a group: looked at first, sent, watched, taken back until it has gone; letters to print."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.audit.actions import note_read
from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.ground.jobs.actions import enqueue
from connexions.ground.messaging.gateways import posts_letters, receives_texts
from connexions.practice.tracing import permissions, tasks
from connexions.practice.tracing.actions import sendings as acts
from connexions.practice.tracing.forms.asked import WriteForm
from connexions.practice.tracing.models import Sending
from connexions.practice.tracing.presenters import sendings as shown
from connexions.practice.tracing.queries import queues
from connexions.practice.tracing.queries import sendings as queries
from connexions.practice.tracing.queries.queues import Asked
from connexions.practice.tracing.queries.rules import rules_of
from connexions.practice.tracing.rules.wording import BEGIN, BEGIN_ANSWERED
from connexions.practice.tracing.views.queues import asking, of_address

EXAMPLE = "2-k7m4p9wq2x8c3vbn5"


def base(request: HttpRequest) -> str:
    """Where the links begin."""
    path = reverse("tracing:by_link", args=["x"]).removesuffix("x/")
    return f"{settings.PUBLIC_URL}{path}" if settings.PUBLIC_URL else request.build_absolute_uri(path)


@open_to(permissions.CALLERS)
def write(request: HttpRequest, queue: str) -> HttpResponse:
    """What to write to those of a queue; who gets it and who does not, and one of them as it will be read."""
    by, chosen = actor(request), of_address(queue)
    look = asking(request, by, rules_of(by=by))
    way = request.POST.get("way") or request.GET.get("way") or Sending.Way.TEXT.value
    way = way if way in Sending.Way.values else Sending.Way.TEXT.value
    form = WriteForm(request.POST or None, initial={"way": way, "words": _begin(way)})
    whom = list(queues.sorted_by(queues.in_queue(queue, look), "tried")[: queries.MOST + 1])
    told = {
        "queue": chosen,
        "form": form,
        "way": way,
        "filters": look.filters,
        "ways": Sending.Way.choices,
        "looked": None,
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, "tracing/write.html", told, status=422 if form.errors else 200)
    found = queries.meant(whom=whom[: queries.MOST], way=way, by=by, at=clock.now())
    words = form.cleaned_data["words"]
    if request.POST.get("step") == "send":
        try:
            sending = _make(request, look, chosen.key, way, words, whom, by)
        except NotPossible as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("tracing:sending", sending.pk)
    example = f"{base(request)}{EXAMPLE}"
    told["looked"] = shown.looked(
        found, queries.why_not(found), words, way=way, link=example, more=len(whom) > queries.MOST
    )
    return render(request, "tracing/write.html", told, status=422 if form.errors else 200)


def _begin(way: str) -> str:
    """What it says at first: by text, numbers to answer with where texts arrive here."""
    return BEGIN_ANSWERED if way == Sending.Way.TEXT and receives_texts() else BEGIN[way]


def _make(
    request: HttpRequest, look: Asked, queue: str, way: str, words: str, whom: list[Any], by: Actor
) -> Sending:
    sending = acts.make(way=way, queue=queue, words=words, whom=whom, at=clock.now(), by=by)
    if way != Sending.Way.LETTER:
        job = enqueue(
            tasks.send, by=by, start_at=sending.goes_at, sending=str(sending.pk), base=base(request)
        )
        acts.of_job(sending=sending, job=job.pk, by=by)
    return sending


@open_to(permissions.CALLERS)
def sendings(request: HttpRequest) -> HttpResponse:
    """What was sent to groups."""
    by = actor(request)
    return render(request, "tracing/sendings.html", {"sendings": shown.listed(queries.sendings(by=by)[:50])})


@open_to(permissions.CALLERS)
def sending(request: HttpRequest, sending_id: UUID) -> HttpResponse:
    """One of them: how far it is, who gets it, who does not and why, what it cost."""
    by = actor(request)
    found = queries.sending(sending_id=sending_id, by=by)
    every = list(queries.recipients(found, by=by))
    for one in every:
        note_read(by=by, young_person_id=one.young_person_id, page="tracing.sending")
    told = {
        "sending": found,
        "queue": queues.BY_KEY[found.queue],
        "going": [one for one in every if not one.left_out],
        "left_out": [one for one in every if one.left_out],
        "cost": shown.cost(queries.cost_of(found)),
        "waiting": found.state == Sending.State.WAITING,
        "is_letter": found.way == Sending.Way.LETTER,
        "posts_letters": posts_letters(),
    }
    return render(request, "tracing/sending.html", told)


@open_to(permissions.CALLERS)
def letters(request: HttpRequest, sending_id: UUID) -> HttpResponse:
    """The letters, each on its page."""
    by = actor(request)
    found = queries.sending(sending_id=sending_id, by=by)
    if found.way != Sending.Way.LETTER or found.state == Sending.State.TAKEN_BACK:
        raise NotPossible("There are no letters here to print.")
    every = [one for one in queries.recipients(found, by=by) if not one.left_out]
    for one in every:
        note_read(by=by, young_person_id=one.young_person_id, page="tracing.letters")
    homes = queries.homes_of([one.young_person_id for one in every])
    links = queries.links_of(found)
    pages = shown.letters(found, every, homes, links, base=base(request), partnership=by.partnership)
    told = {"sending": found, "letters": pages, "on": clock.today(), "by": by}
    return render(request, "tracing/letters.html", told)


@open_to(permissions.CALLERS)
@require_POST
def posted(request: HttpRequest, sending_id: UUID) -> HttpResponse:
    """The letters have gone to the post."""
    by = actor(request)
    found = queries.sending(sending_id=sending_id, by=by)
    acts.posted(sending=found, at=clock.now(), by=by)
    messages.success(request, "Kept: each letter is a contact on its record.")
    return redirect("tracing:sending", sending_id)


@open_to(permissions.CALLERS)
@require_POST
def post_letters(request: HttpRequest, sending_id: UUID) -> HttpResponse:
    """Have the letters printed and posted for us."""
    by = actor(request)
    found = queries.sending(sending_id=sending_id, by=by)
    if not posts_letters():
        raise NotPossible("Letters are not posted for us: print them here.")
    job = enqueue(tasks.post_letters, by=by, sending=str(found.pk), base=base(request))
    acts.of_job(sending=found, job=job.pk, by=by)
    messages.success(request, "The letters are being set and handed over to be printed and posted.")
    return redirect("tracing:sending", sending_id)


@open_to(permissions.CALLERS)
@require_POST
def take_back(request: HttpRequest, sending_id: UUID) -> HttpResponse:
    """Nobody gets it."""
    by = actor(request)
    found = queries.sending(sending_id=sending_id, by=by)
    try:
        acts.take_back(sending=found, at=clock.now(), by=by)
        messages.success(request, "Taken back: nobody gets it.")
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    return redirect("tracing:sending", sending_id)
