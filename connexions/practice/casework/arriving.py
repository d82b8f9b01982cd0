"""What else Today says: messages that did not arrive, and birthdays that change what applies."""

from connexions.ground.base.addresses import address
from connexions.ground.design import words
from connexions.practice.casework import rules, today
from connexions.practice.casework.today import Asked, Need, Said, Source
from connexions.registers.people.queries.notices import UNDELIVERED_SQL

UNDELIVERED = f"""
SELECT 'overdue', m.id, (n.told_at AT TIME ZONE 'Europe/London')::date, NULL::uuid,
    jsonb_build_object('title', n.title, 'sent', n.message_id IS NOT NULL)
FROM mine m JOIN people_notice n ON n.young_person_id = m.id
WHERE {UNDELIVERED_SQL}
"""  # noqa: S608 - words of ours
# Whoever was born on 29 February comes of age on 1 March, where that year has no such day (``currency.birthday``);
# PostgreSQL says 28 February, so that its day is looked at from one day earlier on.
BIRTHDAYS = f"""
SELECT CASE WHEN b.day <= asked.today + {rules.THIS_WEEK_DAYS} THEN 'week' ELSE 'coming' END,
    b.id, b.day, NULL::uuid, jsonb_build_object('age', b.age, 'words', b.words)
FROM asked CROSS JOIN LATERAL (
    SELECT id, age, words, turns
        + (extract(day FROM turns) = 28 AND to_char(date_of_birth, 'MMDD') = '0229')::int AS day
    FROM (
        SELECT m.id, m.date_of_birth, t.age, t.words, (m.date_of_birth + make_interval(years => t.age))::date AS turns
        FROM mine m CROSS JOIN casework_turningage t
    ) plainly
    WHERE turns BETWEEN asked.today - 1 AND asked.today + {rules.BIRTHDAYS_AHEAD_DAYS}
) b
WHERE b.day BETWEEN asked.today AND asked.today + {rules.BIRTHDAYS_AHEAD_DAYS}
"""  # noqa: S608 - words of ours


def undelivered(need: Need, asked: Asked) -> Said:
    """What a young person was to be told and was not delivered: nobody has told them since."""
    why = "could not be delivered" if need.said["sent"] else "had no number or address to go to"
    what = f"“{need.said['title']}”, of {words.short_day(need.day)}, {why}. Tell them yourself."
    return Said("Message not delivered", what, "See what", address("people:told", need.young_person_id))


def birthday(need: Need, asked: Asked) -> Said:
    """A birthday of the next four weeks that changes what applies, and what it is."""
    state = f"Turns {need.said['age']} on {words.short_day(need.day)}"
    return Said(state, need.said["words"], "Open record", address("people:record", need.young_person_id))


def start() -> None:
    """Register it all; called as the room starts."""
    today.register(Source("told", "Not delivered", UNDELIVERED, undelivered, order=5))
    today.register(Source("birthday", "Birthdays", BIRTHDAYS, birthday, order=60))
