"""What else Today says: messages that did not arrive, and birthdays that change what applies."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from connexions.engines import currency
from connexions.ground.design import words
from connexions.practice.casework import rules, today
from connexions.practice.casework.presenters.addresses import addresses
from connexions.practice.casework.today import COMING, OVERDUE, THIS_WEEK, Asked, Line, Told
from connexions.registers.people.models import Notice
from connexions.registers.people.queries.notices import UNDELIVERED

READ = 500  # nobody has more of these than they could ever see to


def undelivered(asked: Asked) -> Told:
    """What young people were to be told and was not delivered: nobody has told them since."""
    waiting = Notice.objects.filter(UNDELIVERED, young_person__in=asked.people.values("pk"))
    told_page = addresses("people:told")
    rows = waiting.order_by("-told_at", "id").values_list("young_person_id", "told_at", "title", "message_id")
    lines, found = [], list(rows[:READ])
    for one, told_at, title, message in found[: asked.most]:
        why = "could not be delivered" if message else "had no number or address to go to"
        day = timezone.localdate(told_at)
        said = f"“{title}”, of {words.short_day(day)}, {why}. Tell them yourself."
        lines.append(Line(OVERDUE, one, day, "Message not delivered", said, "See what", told_page(one)))
    return Told(lines, {OVERDUE: len(found)})


def birthdays(asked: Asked) -> Told:
    """Birthdays of the next four weeks that change what applies, and what it is."""
    until = asked.on + timedelta(days=rules.BIRTHDAYS_AHEAD_DAYS)
    people, params = asked.people.values("id", "date_of_birth").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(TURNING.format(people=people), [*params, asked.on - LEEWAY, until + LEEWAY, READ])
        rows = cursor.fetchall()
    page = addresses("people:record")
    coming = sorted((currency.birthday(born, age), age, said, pk) for pk, born, age, said in rows)
    return today.told(
        (
            _birthday(day, age, said, pk, asked, page(pk))
            for day, age, said, pk in coming
            if asked.on <= day <= until
        ),
        most=asked.most,
    )


LEEWAY = timedelta(days=1)  # PostgreSQL's 29 February may be another day than ours
TURNING: Any = """
SELECT p.id, p.date_of_birth, t.age, t.words
FROM ({people}) p JOIN casework_turningage t
    ON (p.date_of_birth + make_interval(years => t.age))::date BETWEEN %s AND %s
LIMIT %s
"""


def _birthday(day: date, age: int, said: str, young_person_id: UUID, asked: Asked, href: str) -> Line:
    state = f"Turns {age} on {words.short_day(day)}"
    group = THIS_WEEK if (day - asked.on).days <= rules.THIS_WEEK_DAYS else COMING
    return Line(group, young_person_id, day, state, said, "Open record", href)


def start() -> None:
    """Register it all; called as the room starts."""
    today.register(today.Source("told", "Not delivered", undelivered, order=5))
    today.register(today.Source("birthday", "Birthdays", birthdays, order=60))
