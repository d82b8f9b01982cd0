"""What the referrals put on every record and on Today."""

from typing import Any

from django.db.models import Case, F, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat

from connexions.ground.base.addresses import address
from connexions.ground.design.words import short_day
from connexions.practice.casework import today
from connexions.practice.casework.today import Asked as AskedToday
from connexions.practice.casework.today import Need, Said, Source
from connexions.practice.referrals.models import Referral, ReferralMove
from connexions.practice.referrals.rules import moves
from connexions.registers.people import timeline
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.record import Asked, Panel, Tab, register_panel, register_tab
from connexions.registers.people.sight import Part

WAITING = """
SELECT CASE WHEN r.due_on < asked.today THEN 'overdue' WHEN r.news_at IS NOT NULL THEN 'new' ELSE 'week' END,
    r.young_person_id, coalesce(r.due_on, r.news_at::date, r.made_at::date), r.id,
    jsonb_build_object('state', r.state, 'service', r.service_name, 'news', r.news_at IS NOT NULL,
        'outcome', r.outcome, 'due', r.due_on, 'own', r.is_own)
FROM asked JOIN mine m ON true JOIN referrals_referral r ON r.young_person_id = m.id
WHERE r.news_at IS NOT NULL OR r.state IN ('drafted', 'more_wanted', 'halted')
    OR (r.state IN ('sent', 'received', 'accepted', 'waiting') AND r.due_on < asked.today)
"""


def waiting(need: Need, asked: AskedToday) -> Said:
    """A referral that wants the adviser: an answer that came, a question, no leave, or a service that is late."""
    said, service = need.said, need.said["service"]
    href = address("referrals:referral", need.about)
    if said["news"] and said["state"] == "drafted":
        return Said("Asks to be referred", f"They want {service}", "Go on with it", href)
    if said["state"] == "more_wanted":
        return Said("A service asks", f"{service} wants to know more", "Answer", href)
    if said["state"] == "halted":
        return Said("Referral stopped", f"No leave any more to tell {service}", "Open", href)
    if said["news"]:
        outcome = moves.OUTCOMES.get(moves.Outcome(said["outcome"])) if said["outcome"] else ""
        return Said(
            "News on a referral", f"{service}: {outcome or moves.STATES[said['state']]}", "Read", href
        )
    if said["state"] == "drafted":
        return Said("Referral not sent", service, "Go on with it", href)
    return Said("Service is late", f"{service}, due {short_day(need.day)}", "Open", href)


def happened(young_person: YoungPerson) -> QuerySet[Any, Any]:
    """Moves on referrals: when a service was told something, and what it said."""
    found = ReferralMove.objects.filter(young_person=young_person).exclude(move__in=("change", "receive"))
    what = [When(move=name, then=Value(f"{said}: ")) for name, said in moves.SAID.items()]
    return found.annotate(
        item_id=F("id"),
        heading=Concat(
            Case(*what, default=Value(""), output_field=TextField()),
            "referral__service_name",
            output_field=TextField(),
        ),
        told=Cast("words", TextField()),
        who=Cast("by_name", TextField()),
        extra=Case(
            When(side="theirs", then=timeline.text("in|status|")),
            default=timeline.text("|status|"),
            output_field=TextField(),
        ),
    )


def open_ones(asked: Asked) -> dict[str, Any] | None:
    """The open referrals, beside the overview."""
    found = Referral.objects.open().filter(young_person=asked.young_person).order_by("due_on", "id")[:5]
    rows = [(one, one.said) for one in found]
    return {"rows": rows} if rows else None


def start() -> None:
    """Register it all; called as the room starts."""
    register_tab(Tab("referrals", "Referrals", "referrals:of_young_person", Part.CASEWORK, 55))
    register_panel(Panel("referrals", Part.CASEWORK, 30, "referrals/_panel.html", open_ones))
    today.register(Source("referral", "Referrals", WAITING, waiting, order=14))
    timeline.register(
        timeline.Source("referrals", "Referrals", Part.CASEWORK, happened, mark="status", words="told")
    )
