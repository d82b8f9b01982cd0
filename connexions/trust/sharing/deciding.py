"""The decision as a table: every case that can arise, and what follows. Pure; drawn into ``docs/reference``.

A case says how a reader stands to what was agreed. What follows is not written here: it is asked of ``rules`` and of
the table of sight, so that the page can promise nothing that the product does not do.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import product

from connexions.ground.base.acting import Role
from connexions.registers.people.categories import Group
from connexions.registers.people.sight import REACH, STAFF_ROLES, Part
from connexions.trust.sharing import rules
from connexions.trust.sharing.rules import Asker, Competence, GivenBy, Permission

NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)
OURS, KIND, ANOTHERS = 1, "housing", 2
ASKED = frozenset({Group.WHO_NAME, Group.REACH_PHONE, Group.HEALTH_ALL, Group.DWP_ALL})
AGREED = frozenset({Group.WHO_NAME, Group.REACH_PHONE})
TOLD = frozenset({Group.WHO_NAME, Group.HEALTH_ALL})


class To(StrEnum):
    """To whom something was agreed or told."""

    US = "us"
    OUR_KIND = "our kind"
    ANOTHER = "another"


class Consent(StrEnum):
    """How a consent stands."""

    NONE = "none"
    HOLDS = "holds"
    NOT_YET = "not yet"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    OTHER_PURPOSE = "other purpose"


class Law(StrEnum):
    """How a disclosure without consent stands."""

    NONE = "none"
    TOLD = "told"
    WAITS = "waits or declined"
    OVER = "over"


@dataclass(frozen=True)
class Case:
    """An organisation's worker asks for all that ``ASKED`` names, for one purpose, now."""

    to: To
    consent: Consent
    law: Law
    restricted: bool

    @property
    def sees(self) -> frozenset[Group]:
        """What follows."""
        return rules.coverage(
            ASKED,
            self.permissions(),
            asker=Asker(OURS, KIND),
            purpose="housing",
            at=NOW,
            restricted=self.restricted,
        ).covered

    def permissions(self) -> list[Permission]:
        """The consent and the disclosure, as rows."""
        return [*self._consent(), *self._law()]

    def _consent(self) -> Iterator[Permission]:
        if self.consent is Consent.NONE:
            return
        begins = NOW + DAY if self.consent is Consent.NOT_YET else NOW - 9 * DAY
        yield Permission(
            groups=AGREED,
            purpose="health" if self.consent is Consent.OTHER_PURPOSE else "housing",
            from_at=begins,
            until_at=NOW if self.consent is Consent.ENDED else NOW + 9 * DAY,
            withdrawn_at=NOW if self.consent is Consent.WITHDRAWN else None,
            organisation={To.US: OURS, To.ANOTHER: ANOTHERS}.get(self.to),
            kind=KIND if self.to is To.OUR_KIND else "",
        )

    def _law(self) -> Iterator[Permission]:
        if self.law in (Law.NONE, Law.WAITS):  # what waits has opened nothing yet
            return
        yield Permission(
            groups=TOLD,
            purpose="vital-interests",
            from_at=NOW - 9 * DAY,
            until_at=NOW if self.law is Law.OVER else NOW + 9 * DAY,
            organisation={To.US: OURS, To.ANOTHER: ANOTHERS}.get(self.to),
            kind=KIND if self.to is To.OUR_KIND else "",
            any_purpose=True,
        )


def cases() -> list[Case]:
    """Every case."""
    return [Case(*one) for one in product(To, Consent, Law, (False, True))]


def page() -> str:
    """The reference: all of it as tables."""
    return "\n".join(
        [
            "# What a reader sees of a young person",
            "",
            "Made by `manage.py docs` from `people.sight` and `sharing.rules`: do not edit. Every row is tested.",
            "",
            "## People of the partnership",
            "",
            "By whom the young person is to them. No consent changes it.",
            "",
            *_staff(),
            "",
            "## A worker of an organisation",
            "",
            "Agreed is their phone; told under a law is their health; asked for is both, and what came from the DWP,"
            " for housing. The name is part of either. A restricted person's record opens by neither.",
            "",
            *_organisations(),
            "",
            "## Who may agree",
            "",
            *_givers(),
            "",
            "## What may be told without consent",
            "",
            *_gateways(),
            "",
        ]
    )


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _table(*heads: str) -> list[str]:
    return [_row(*heads), _row(*["---"] * len(heads))]


def _staff() -> Iterator[str]:
    yield from _table("Role", "Their own", "Of their team", "Everybody else")
    for role in STAFF_ROLES:
        if role is Role.PARTNER_WORKER:
            continue
        reach = REACH[role]
        yield _row(role.label, *(_parts(one) for one in (reach.own, reach.team, reach.partnership)))
    yield _row("Young person", _parts(REACH[Role.YOUNG_PERSON].own), "nothing", "nothing")


def _parts(parts: frozenset[Part]) -> str:
    if parts == frozenset(Part):
        return "everything"
    return ", ".join(part.value for part in Part if part in parts) or "nothing"


def _organisations() -> Iterator[str]:
    yield from _table("Agreed with, told to", "Consent", "Without consent", "Restricted", "They see")
    for one in cases():
        seen = ", ".join(group.label.lower() for group in Group if group in one.sees)
        yield _row(one.to, one.consent, one.law, "yes" if one.restricted else "no", seen or "nothing")


def _givers() -> Iterator[str]:
    yield from _table("Age", "Given by", "Judged able to decide", "It counts")
    judgements = (("not judged", None), ("able", Competence(True, "…")), ("not able", Competence(False, "…")))
    for age, giver, (name, judged) in product((15, 16), GivenBy, judgements):
        why = rules.why_not_given(age=age, given_by=giver, competence=judged)
        spoken = "16 and over" if age >= rules.OF_AGE else "under 16"
        yield _row(spoken, giver.replace("_", " "), name, why or "yes")


def _gateways() -> Iterator[str]:
    yield from _table(
        "Group", "Law in force", "Reason written", "Objection that the law heeds", "It may be told"
    )
    for group, in_force, reason, objected in product(
        (Group.REACH_ADDRESS, Group.HEALTH_ALL, Group.DWP_ALL), (True, False), ("…", ""), (False, True)
    ):
        why = rules.why_not_without_consent(
            {group}, in_force=in_force, reason=reason, objection_stops=True, objected=objected
        )
        said = ["yes" if one else "no" for one in (in_force, reason, objected)]
        yield _row(group.label, *said, why or "yes")
