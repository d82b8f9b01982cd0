"""Rows of an edition as the terms they say, and back."""

from typing import Any

from connexions.registers.partners.models import (
    AgreementContact,
    AgreementEdition,
    Duty,
    EscalationStep,
)
from connexions.registers.partners.reference import standard_agreement
from connexions.registers.partners.rules.terms import ContactLine, DutyLine, StepLine, Terms

PLAIN = (
    "answer_within_days",
    "start_within_days",
    "up_after_days",
    "purpose",
    "adviser_may",
    "adviser_may_not",
    "from_on",
    "review_on",
    "why",
)
LISTS: dict[str, tuple[Any, Any, str]] = {
    "duties": (DutyLine, Duty, "place"),
    "steps": (StepLine, EscalationStep, "number"),
    "contacts": (ContactLine, AgreementContact, "place"),
}


def told(edition: AgreementEdition) -> Terms:
    """What an edition says."""
    plain = {name: getattr(edition, name) for name in PLAIN}
    lists: dict[str, Any] = {
        name: tuple(
            line(**{field: getattr(one, field) for field in line.__dataclass_fields__})
            for one in getattr(edition, name).all()
        )
        for name, (line, _, _) in LISTS.items()
    }
    return Terms(**plain, **lists)


def standard() -> Terms:
    """What a first draft begins with."""
    shipped = standard_agreement()
    return Terms(
        answer_within_days=shipped["answer_within_days"],
        start_within_days=shipped["start_within_days"],
        up_after_days=shipped["up_after_days"],
        adviser_may="\n".join(shipped["adviser_may"]),
        adviser_may_not="\n".join(shipped["adviser_may_not"]),
        duties=tuple(DutyLine(**one) for one in shipped["duties"]),
        steps=tuple(StepLine(**one) for one in shipped["steps"]),
    )


def rows(edition: AgreementEdition, terms: Terms) -> list[tuple[Any, list[Any]]]:
    """The rows of its lists: the model, and one row for each line, in order."""
    found = []
    for name, (_, model, place) in LISTS.items():
        lines = getattr(terms, name)
        made = [
            model(partnership_id=edition.partnership_id, edition=edition, **{place: n}, **vars(one))
            for n, one in enumerate(lines, start=1)
        ]
        found.append((model, made))
    return found
