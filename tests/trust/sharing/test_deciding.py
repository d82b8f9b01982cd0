"""The whole decision, case by case, and what must hold of every one that could be made up."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as some

from connexions.registers.people.categories import NEVER, Group
from connexions.trust.sharing import rules
from connexions.trust.sharing.deciding import AGREED, DAY, NOW, OURS, TOLD, Case, Consent, Law, To, cases
from connexions.trust.sharing.rules import Asker, Competence, GivenBy, Permission


@pytest.mark.parametrize("case", cases(), ids=str)
def test_what_an_organisation_sees(case: Case) -> None:
    """Said once more, in other words than the rule's."""
    expected: set[Group] = set()
    if case.to is not To.ANOTHER and not case.restricted:
        expected |= AGREED if case.consent is Consent.HOLDS else set()
        expected |= TOLD if case.law is Law.TOLD else set()
    assert case.sees == expected


def test_every_case_is_there() -> None:
    assert len(cases()) == len(To) * len(Consent) * len(Law) * 2 == len(set(cases()))


ABLE, NOT_ABLE = Competence(True, "Understands."), Competence(False, "Does not.")


@pytest.mark.parametrize(
    ("age", "given_by", "judged"), list(product((13, 15, 16, 19), GivenBy, (None, ABLE, NOT_ABLE)))
)
def test_who_may_agree(age: int, given_by: GivenBy, judged: Competence | None) -> None:
    themselves = given_by is GivenBy.YOUNG_PERSON
    counts = (themselves and judged is None) if age >= 16 else judged is (ABLE if themselves else NOT_ABLE)
    assert (rules.why_not_given(age=age, given_by=given_by, competence=judged) == "") == counts


def test_a_judgement_without_a_reason_is_none() -> None:
    assert rules.why_not_given(age=15, given_by=GivenBy.YOUNG_PERSON, competence=Competence(True, " "))


@pytest.mark.parametrize(("age", "made_by"), list(product((15, 16), GivenBy)))
def test_whose_objection_it_is(age: int, made_by: GivenBy) -> None:
    theirs = made_by is (GivenBy.YOUNG_PERSON if age >= 16 else GivenBy.CARER)
    assert (rules.why_not_objected(age=age, made_by=made_by) == "") == theirs


@pytest.mark.parametrize(
    ("group", "in_force", "reason", "stops", "objected"),
    list(
        product(
            (Group.REACH_ADDRESS, Group.HEALTH_ALL, Group.DWP_ALL),
            (True, False),
            ("x", ""),
            (True, False),
            (True, False),
        )
    ),
)
def test_what_is_told_without_consent(
    group: Group, in_force: bool, reason: str, stops: bool, objected: bool
) -> None:
    stopped = objected and stops and group is Group.HEALTH_ALL
    allowed = group is not Group.DWP_ALL and in_force and bool(reason) and not stopped
    why = rules.why_not_without_consent(
        {group}, in_force=in_force, reason=reason, objection_stops=stops, objected=objected
    )
    assert (why == "") == allowed


moments = some.integers(-5, 5).map(lambda days: NOW + days * DAY)
permissions = some.builds(
    Permission,
    groups=some.frozensets(some.sampled_from(list(Group)), min_size=1),
    purpose=some.sampled_from(["housing", "health"]),
    from_at=moments,
    until_at=moments,
    organisation=some.sampled_from([OURS, 2, None]),
    kind=some.sampled_from(["", "housing", "health"]),
    withdrawn_at=some.none() | moments,
    any_purpose=some.booleans(),
    key=some.uuids(),
)


def seen(held: list[Permission], at: object = NOW) -> frozenset[Group]:
    return rules.coverage(
        list(Group),
        held,
        asker=Asker(OURS, "housing"),
        purpose="housing",
        at=at,  # type: ignore[arg-type]
    ).covered


@given(some.lists(permissions, max_size=5), some.integers(0, 4), moments, moments)
def test_withdrawing_never_widens(held: list[Permission], which: int, when: object, at: object) -> None:
    if which >= len(held) or held[which].withdrawn_at is not None:
        return
    after = [*held[:which], replace(held[which], withdrawn_at=when), *held[which + 1 :]]  # type: ignore[arg-type]
    assert seen(after, at) <= seen(held, at)


@given(permissions, moments, moments)
def test_withdrawal_is_expiry(one: Permission, when: object, at: object) -> None:
    withdrawn = replace(one, withdrawn_at=when)  # type: ignore[arg-type]
    expired = replace(one, withdrawn_at=None, until_at=min(one.until_at, when))  # type: ignore[type-var]
    assert seen([withdrawn], at) == seen([expired], at)


@given(some.lists(permissions, max_size=5))
def test_what_came_from_the_dwp_is_never_open(held: list[Permission]) -> None:
    assert not seen(held) & NEVER


@given(some.lists(permissions, max_size=5))
def test_each_is_seen_by_itself_or_not_at_all(held: list[Permission]) -> None:
    assert seen(held) == frozenset[Group]().union(*(seen([one]) for one in held))


def test_a_consent_ends_by_the_calendar() -> None:
    assert rules.ends_by(NOW.date().replace(month=8, day=31), 6).isoformat() == "2027-02-28"
    assert rules.ends_by(NOW.date(), 24) - NOW.date() == timedelta(days=731)
