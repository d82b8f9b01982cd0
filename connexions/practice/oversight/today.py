"""What an adviser is told on Today: feedback on their own work that is still to do."""

from datetime import timedelta

from django.urls import reverse

from connexions.ground.design import words
from connexions.practice.casework.today import OVERDUE, THIS_WEEK, Asked, Line, Source, Told, register, told
from connexions.practice.oversight.models import Item

OPEN = (Item.State.WITH_ADVISER, Item.State.ANSWERED)
SOON = 7  # days before it is to be done that it stands there


def feedback(asked: Asked) -> Told:
    """Feedback whose day has come or is near; one query."""
    if asked.by.id != asked.adviser:
        return told((), most=asked.most)  # it is the adviser's own, not their cover's or manager's
    mine = Item.objects.filter(
        young_person__in=asked.people.values("pk"),
        adviser_id=asked.adviser,
        state__in=OPEN,
        by_on__lte=asked.on + timedelta(days=SOON),
    )
    return told((_line(one, asked) for one in mine.order_by("by_on", "id")[:100]), most=asked.most)


def _line(one: Item, asked: Asked) -> Line:
    assert one.by_on is not None
    late = one.by_on < asked.on
    state = f"Feedback, by {words.short_day(one.by_on)}"
    what = (
        "Your assessment was read: see what to do."
        if one.assessment_id
        else "Your plan was read: see what to do."
    )
    href = reverse("oversight:feedback", args=[one.pk])
    return Line(
        OVERDUE if late else THIS_WEEK, one.young_person_id, one.by_on, state, what, "Open feedback", href
    )


def start() -> None:
    """Register it; called as the room starts."""
    register(Source("feedback", "Feedback", feedback, order=40))
