"""What the casework says on Today beside its own needs: the adviser's own steps, others' steps of which they asked
to be reminded, and what young people said to their plans."""

from connexions.ground.base.addresses import address
from connexions.ground.design import words
from connexions.practice.casework import rules, today
from connexions.practice.casework.models import Step
from connexions.practice.casework.today import Asked, Need, Said, Source

OPEN_STEPS = """
FROM asked CROSS JOIN mine m
JOIN casework_step s ON s.young_person_id = m.id AND s.status IN ('to_do', 'started')
JOIN casework_goal g ON g.id = s.goal_id
JOIN casework_plan p ON p.id = g.plan_id AND p.status <> 'closed'
"""
OWN_STEPS = f"""
SELECT CASE WHEN s.due_on < asked.today THEN 'overdue' ELSE 'week' END,
    m.id, s.due_on, NULL::uuid, jsonb_build_object('words', s.words)
{OPEN_STEPS} WHERE m.step_on <= asked.week AND s.owner = 'adviser' AND s.due_on <= asked.week
"""
REMINDERS = f"""
SELECT CASE WHEN s.due_on < asked.today THEN 'overdue' ELSE 'week' END,
    m.id, s.due_on, NULL::uuid, jsonb_build_object('words', s.words, 'owner', s.owner, 'name', s.owner_name)
{OPEN_STEPS} WHERE m.remind_on <= asked.today AND s.owner <> 'adviser' AND s.remind_whom = 'adviser'
    AND s.due_on - s.remind_days <= asked.today
"""
ANSWERS = f"""
SELECT 'week', m.id, (a.answered_at AT TIME ZONE 'Europe/London')::date, NULL::uuid,
    jsonb_build_object('what', a.state, 'words', a.words)
FROM mine m JOIN casework_asking a ON a.young_person_id = m.id AND a.state IN ('change_wanted', 'spent')
WHERE m.answered
UNION ALL
SELECT 'coming', m.id, e."on", NULL::uuid, jsonb_build_object('what', e.what, 'words', e.words)
FROM asked CROSS JOIN mine m
JOIN casework_stepevent e ON e.young_person_id = m.id AND e.what = 'said'
    AND e."on" > asked.today - {rules.THIS_WEEK_DAYS}
WHERE m.said_on > asked.today - {rules.THIS_WEEK_DAYS}
"""  # noqa: S608 - words of ours


def own_step(need: Need, asked: Asked) -> Said:
    """What the adviser said they would do, due within a week or past its day."""
    late = (asked.on - need.day).days
    state = f"{words.count(late, 'day')} late" if late > 0 else f"by {words.short_day(need.day)}"
    return Said(f"Your step, {state}", need.said["words"], "Open plan", _plan(need))


def reminder(need: Need, asked: Asked) -> Said:
    """Somebody else's step of which the adviser asked to be reminded, from that day on."""
    whose = need.said["name"] or Step.Owner(need.said["owner"]).label
    what = f"{whose}: {need.said['words']}"
    return Said(f"Reminder, by {words.short_day(need.day)}", what, "Open plan", _plan(need))


def answer(need: Need, asked: Asked) -> Said:
    """What a young person wants to change, a link that was closed, or what they said of a step lately."""
    what, told = need.said["what"], f"“{need.said['words']}”"
    if what == "said":
        return Said("Said about a step", told, "Open plan", _plan(need))
    if what == "spent":
        told = "The link was closed after five wrong dates of birth."
        return Said("Link closed", told, "Open plan", _plan(need))
    return Said("Wants a change", told, "Open plan", _plan(need))


def _plan(need: Need) -> str:
    return address("casework:plan", need.young_person_id)


def start() -> None:
    """Register it all; called as the room starts."""
    today.register(Source("step", "Your steps", OWN_STEPS, own_step, order=10))
    today.register(Source("reminder", "Reminders", REMINDERS, reminder, order=11))
    today.register(Source("answer", "Answers to plans", ANSWERS, answer, order=12))
