"""What a young person does now, by a link: said by themselves or a carer, without an account.

The link alone shows nothing: it asks for the date of birth, takes five tries in all, ends after some days and takes one
answer. Nothing of it is kept by the browser, and no address names anybody.
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
from connexions.ground.base.refusals import NotPossible
from connexions.practice.tracing.actions import links
from connexions.practice.tracing.forms.asked import AnswerForm, BornForm
from connexions.practice.tracing.models import StatusAnswer, StatusLink
from connexions.practice.tracing.presenters.links import page as shown
from connexions.practice.tracing.queries import answers as queries
from connexions.practice.tracing.rules.links import hash_of, why_closed
from connexions.registers.accounts import throttle

OPENED = "status_link"  # in the session: which link was opened, and until when
OPEN_FOR = 30 * 60  # seconds in which to answer
TRIED_FROM = throttle.Limit("status link from", 30, 600)
DOING = "status by link"
GONE = "This link does not open anything. Look at the letters again, or ring us."


@dataclass(frozen=True)
class Way:
    """A link that was followed: whose it is, and as what it is read."""

    request: HttpRequest
    token: str
    link: StatusLink
    by: Actor

    @property
    def is_opened(self) -> bool:
        """Whether the date of birth was given, in this browser, of late."""
        kept = self.request.session.get(OPENED) or {}
        return kept.get("of") == str(self.link.pk) and kept.get("until", 0) > clock.now().timestamp()

    def page(self, template: str, status: int = 200, **told: object) -> HttpResponse:
        """A page of the link. Its address, a secret, is told to no other site (the referrer policy of every page)."""
        return render(self.request, f"tracing/{template}", told, status=status)


@open_to_anyone
@never_cache
@sensitive_post_parameters("born_on-day", "born_on-month", "born_on-year", "words", "where")
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the date of birth; then take the answer."""
    throttle.check(TRIED_FROM, throttle.where(request), at=clock.now())
    with _followed(request, token) as way:
        if way is None:  # a guess at 84 bits needs no counting
            return render(request, "tracing/link_gone.html", {"sentence": GONE}, status=410)
        link = way.link
        closed = why_closed(state=link.state, good_until=link.good_until, tries=link.tries, at=clock.now())
        if closed:
            return way.page("link_gone.html", status=410, sentence=closed)
        return _answer(way) if way.is_opened else _born(way)


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
        link = queries.link_by_secret(secret_hash=hash_of(secret), by=by)
        yield Way(request, token, link, by) if link else None


def _born(way: Way) -> HttpResponse:
    request, carer = way.request, way.link.carer is not None
    form = BornForm(request.POST or None, carer=carer)
    if request.method == "POST" and form.is_valid():
        born_on = form.cleaned_data["born_on"]
        if links.unlock(link=way.link, born_on=born_on, at=clock.now(), by=way.by):
            until = clock.now().timestamp() + OPEN_FOR
            request.session[OPENED] = {"of": str(way.link.pk), "until": until}
            return redirect("tracing:by_link", way.token)
        throttle.count(TRIED_FROM, throttle.where(request), at=clock.now())
        form.add_error("born_on", "This is not the date of birth that we have. Look again, or ring us")
    return way.page("link_born.html", status=422 if form.errors else 200, form=form, carer=carer)


def _answer(way: Way) -> HttpResponse:
    request, link, on = way.request, way.link, clock.today()
    current = queries.current_of(link.young_person)
    told = shown(link, current)
    known = bool(told["plain"])
    name = link.young_person.known_as if link.carer else ""
    form = AnswerForm(request.POST or None, known=known, carer=name, on=on)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return way.page("link_answer.html", status=status, form=form, **told)
    try:
        made = links.answer(link=link, said=form.said(), on=on, at=clock.now(), by=way.by)
    except NotPossible as refusal:
        form.add_error(None, refusal.sentence)
        return way.page("link_answer.html", status=409, form=form, **told)
    request.session.pop(OPENED, None)
    return way.page(
        "link_done.html",
        confirmed=made.state == StatusAnswer.State.CONFIRMED,
        wants_help=made.wants_help,
        known_as=name,
    )
