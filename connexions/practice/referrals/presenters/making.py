"""A referral that is being made: what is ticked, what will be told, and what there is leave for."""

from collections.abc import Iterable
from typing import Any

from django.urls import NoReverseMatch, reverse

from connexions.ground.design.words import day, listed
from connexions.practice.referrals.models import Referral
from connexions.practice.referrals.queries.services import Offered
from connexions.registers.people.categories import Group, by_category, in_order, known, told
from connexions.trust.sharing.queries import Coverage

Lines = list[tuple[str, str]]


def ticked(referral: Referral) -> dict[str, list[str]]:
    """What is ticked on the page that asks what is told, by category."""
    return {
        category.value: [str(group) for group in groups]
        for category, groups in by_category(known(referral.groups))
    }


def lines(found: Iterable[tuple[Group, Lines]]) -> list[dict[str, Any]]:
    """What will be, or was, told: each group with its lines."""
    return [{"group": group.label, "lines": said} for group, said in found]


def leave(referral: Referral, covered: Coverage) -> dict[str, Any]:
    """What there is leave for with one service, in words."""
    missing = told(covered.missing)
    return {
        "referral": referral,
        "is_whole": not missing,
        "missing": listed([f"{one[0].lower()}{one[1:]}" for one in missing]),
        "labels": [group.label for group in in_order(covered.missing)],
    }


def hints(found: Iterable[Offered]) -> dict[str, str]:
    """What there is to know of each service that was found."""
    told = {}
    for one in found:
        far = f"{one.metres / 1000:.1f} km. " if one.metres is not None else ""
        closed = "" if one.organisation else "Nobody there works with us: nothing can be told. "
        told[str(one.service_id)] = f"{far}{closed}{one.about}"
    return told


def need(referral: Referral) -> str:
    """What it is for."""
    if referral.step is not None:
        return f"Step: {referral.step.words}"
    if referral.goal is not None:
        return f"Goal: “{referral.goal.words}”"
    return "A need of the assessment" if referral.factor else "Something else"


def sent(referral: Referral, code: str) -> str:
    """What is said when it has gone."""
    answer = f" They are to answer by {day(referral.due_on)}." if referral.due_on else ""
    said = f"Sent to {referral.service_name}.{answer}"
    if not code:
        return said
    return (
        f"{said} They have no account here and got a link by e-mail. Ring them and tell them this code, which opens "
        f"it: {code[:3]} {code[3:]}. It is shown this once."
    )


def consent_href(referral: Referral) -> str:
    """Where their consent is asked for."""
    return _if_any("sharing:begin", referral.young_person_id)


def gateway_href(referral: Referral) -> str:
    """Where a law that allows it is recorded."""
    return _if_any("sharing:begin_telling", referral.young_person_id)


def _if_any(name: str, *ids: object) -> str:
    try:
        return reverse(name, args=ids)
    except NoReverseMatch:
        return ""
