"""Agreements and disclosures as a person says them: to staff, and to the young person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from connexions.ground.design import words
from connexions.registers.people import categories
from connexions.registers.people.audiences import any_of_kind
from connexions.registers.people.categories import ALWAYS, Group
from connexions.registers.people.queries.opened import Open
from connexions.trust.sharing.models import Consent, Disclosure, Purpose
from connexions.trust.sharing.queries.agreed import shown_to_them


@dataclass(frozen=True)
class Said:
    """An agreement in words. *look* and *state* are its mark."""

    consent: Consent
    whom: str
    what: str
    why: str
    until: str
    how: str
    state: str
    look: str
    holds: bool


@dataclass(frozen=True)
class Told:
    """Something that was told, in words."""

    disclosure: Disclosure
    whom: str
    what: str
    why: str
    when: str
    state: str
    look: str
    kept_back: str = ""


def what(groups: Iterable[Group]) -> str:
    """What, in words; the name alone is said."""
    told = categories.told(set(groups) - ALWAYS)
    return words.listed(["Name", *(one[0].lower() + one[1:] for one in told)])


def what_to_them(groups: Iterable[Group]) -> str:
    """The same, in the words in which the young person is asked."""
    return words.listed(one[0].lower() + one[1:] for one in categories.told_to_them({*groups, *ALWAYS}))


def consent(one: Consent, purposes: dict[str, Purpose], *, at: datetime, plain: bool = False) -> Said:
    """An agreement, as it stands at a moment."""
    purpose = purposes.get(one.purpose)
    why = (purpose.plain if plain else purpose.label) if purpose else one.purpose
    state, look = _state(one, at, plain=plain)
    until = words.day(one.until_at)
    known = what_to_them(one.of_groups) if plain else what(one.of_groups)
    return Said(one, one.whom, words.sentence(known), why, until, _how(one), state, look, holds=one.holds(at))


def _state(one: Consent, at: datetime, *, plain: bool) -> tuple[str, str]:
    if one.withdrawn_at is not None:
        them = "you" if plain else "them"
        who = f"by {them}" if one.withdrawn_by_them else "by staff"
        return f"Taken back {who}, {words.day(one.withdrawn_at)}", "off"
    if one.until_at <= at:
        return f"Ended {words.day(one.until_at)}", "off"
    if one.from_at > at:
        return f"From {words.day(one.from_at)}", "todo"
    return f"Until {words.day(one.until_at)}", "done"


def _how(one: Consent) -> str:
    who = f"{one.carer.name}, for them" if one.carer else "themselves"
    judged = ""
    if one.competent is not None:
        able = "able" if one.competent else "not able"
        by = f" by {one.competence_judged_by.name}" if one.competence_judged_by else ""
        judged = f" Judged {able} to decide{by}: {one.competence_why}"
    return f"{one.get_how_display()}, {who}, {words.day(one.recorded_at)}.{judged}"


def disclosure(one: Disclosure) -> Told:
    """Something told, in words."""
    law = one.gateway.label if one.gateway else ""
    why = f"Without consent, under {law}: {one.reason}" if law else "They agreed"
    state, look = _answer(one)
    hidden = "" if shown_to_them(one) or one.told_young_person else _why_hidden(one)
    return Told(one, one.organisation.name, what(one.of_groups), why, words.day(one.at), state, look, hidden)


def _answer(one: Disclosure) -> tuple[str, str]:
    if not one.waits:
        return "Told", "done"
    look = getattr(one, "second_look", None)
    if look is None:
        return "Waits for a manager", "due"
    return (f"Agreed by {look.by.name}", "done") if look.agreed else (f"Not told: {look.why}", "off")


def _why_hidden(one: Disclosure) -> str:
    last = max(one.telling_reviews.all(), key=lambda review: review.at, default=None)
    why, again = (last.why, last.review_on) if last else (one.why_not_told, one.review_on)
    return f"They do not see this: {why} To be looked at again on {words.day(again)}."


def seen_by(opened: Iterable[Open]) -> str:
    """Which organisations can see something just now, in words; the end of "who can see this"."""
    told = [_opened(one) for one in opened]
    return " ".join(told) or "none; nothing is agreed, and no law has opened anything."


def _opened(one: Open) -> str:
    whom = one.organisation or words.sentence(any_of_kind(one.kind))
    under = ", under a law" if one.by_law else ""
    return f"{whom} ({what(one.groups).lower()}, until {words.day(one.until_at)}{under})."
