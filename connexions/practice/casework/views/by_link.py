"""A plan by a link: read and answered by the young person without an account.

The link alone shows nothing: it asks for the date of birth, takes five tries in all, ends after some days and takes
one answer. Nothing of it is kept by the browser, and no address names anybody.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor, system
from connexions.ground.base.doors import open_to_anyone
from connexions.ground.base.refusals import Conflict, NotPossible
from connexions.practice.casework.actions import agreements
from connexions.practice.casework.forms.plans import AnswerForm, BornForm
from connexions.practice.casework.links import check_open, hash_of
from connexions.practice.casework.models import Asking, Plan
from connexions.practice.casework.presenters.agreement import read_out
from connexions.practice.casework.queries import agreements as queries
from connexions.practice.casework.queries.standing import latest_finished, standing
from connexions.registers.accounts import throttle

OPENED = "plan_link"  # in the session: which link was opened, and until when
OPEN_FOR = 30 * 60  # seconds in which to read and answer
TRIED_FROM = throttle.Limit("plan link from", 30, 600)
DOING = "plan by link"
GONE = "This link does not open anything any more. Ask your adviser for another."


@dataclass(frozen=True)
class Way:
    """A link that was followed: whose it is, and as what it is read."""

    request: HttpRequest
    token: str
    asking: Asking
    by: Actor

    @property
    def is_opened(self) -> bool:
        """Whether the date of birth was given, in this browser, of late."""
        kept = self.request.session.get(OPENED) or {}
        return kept.get("of") == str(self.asking.pk) and kept.get("until", 0) > clock.now().timestamp()

    def page(self, template: str, status: int = 200, **told: object) -> HttpResponse:
        """A page of the link. Its address, a secret, is told to no other site (the referrer policy of every page)."""
        return render(self.request, f"casework/{template}", told, status=status)


@open_to_anyone
@never_cache
@sensitive_post_parameters("born_on-day", "born_on-month", "born_on-year", "words")
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the date of birth; then show the plan and take the answer."""
    throttle.check(TRIED_FROM, throttle.where(request), at=clock.now())
    with _followed(request, token) as way:
        if way is None:  # a guess at 128 bits needs no counting
            return render(request, "casework/link_gone.html", {"sentence": GONE}, status=410)
        try:
            check_open(way.asking, clock.now())
        except NotPossible as refusal:
            return way.page("link_gone.html", status=410, sentence=refusal.sentence)
        if not way.is_opened:
            return _born(way)
        return _answer(way)


@contextmanager
def _followed(request: HttpRequest, token: str) -> Iterator[Way | None]:
    """The link, in a transaction of the partnership that its first part names; nothing where it is none of ours."""
    number, _, secret = token.partition("-")
    if not number.isdecimal() or len(number) > 6 or not secret:
        yield None
        return
    nobody = system(DOING, partnership=int(number))
    by = Actor(
        role=nobody.role, partnership=nobody.partnership, name=DOING, from_where=throttle.where(request)
    )
    with tenancy.acting(by, read_only=request.method in ("GET", "HEAD")):
        asking = queries.asking_by_secret(secret_hash=hash_of(secret), by=by)
        yield Way(request, token, asking, by) if asking else None


def _born(way: Way) -> HttpResponse:
    request = way.request
    form = BornForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        born_on = form.cleaned_data["born_on"]
        if agreements.unlock(asking=way.asking, born_on=born_on, at=clock.now(), by=way.by):
            until = clock.now().timestamp() + OPEN_FOR
            request.session[OPENED] = {"of": str(way.asking.pk), "until": until}
            return redirect("casework:by_link", way.token)
        throttle.count(TRIED_FROM, throttle.where(request), at=clock.now())
        form.add_error(
            "born_on", "This is not the date of birth that we have. Look again, or ask your adviser"
        )
    return way.page("link_born.html", status=422 if form.errors else 200, form=form)


def _answer(way: Way) -> HttpResponse:
    request, asking = way.request, way.asking
    form = AnswerForm(request.POST or None, initial={"version": asking.plan.version})
    if request.method != "POST" or not form.is_valid():
        return _read(way, form, 422 if form.errors else 200)
    told = form.cleaned_data
    now = clock.now()
    try:
        if told["answer"] == "change":
            agreements.want_change(asking=asking, words=told["words"], at=now, by=way.by)
        else:
            agreements.agree(
                asking=asking,
                how=Plan.Agreement.BY_LINK,
                version=told["version"],
                words=told["words"],
                at=now,
                on=clock.today(),
                by=way.by,
            )
    except Conflict:
        return _again(way, form)
    except NotPossible as refusal:
        form.add_error(None, refusal.sentence)
        return _read(way, form, 409)
    request.session.pop(OPENED, None)
    adviser = asking.asked_by.get_short_name() if asking.asked_by else "your adviser"
    return way.page("link_done.html", agreed=told["answer"] == "agree", adviser=adviser)


def _again(way: Way, form: AnswerForm) -> HttpResponse:
    """The plan changed while it was read: it is shown as it is now, with what was typed."""
    plan = Plan.objects.get(pk=way.asking.plan_id)
    fresh = AnswerForm({**form.data.dict(), "version": plan.version})  # type: ignore[attr-defined]
    fresh.full_clean()
    fresh.add_error(None, "Your adviser changed the plan while you were reading. Read it again, then answer.")
    return _read(way, fresh, 409)


def _read(way: Way, form: AnswerForm, status: int) -> HttpResponse:
    person, plan = way.asking.young_person, way.asking.plan
    latest = latest_finished(of=person, by=way.by)
    told = standing(plan=plan, of=person, by=way.by, assessment=latest)
    return way.page(
        "link_plan.html",
        status=status,
        form=form,
        young_person=person,
        adviser=way.asking.asked_by.name if way.asking.asked_by else "Your adviser",
        goals=read_out(told, own=True),
        reasons=told["reasons"],
        until=way.asking.good_until,
    )
