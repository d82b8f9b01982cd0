"""A plan by a link: read and answered by the young person without an account.

How a link opens: ``accounts.by_link``.
"""

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.base.doors import open_to_anyone
from connexions.ground.base.refusals import Conflict, NotPossible
from connexions.practice.casework.actions import agreements
from connexions.practice.casework.forms.plans import AnswerForm
from connexions.practice.casework.links import why_closed
from connexions.practice.casework.models import Asking, Plan
from connexions.practice.casework.presenters.agreement import read_out
from connexions.practice.casework.queries import agreements as queries
from connexions.practice.casework.queries.standing import latest_finished, standing
from connexions.registers.accounts.by_link import Asks, LinkDoor, Way

ASKS = Asks(
    heading="Read your plan",
    lead="Your Connexions adviser sent you this link. Give your date of birth, so that nobody else reads what is"
    " yours.",
    button="Open my plan",
    wrong="This is not the date of birth that we have. Look again, or ask your adviser",
)


def _unlock(row: Asking, *, born_on: date, at: datetime, by: Actor) -> bool:
    return agreements.unlock(asking=row, born_on=born_on, at=at, by=by)


DOOR = LinkDoor(
    name="plan link",
    doing="plan by link",
    view="casework:by_link",
    gone="This link does not open anything any more. Ask your adviser for another.",
    find=queries.asking_by_secret,
    why_closed=why_closed,
    asks=lambda _: ASKS,
    unlock=_unlock,
)


@open_to_anyone
@never_cache
@sensitive_post_parameters("born_on-day", "born_on-month", "born_on-year", "words")
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the date of birth; then show the plan and take the answer."""
    return DOOR.follow(request, token, _answer)


def _answer(way: Way[Asking]) -> HttpResponse:
    request, asking = way.request, way.row
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
    way.close()
    adviser = asking.asked_by.get_short_name() if asking.asked_by else "your adviser"
    return way.page("casework/link_done.html", agreed=told["answer"] == "agree", adviser=adviser)


def _again(way: Way[Asking], form: AnswerForm) -> HttpResponse:
    """The plan changed while it was read: it is shown as it is now, with what was typed."""
    plan = Plan.objects.get(pk=way.row.plan_id)
    fresh = AnswerForm({**form.data.dict(), "version": plan.version})  # type: ignore[attr-defined]
    fresh.full_clean()
    fresh.add_error(None, "Your adviser changed the plan while you were reading. Read it again, then answer.")
    return _read(way, fresh, 409)


def _read(way: Way[Asking], form: AnswerForm, status: int) -> HttpResponse:
    person, plan = way.row.young_person, way.row.plan
    latest = latest_finished(of=person, by=way.by)
    told = standing(plan=plan, of=person, by=way.by, assessment=latest)
    return way.page(
        "casework/link_plan.html",
        status=status,
        form=form,
        young_person=person,
        adviser=way.row.asked_by.name if way.row.asked_by else "Your adviser",
        goals=read_out(told, own=True),
        reasons=told["reasons"],
        until=way.row.good_until,
    )
