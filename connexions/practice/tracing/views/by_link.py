"""What a young person does now, by a link: said by themselves or a carer, without an account.

How a link opens: ``accounts.by_link``.
"""

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.base.doors import open_to_anyone
from connexions.ground.base.refusals import NotPossible
from connexions.practice.tracing.actions import links
from connexions.practice.tracing.forms.asked import AnswerForm
from connexions.practice.tracing.models import StatusAnswer, StatusLink
from connexions.practice.tracing.presenters.links import asks
from connexions.practice.tracing.presenters.links import page as shown
from connexions.practice.tracing.queries import answers as queries
from connexions.practice.tracing.rules.links import why_closed
from connexions.registers.accounts.by_link import LinkDoor, Way


def _closed(row: StatusLink, at: datetime) -> str:
    return why_closed(state=row.state, good_until=row.good_until, tries=row.tries, at=at)


def _unlock(row: StatusLink, *, born_on: date, at: datetime, by: Actor) -> bool:
    return links.unlock(link=row, born_on=born_on, at=at, by=by)


DOOR = LinkDoor(
    name="status link",
    doing="status by link",
    view="tracing:by_link",
    gone="This link does not open anything. Look at the letters again, or ring us.",
    find=queries.link_by_secret,
    why_closed=_closed,
    asks=asks,
    unlock=_unlock,
)


@open_to_anyone
@never_cache
@sensitive_post_parameters("born_on-day", "born_on-month", "born_on-year", "words", "where")
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the date of birth; then take the answer."""
    return DOOR.follow(request, token, _answer)


def _answer(way: Way[StatusLink]) -> HttpResponse:
    request, link, on = way.request, way.row, clock.today()
    current = queries.current_of(link.young_person)
    told = shown(link, current)
    known = bool(told["plain"])
    name = link.young_person.known_as if link.carer else ""
    form = AnswerForm(request.POST or None, known=known, carer=name, on=on)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return way.page("tracing/link_answer.html", status=status, form=form, **told)
    try:
        made = links.answer(link=link, said=form.said(), on=on, at=clock.now(), by=way.by)
    except NotPossible as refusal:
        form.add_error(None, refusal.sentence)
        return way.page("tracing/link_answer.html", status=409, form=form, **told)
    way.close()
    return way.page(
        "tracing/link_done.html",
        confirmed=made.state == StatusAnswer.State.CONFIRMED,
        wants_help=made.wants_help,
        known_as=name,
    )
