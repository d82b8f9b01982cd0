"""A referral by a one-time link, for a service without accounts: opened with a code, answered once, then dead.

How a link opens: ``accounts.by_link``. The link alone shows nothing; whoever came by it sees what a worker of the
organisation sees, by the same decision and beneath the same policies.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor
from connexions.ground.base.doors import open_to_anyone
from connexions.ground.base.refusals import Missing, NotAllowed, NotPossible
from connexions.practice.referrals import permissions
from connexions.practice.referrals.actions import answers, links
from connexions.practice.referrals.forms.answering import CodeForm, MoveForm
from connexions.practice.referrals.models import AnswerLink
from connexions.practice.referrals.presenters import following as shown
from connexions.practice.referrals.queries import links as queries
from connexions.practice.referrals.queries import referrals
from connexions.practice.referrals.queries.referrals import Whole
from connexions.practice.referrals.rules import moves
from connexions.practice.referrals.rules.links import GONE
from connexions.practice.referrals.views._answering import make
from connexions.registers.accounts import throttle
from connexions.registers.accounts.by_link import OPEN_FOR, LinkDoor, Way

OPENED = "referral_link_code"  # in the session: for which link the code was given, and until when
DOOR = LinkDoor(
    name="referral link",
    doing="referral by link",
    view="referrals:by_link",
    gone=GONE,
    find=queries.link_by_secret,
    why_closed=queries.why_closed,
)


@open_to_anyone
@never_cache
@sensitive_post_parameters("code", "words", "question")
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the code; then show what was told and take the answer."""
    return DOOR.follow(request, token, _show)


def _show(way: Way[AnswerLink]) -> HttpResponse:
    kept = way.request.session.get(OPENED) or {}
    is_open = kept.get("of") == str(way.row.pk) and kept.get("until", 0) > clock.now().timestamp()
    return _answer(way) if is_open else _code(way)


def _code(way: Way[AnswerLink]) -> HttpResponse:
    request, now = way.request, clock.now()
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if links.unlock(link=way.row, code=form.cleaned_data["code"], at=now, by=way.by):
            _receive(way)
            request.session[OPENED] = {"of": str(way.row.pk), "until": now.timestamp() + OPEN_FOR}
            return redirect(DOOR.view, way.token)
        throttle.count(DOOR.tried_from, throttle.where(request), at=now)
        form.add_error("code", "This is not the code. Look again, or ring whoever made the referral")
    status = 422 if form.errors else 200
    return way.page("referrals/link_code.html", status, form=form, ref=way.row.referral.ref)


def _receive(way: Way[AnswerLink]) -> None:
    """Whoever gave the code has it: that is the receipt."""
    by = queries.actor_of(way.row, from_where=throttle.where(way.request))
    with tenancy.acting(by):
        if way.row.referral.state == "sent" and permissions.has_leave(way.row.referral, by=by):
            answers.receive(referral=way.row.referral, at=clock.now(), by=by, way="link")


def _answer(way: Way[AnswerLink]) -> HttpResponse:
    by = queries.actor_of(way.row, from_where=throttle.where(way.request))
    with tenancy.acting(by):
        whole = referrals.received(referral_id=way.row.referral_id, by=by)
        possible = [
            one for one in moves.possible(whole.referral.state, whole.side) if one not in ("halt", "receive")
        ]
        form = MoveForm(way.request.POST or None, possible=possible)
        if way.request.method == "POST" and form.is_valid():
            return _take(way, whole, form, by)
        return _read(way, whole, form, by, 422 if form.errors else 200)


def _take(way: Way[AnswerLink], whole: Whole, form: MoveForm, by: Actor) -> HttpResponse:
    now = clock.now()
    try:
        with transaction.atomic():
            with as_house(way):
                links.use(link=way.row, at=now, by=way.by)
            made = make(whole.referral, form.cleaned_data, at=now, on=clock.today(), by=by, way="link")
    except (NotPossible, NotAllowed, Missing) as refusal:
        form.add_error(None, refusal.sentence)
        return _read(way, whole, form, by, 409)
    way.request.session.pop(OPENED, None)
    return way.page("referrals/link_done.html", said=shown.state(made)[1], goes_on=made.is_open)


@contextmanager
def as_house(way: Way[AnswerLink]) -> Iterator[None]:
    """The link itself belongs to the house: whoever came by it cannot even see that there is one."""
    with tenancy.acting(way.by):
        yield


def _read(way: Way[AnswerLink], whole: Whole, form: MoveForm, by: Actor, status: int) -> HttpResponse:
    told = shown.page(whole, on=clock.today(), now=clock.now())
    return way.page(
        "referrals/link_referral.html",
        status,
        form=form,
        referral=whole.referral,
        until=way.row.good_until,
        **told,
    )
