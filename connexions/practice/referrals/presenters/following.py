"""A referral as a page tells it: how it stands, what happened on it, what may be done."""

from datetime import date, datetime
from typing import Any

from connexions.ground.design.words import day, moment
from connexions.practice.referrals.models import HandOver, Referral, ReferralMove
from connexions.practice.referrals.presenters.making import lines
from connexions.practice.referrals.queries.referrals import Whole
from connexions.practice.referrals.rules import moves, times
from connexions.practice.referrals.rules.moves import Side

LOOKS = {
    "drafted": "todo",
    "sent": "new",
    "received": "new",
    "more_wanted": "due",
    "accepted": "plum",
    "waiting": "due",
    "started": "plum",
    "declined": "off",
    "ended": "done",
    "withdrawn": "off",
    "halted": "risk",
}
WAYS = {"link": "by a link", "api": "from their own system", "file": "from a list they sent"}


def state(referral: Referral) -> tuple[str, str]:
    """How it stands: the look and the words of its mark."""
    said = referral.outcome_said if referral.state == "ended" else referral.said
    return LOOKS[referral.state], said


def due(referral: Referral, on: date, *, side: Side = Side.OURS) -> tuple[str, str] | None:
    """What is due, and how late it is; nothing where nothing is."""
    if referral.due_on is None or not referral.is_open:
        return None
    late = referral.due_on < on
    mine, other = ("Your", "Their") if side is Side.THEIRS else ("Their", "Our")
    whose = {Side.OURS: f"{other} answer", Side.THEIRS: f"{mine} answer"}[_whose(referral)]
    if referral.state in ("accepted", "waiting"):
        whose = f"{mine} start"
    return "overdue" if late else "due", f"{whose} {times.spoken(due_on=referral.due_on, on=on)}"


def _whose(referral: Referral) -> Side:
    return moves.waits_for(referral.state) or Side.THEIRS


def happened(whole: Whole) -> list[dict[str, Any]]:
    """Everything that was done and said on it, the latest first."""
    found = [_move(one) for one in whole.moves if one.move != "change"]
    found += [
        {
            "at": one.at,
            "what": "Message",
            "who": one.by_name,
            "words": one.words,
            "mark": "text",
            "theirs": one.side == Side.THEIRS,
        }
        for one in whole.words
    ]
    return sorted(found, key=lambda one: one["at"], reverse=True)


def _move(one: ReferralMove) -> dict[str, Any]:
    reason = moves.REASONS.get(one.reason) or moves.OUTCOMES.get(one.reason)  # type: ignore[call-overload]
    told = ". ".join(filter(None, (str(reason or ""), one.words)))
    way = WAYS.get(one.way, "")
    who = f"{one.by_name}, {way}" if way else one.by_name
    return {
        "at": one.at,
        "what": moves.SAID[one.move],
        "who": "" if one.side == Side.HOUSE else who,
        "words": told,
        "mark": "done" if one.move in ("accept", "start", "end") else "status",
        "theirs": one.side == Side.THEIRS,
    }


def hand_over(one: HandOver, *, side: Side, now: datetime) -> dict[str, Any]:
    """A hand-over, and what this side may do about it."""
    to_come = one.state in (HandOver.State.NAMED, HandOver.State.CONFIRMED)
    return {
        "hand_over": one,
        "when": moment(one.at),
        "state": one.get_state_display(),
        "may_confirm": one.state == HandOver.State.NAMED and one.side != side and one.at > now,
        "may_settle": to_come and one.at <= now,
        "may_cancel": to_come and one.at > now,
    }


def page(whole: Whole, *, on: date, now: datetime) -> dict[str, Any]:
    """What the page of a referral says, on whichever side it is read."""
    referral = whole.referral
    return {
        "state_of": state(referral),
        "due": due(referral, on, side=whole.side),
        "happened": happened(whole),
        "lines": lines(whole.told.groups),
        "why": whole.told.why,
        "place": place(whole),
        "hand_overs": [hand_over(one, side=whole.side, now=now) for one in whole.hand_overs],
        "possible": moves.possible(referral.state, whole.side),
        "beside": [(one, *state(one)) for one in whole.beside],
    }


def chips(
    names: dict[str, str], current: str, name: str, more: str = "", tally: dict[str, int] | None = None
) -> list[dict[str, Any]]:
    """Filters as links: *name* is what an address calls them, *more* what else stands in it."""
    return [
        {
            "text": text,
            "href": f"?{name}={key}{more}",
            "current": key == current,
            "count": tally[key] if tally is not None else None,
        }
        for key, text in names.items()
    ]


def place(whole: Whole) -> str:
    """Their place on the waiting list, in words."""
    one = whole.place
    if one is None:
        return ""
    said = []
    if one.position is not None:
        said.append("Next on the list" if one.position == 1 else f"Number {one.position} on the list")
    if one.expected_on is not None:
        said.append(f"expected to start on {day(one.expected_on)}")
    return ", ".join(said)


def rows(found: list[Referral], *, on: date, names: dict[Any, str] | None = None) -> list[dict[str, Any]]:
    """Rows of a list of referrals."""
    return [
        {
            "referral": one,
            "name": names.get(one.young_person_id, "") if names is not None else "",
            "state": state(one),
            "due": due(one, on, side=Side.OURS if names is None else Side.THEIRS),
            "news": one.news_at is not None,
        }
        for one in found
    ]
