"""What the casework itself says on Today: reviews, tries to make again, plans, statuses, and who is new."""

from collections.abc import Iterable
from datetime import date

from connexions.ground.base.addresses import address
from connexions.ground.design import words
from connexions.practice.casework import today
from connexions.practice.casework.models import Contact
from connexions.practice.casework.today import OVERDUE, Asked, Need, Said, Source

LOOKED_BACK = 8  # tries of each that are told

REVIEWS = """
SELECT CASE WHEN m.review_on + l.overdue_after_days < asked.today THEN 'overdue' ELSE 'week' END,
    m.id, m.review_on, NULL::uuid, jsonb_build_object('seen_on', m.reached_on, 'steps', m.steps_open)
FROM asked CROSS JOIN mine m JOIN levels l ON l.level = m.level
WHERE m.review_on <= asked.week
"""


def review(need: Need, asked: Asked) -> Said:
    """A review that is due, and how things stand before it."""
    late = (asked.on - need.day).days
    if need.group == OVERDUE:
        state = f"Review, {words.count(late, 'day')} overdue"
    elif late > 0:
        state = f"Review was due {words.short_day(need.day)}"
    else:
        state = f"Review due {words.soon(need.day, asked.on)}"
    due = f"Due {words.short_day(need.day) if late > 0 else _weekday(need.day)}"
    number = need.said["steps"]
    steps = f"{words.number(number).capitalize()} {'step' if number == 1 else 'steps'} open" if number else ""
    seen = _day(need.said["seen_on"])
    last = f"last seen {words.short_day(seen)}" if seen else "no contact in which you spoke yet"
    what = f"{due}. {steps or 'No step open'}; {last}."
    return Said(state, what, "Start review", address("casework:review_hold", need.young_person_id))


TRIES = f"""
SELECT CASE WHEN m.try_on <= asked.today THEN 'overdue' ELSE 'week' END, m.id, m.try_on, NULL::uuid, t.told
FROM asked CROSS JOIN mine m CROSS JOIN LATERAL (
    SELECT jsonb_build_object('outcome', (jsonb_agg(c.outcome ORDER BY c.at DESC)) -> 0,
        'channel', (jsonb_agg(c.channel ORDER BY c.at DESC)) -> 0,
        'tries', jsonb_agg(jsonb_build_array((c.at AT TIME ZONE 'Europe/London')::date, c.channel) ORDER BY c.at DESC)
            FILTER (WHERE NOT c.reached)) AS told
    FROM (
        SELECT at, channel, outcome,
            bool_or(outcome NOT IN ({", ".join(f"'{one.value}'" for one in Contact.FAILED)})) OVER (ORDER BY at DESC)
                AS reached
        FROM casework_contact WHERE young_person_id = m.id ORDER BY at DESC LIMIT {LOOKED_BACK}
    ) c
) t
WHERE m.try_on <= asked.week
"""  # noqa: S608 - constants of ours


def contact(need: Need, asked: Asked) -> Said:
    """A try that failed and is to be made again."""
    tries: list[list[str]] = need.said["tries"] or []
    if len(tries) > 1:
        how = ", ".join(_channel(channel) for _, channel in reversed(tries))
        first = words.short_day(date.fromisoformat(tries[-1][0]))
        what = f"{words.number(len(tries)).capitalize()} tries since {first}: {how}."
    else:
        when = (
            f" on {words.short_day(date.fromisoformat(tries[0][0]))}, by {_channel(tries[0][1])}"
            if tries
            else ""
        )
        what = f"{Contact.Outcome(need.said['outcome']).label}{when}."
    state = f"Try again {words.soon(need.day, asked.on)}" if need.day > asked.on else "Failed contact"
    return Said(state, what, "Try again", address("casework:contact_record", need.young_person_id))


PLANS = """
SELECT 'week', m.id, m.moved_on, NULL::uuid, jsonb_build_object('draft', p.status = 'draft', 'next', (
    SELECT st.words FROM casework_goal g JOIN casework_step st ON st.goal_id = g.id
    WHERE g.plan_id = p.id AND st.status IN ('to_do', 'started') ORDER BY st.due_on, st.words LIMIT 1
))
FROM asked CROSS JOIN mine m JOIN casework_plan p ON p.young_person_id = m.id AND p.status <> 'closed'
WHERE m.moved_on <= asked.stuck
UNION ALL
SELECT 'week', m.id, a.finished_on, NULL::uuid, jsonb_build_object('needs', (
    SELECT jsonb_agg(f.name ORDER BY f.number) FROM casework_factor f
    WHERE f.form_id = a.form_id AND f.number = ANY (m.wanting)
))
FROM mine m CROSS JOIN LATERAL (
    SELECT form_id, (finished_at AT TIME ZONE 'Europe/London')::date AS finished_on FROM casework_assessment
    WHERE young_person_id = m.id AND finished_at IS NOT NULL ORDER BY started_on DESC, id DESC LIMIT 1
) a
WHERE m.wanting IS NOT NULL
"""


def plan(need: Need, asked: Asked) -> Said:
    """A plan that stands still or is not agreed yet, or needs that have no goal in it."""
    href = address("casework:plan", need.young_person_id)
    if names := need.said.get("needs"):
        return Said("Needs without a goal", _wanting(names, need.day), "Open plan", href)
    if need.said["draft"]:
        return Said(
            "Plan not agreed", f"Begun {words.short_day(need.day)} and not agreed yet.", "Open plan", href
        )
    still = words.count((asked.on - need.day).days, "day")
    then = need.said["next"]
    after = f"The next one: {_ended(then)}" if then else "Every step is done or dropped: what is next?"
    return Said("Plan stuck", f"No step has moved for {still}. {after}", "Open plan", href)


def _wanting(names: list[str], since: date) -> str:
    lower = [name.lower() for name in names]
    noun, has = ("need", "has") if len(lower) == 1 else ("needs", "have")
    more = " and more" if len(lower) > 3 else ""
    told = f"{words.number(len(lower)).capitalize()} {noun}, {words.listed(lower[:3])}{more},"
    return f"{told} {has} no goal since the assessment on {words.short_day(since)}."


STATUSES = """
SELECT CASE WHEN m.lapses_on < asked.today THEN 'overdue' WHEN m.lapses_on <= asked.week THEN 'week' ELSE 'coming' END,
    m.id, m.lapses_on, NULL::uuid, jsonb_build_object('does', k.label, 'where', a.establishment_name)
FROM asked CROSS JOIN mine m
JOIN tracking_activity a ON a.young_person_id = m.id AND a.end_on IS NULL
JOIN tracking_activitykind k ON k.code = a.kind_id
WHERE m.lapses_on <= asked.month
"""


def status(need: Need, asked: Asked) -> Said:
    """A status that has lapsed or is about to."""
    where = need.said["where"]
    does = need.said["does"] + (f" at {where}" if where else "")
    left = (need.day - asked.on).days
    if left < 0:
        state = "Status lapsed"
        what = f"{does}. Lapsed {words.short_day(need.day)}: {need.known_as} counts as not known."
    else:
        state = f"Status lapses in {words.count(left, 'day')}" if left else "Status lapses today"
        what = f"{does}. Lapses {_weekday(need.day)}; then {need.known_as} counts as not known."
    return Said(state, what, "Confirm status", address("tracking:status", need.young_person_id))


NEW = """
SELECT 'new', m.id, m.allocated_on, NULL::uuid, '{}'::jsonb
FROM asked CROSS JOIN mine m
WHERE m.allocated_on > asked.recent AND NOT EXISTS (
    SELECT 1 FROM casework_contact c WHERE c.young_person_id = m.id AND c.at >= m.allocated_on
)
"""


def new(need: Need, asked: Asked) -> Said:
    """Somebody who was allocated and whom nobody has tried to reach."""
    what = f"Allocated to you on {words.short_day(need.day)}. No contact yet."
    return Said("New to you", what, "Say hello", address("casework:contact_record", need.young_person_id))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _weekday(day: date) -> str:
    """Wednesday 25 November: near enough to need no year."""
    return words.long_day(day).rsplit(" ", maxsplit=1)[0]


def _channel(channel: str) -> str:
    return Contact.Channel(channel).label.lower()


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


SOURCES: Iterable[Source] = (
    Source("review", "Reviews", REVIEWS, review, order=0, urgent=True),
    Source("contact", "Failed contacts", TRIES, contact, order=1, urgent=True),
    Source("plan", "Plans stuck", PLANS, plan, order=2, urgent=True),
    Source("status", "Statuses", STATUSES, status, order=3, urgent=True),
    Source("new", "New", NEW, new, order=4, urgent=True),
)


def start() -> None:
    """Register them; called as the room starts."""
    for source in SOURCES:
        today.register(source)
