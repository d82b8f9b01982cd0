"""Samples: draw one, see it, judge what was drawn."""

import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.audit import actions as audit
from connexions.ground.base import clock
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design.asking import answered, asked
from connexions.practice.casework.queries import staff
from connexions.practice.oversight import permissions
from connexions.practice.oversight.actions import judgements
from connexions.practice.oversight.actions import samples as acts
from connexions.practice.oversight.forms.samples import DrawForm, ReasonForm, judge_form, starting_with
from connexions.practice.oversight.models import Item
from connexions.practice.oversight.presenters import samples as shown
from connexions.practice.oversight.queries import editions
from connexions.practice.oversight.queries import samples as queries
from connexions.practice.oversight.queries.work import work
from connexions.practice.oversight.rules.states import ITEM, JUDGED
from connexions.registers.partners.models import Team

PAGE = 25


@open_to(permissions.READERS)
def whole(request: HttpRequest) -> HttpResponse:
    """The samples there are, the latest first."""
    by = actor(request)
    page = Paginator(queries.samples(by=by), PAGE).get_page(request.GET.get("page", 1))
    told = {
        "page": page,
        "rows": [(one, shown.about(one)) for one in page],
        "may_draw": by.role in permissions.MANAGERS,
        "may_change_lists": by.role is Role.PARTNERSHIP_MANAGER,
        "lists": editions.all_current(by=by),
    }
    return render(request, "oversight/samples.html", told)


@open_to(permissions.MANAGERS)
def draw(request: HttpRequest) -> HttpResponse:
    """Draw a sample."""
    by, on = actor(request), clock.today()
    whole = by.role is Role.PARTNERSHIP_MANAGER
    teams = Team.objects.filter(partnership_id=by.partnership).order_by("name")
    if not whole:
        teams = teams.filter(pk=by.team or 0)
    form = asked(
        request,
        DrawForm,
        key="sample:draw",
        by=by,
        teams=[(one.pk, one.name) for one in teams],
        advisers=staff.advisers(by=by, on=on),
        whole=whole,
        initial=starting_with(on) | {"team": by.team},
    )

    def show(status: int) -> HttpResponse:
        return render(request, "oversight/sample_draw.html", {"form": form}, status=status)

    if request.method != "POST":
        return show(200)
    made: list[UUID] = []

    def save(told: dict[str, Any]) -> None:
        seed = secrets.randbelow(10**9)
        sample = acts.draw(
            asked=form.asked, wanted=told["wanted"], seed=seed, at=clock.now(), on=on, by=by, why=told["why"]
        )
        made.append(sample.pk)
        messages.success(request, f"{told['wanted']} drawn by chance from {sample.frame:,}.")

    def go() -> str:
        return reverse("oversight:sample", args=[made[0]])

    back = reverse("oversight:samples")
    return answered(request, form, key="sample:draw", by=by, save=save, go=go, show=show, back=back)


@open_to(permissions.READERS)
def sample(request: HttpRequest, sample_id: UUID) -> HttpResponse:
    """One sample: what was drawn from how much, and where each piece of work stands."""
    by = actor(request)
    found = queries.sample(sample_id, by=by)
    items = queries.items(of=found, by=by)
    told = {
        "sample": found,
        "about": shown.about(found),
        "rows": shown.rows(items, by=by),
        "shares": shown.shares(found),
        "left_out": shown.left_out(found),
        "judged": sum(one.state in JUDGED for one in items),
        "next": next_to_judge(items, by=by),
    }
    return render(request, "oversight/sample.html", told)


def next_to_judge(items: list[Item], *, by: Actor) -> Item | None:
    """The first that this manager can go on with."""
    if by.role not in permissions.MANAGERS:
        return None
    return next(
        (
            one
            for one in items
            if one.adviser_id != by.id
            and (
                one.state == Item.State.DRAWN
                or (
                    one.state == Item.State.JUDGING and any(j.judge_id == by.id for j in one.judgements.all())
                )
            )
        ),
        None,
    )


@open_to(permissions.READERS)
def item(request: HttpRequest, sampled_id: UUID) -> HttpResponse:
    """A piece of work beside its checklist: to judge, or to read what was found."""
    by, on = actor(request), clock.today()
    found, young_person, _ = queries.item(sampled_id, by=by)
    permissions.check_may_read_sample(found.sample, by)
    if request.method == "GET":
        audit.note_read(by=by, young_person_id=young_person.pk, page="oversight.item")
    readings = queries.readings(of=found)
    mine = next((one for one in readings.values() if one.judgement.judge_id == by.id), None)
    key = f"sampled:{found.pk}"
    form = asked(request, judge_form, key=key, by=by, edition=found.edition, initial=shown.initial(mine))
    second = "second" in request.GET or request.method == "POST"
    judging = _may_judge_now(found, readings, by, second=second)

    def show(status: int) -> HttpResponse:
        finished = {n: one for n, one in readings.items() if one.judgement.finished_at}
        first = finished.get(1)
        told = {
            "item": found,
            "young_person": young_person,
            "about": shown.about(found.sample),
            "what": shown.what(found),
            "look": shown.LOOKS[Item.State(found.state)],
            "work": work(found, of=young_person, by=by),
            "form": form if judging else None,
            "draft": key,
            "is_second": bool(first) and (mine is None or mine.judgement.reading == 2),
            "first": first if not judging else None,
            "first_said": shown.answers(found, first) if first and not judging else [],
            "compared": shown.compared(found, finished) if len(finished) == 2 and not judging else None,
            "second": finished.get(2) if not judging else None,
            "may_read_second": not judging and _may_judge_now(found, readings, by, second=True),
            "replies": queries.replies(of=found),
            "newer": newest if (newest := getattr(found, "newest", 0)) > found.edition.number else None,
            "may_set_aside": judging and ITEM.may(found.state, "set_aside"),
            "may_take_back": by.role in permissions.MANAGERS and ITEM.may(found.state, "take_back"),
            "may_ask_again": _may_ask_again(found, by),
            "judge": readings[1].judgement.judge if 1 in readings else None,
            "is_own": found.adviser_id == by.id,
        }
        return render(request, "oversight/item.html", told, status=status)

    if request.method != "POST":
        return show(200)
    finishing = "finish" in request.POST

    def save(told: dict[str, Any]) -> None:
        version = told["version"] or 0
        if not finishing:
            judgements.keep(item=found, found=form.found, version=version, on=on, by=by)
            messages.success(request, "Kept. Nobody sees it until you finish.")
            return
        made = judgements.finish(item=found, found=form.found, version=version, at=clock.now(), on=on, by=by)
        second = "Your reading stands beside the first."
        messages.success(request, f"{found.adviser.name} has the feedback." if made.reading == 1 else second)

    here = reverse("oversight:item", args=[sampled_id])
    go = reverse("oversight:sample", args=[found.sample_id]) if finishing else here
    return answered(request, form, key=key, by=by, save=save, go=go, show=show, back=here)


def _may_judge_now(item: Item, readings: dict[int, queries.Reading], by: Actor, *, second: bool) -> bool:
    """Whether the form stands on the page for this reader; for a second reader only where that is asked."""
    if by.role not in permissions.MANAGERS or item.adviser_id == by.id:
        return False
    first, other = readings.get(1), readings.get(2)
    if ITEM.may(item.state, "judge"):
        return first is None or first.judgement.judge_id == by.id
    if (
        not second
        or not ITEM.may(item.state, "read_again")
        or first is None
        or first.judgement.judge_id == by.id
    ):
        return False
    return other is None or (other.judgement.judge_id == by.id and other.judgement.finished_at is None)


def _may_ask_again(item: Item, by: Actor) -> bool:
    return by.role in permissions.MANAGERS and item.adviser_id != by.id and ITEM.may(item.state, "ask_again")


@open_to(permissions.MANAGERS)
def aside(request: HttpRequest, sampled_id: UUID) -> HttpResponse:
    """Set a piece of work aside, with the reason."""
    by = actor(request)
    found, young_person, _ = queries.item(sampled_id, by=by)
    permissions.check_may_judge(found, by)
    key = f"aside:{found.pk}"
    form = asked(request, ReasonForm, key=key, by=by)

    def show(status: int) -> HttpResponse:
        told = {
            "form": form,
            "item": found,
            "what": shown.what(found),
            "young_person": young_person,
            "draft": key,
        }
        return render(request, "oversight/item_aside.html", told, status=status)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        acts.set_aside(item=found, reason=told["reason"], by=by)
        messages.success(request, "Set aside. The reason stands in the sample.")

    back = reverse("oversight:sample", args=[found.sample_id])
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


@open_to(permissions.MANAGERS)
@require_POST
def take_back(request: HttpRequest, sampled_id: UUID) -> HttpResponse:
    """Judge after all what was set aside."""
    by = actor(request)
    found, _, _ = queries.item(sampled_id, by=by)
    try:
        acts.take_back(item=found, by=by)
        messages.success(request, "Taken back: it is to be judged again.")
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    return redirect("oversight:item", sampled_id)
