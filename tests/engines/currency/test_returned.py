"""As what each young person is returned in a month; the guarantee's year groups; what lapses when."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connexions.engines.currency import (
    LEAVING,
    Guarantee,
    Member,
    Status,
    coverage_in,
    end_of_academic_year,
    guarantee_node,
    has_lapsed,
    lapses_on,
    lapses_within,
    load_coverage,
    load_lapse_table,
    nc_year_group,
    note_reported,
    reset,
    returned_as,
)

MONTH, BEFORE, AFTER = date(2026, 1, 31), date(2025, 12, 31), date(2026, 2, 28)
COVERAGE = coverage_in(MONTH, load_coverage())
SIXTEEN, FOURTEEN, EIGHTEEN = date(2009, 3, 14), date(2011, 3, 14), date(2007, 3, 14)
ROUND = Guarantee(date(2025, 4, 1), date(2026, 2, 1))


def left(status: Status, on: date = date(2026, 1, 10), **more: object) -> Member:
    return Member(SIXTEEN, left_as=status, left_on=on, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("member", "expected"),
    [
        (Member(SIXTEEN), "P"),
        (Member(date(2010, 8, 31)), "P"),  # the youngest: year 11
        (Member(date(2010, 9, 1)), None),  # a day younger: not yet
        (Member(FOURTEEN, has_plan=True), None),
        (Member(EIGHTEEN), "A"),
        (Member(EIGHTEEN, has_plan=True), "P"),
        (Member(date(2000, 3, 14), has_plan=True), "A"),
        (Member(EIGHTEEN, reported_in=BEFORE), None),  # once
        (Member(EIGHTEEN, reported_in=MONTH), "A"),  # and once more in the month itself, built again
        *((left(status), status.value) for status in sorted(LEAVING)),
        *((left(status, reported_in=BEFORE, on=date(2025, 12, 3)), None) for status in sorted(LEAVING)),
        *((left(status, on=MONTH), status.value) for status in sorted(LEAVING)),
        *((left(status, on=MONTH + timedelta(1)), "P") for status in sorted(LEAVING)),
        # Reported, back again, left again: that is reported too.
        (left(Status.TRANSFERRED, reported_in=date(2025, 6, 30)), "T"),
    ],
)
def test_as_what_somebody_is_returned(member: Member, expected: str | None) -> None:
    assert returned_as(member, MONTH, coverage=COVERAGE) == expected


@pytest.mark.parametrize(
    ("member", "period_end", "expected"),
    [
        *(
            (left(one, on_baseline=True), MONTH, "D" if one is Status.DIED else "G")
            for one in sorted(LEAVING)
        ),
        (left(Status.TRANSFERRED), MONTH, "T"),  # not on the baseline
        (left(Status.TRANSFERRED, on_baseline=True), AFTER, "T"),  # the guarantee is done: now the reason
        (left(Status.TRANSFERRED, on_baseline=True, reported_in=AFTER), date(2026, 3, 31), None),
        (Member(EIGHTEEN, on_baseline=True), MONTH, "G"),  # grown out of the cohort, covered all the same
        (Member(SIXTEEN, on_baseline=True), MONTH, "P"),
        (Member(FOURTEEN, on_baseline=True), MONTH, None),
        (left(Status.DIED, on_baseline=True, reported_in=BEFORE, on=date(2025, 12, 3)), MONTH, None),
    ],
)
def test_whoever_is_on_an_active_baseline_stays_until_it_is_done(
    member: Member, period_end: date, expected: str | None
) -> None:
    assert returned_as(member, period_end, coverage=COVERAGE, guarantee=ROUND) == expected


def test_a_guarantee_is_active_from_its_baseline_until_it_is_done() -> None:
    assert [ROUND.is_active(on) for on in (date(2025, 3, 31), date(2025, 4, 1), MONTH, date(2026, 2, 1))] == [
        False,
        True,
        True,
        False,
    ]


def test_a_reason_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="no reason for leaving"):
        Member(SIXTEEN, left_as=Status.PRIMARY, left_on=MONTH)
    with pytest.raises(ValueError, match="for a reason, on a day"):
        Member(SIXTEEN, left_as=Status.DIED)


month_ends = st.sampled_from([date(2025, m, 28) for m in range(1, 13)])
members = st.builds(
    Member,
    st.dates(date(2000, 1, 1), date(2012, 1, 1)),
    has_plan=st.booleans(),
    reported_in=st.none() | month_ends,
    on_baseline=st.booleans(),
) | st.builds(
    Member,
    st.dates(date(2000, 1, 1), date(2012, 1, 1)),
    st.booleans(),
    st.sampled_from(sorted(LEAVING)),
    st.dates(date(2024, 9, 1), date(2026, 8, 31)),
    st.none() | month_ends,
    st.booleans(),
)


@given(st.lists(members), month_ends)
def test_a_month_built_again_after_a_reset_is_the_same(people: list[Member], month: date) -> None:
    first = [returned_as(one, month, coverage=COVERAGE, guarantee=ROUND) for one in reset(people, month)]
    sent = note_reported(reset(people, month), month, coverage=COVERAGE, guarantee=ROUND)
    again = reset(sent, month)
    assert [returned_as(one, month, coverage=COVERAGE, guarantee=ROUND) for one in again] == first
    assert [returned_as(one, month, coverage=COVERAGE, guarantee=ROUND) for one in sent] == first
    assert reset(again, month) == again
    assert note_reported(sent, month, coverage=COVERAGE, guarantee=ROUND) == sent


@given(st.lists(members), st.sampled_from([date(2025, m, 28) for m in range(1, 12)]))
def test_a_leaver_is_returned_once(people: list[Member], month: date) -> None:
    following = month.replace(month=month.month + 1)
    sent = note_reported(people, month, coverage=COVERAGE, guarantee=ROUND)
    for member in sent:
        if returned_as(member, month, coverage=COVERAGE, guarantee=ROUND) in LEAVING:
            now = returned_as(member, following, coverage=COVERAGE, guarantee=ROUND)
            left_again = member.left_on is not None and member.left_on > month
            grown = member.left_as is None and nc_year_group(member.born_on, following) > nc_year_group(
                member.born_on, month
            )
            guaranteed = ROUND.is_active(following) and not ROUND.is_active(month)
            assert now is None or left_again or grown or guaranteed


@given(members, month_ends)
def test_nobody_who_died_is_called_anything_else(member: Member, month: date) -> None:
    found = returned_as(member, month, coverage=COVERAGE, guarantee=ROUND)
    if member.left_as is Status.DIED and member.left_on is not None and member.left_on <= month:
        assert found in (Status.DIED, None)
    else:
        assert found is not Status.DIED


@pytest.mark.parametrize(
    ("group", "on", "node"),
    [
        (11, date(2026, 4, 1), 11),
        (12, date(2026, 8, 31), 12),
        (10, date(2026, 4, 1), None),
        (13, date(2026, 8, 31), None),
        (12, date(2026, 9, 1), 11),
        (13, date(2027, 3, 31), 12),
        (11, date(2026, 9, 1), None),
        (14, date(2027, 3, 31), None),
    ],
)
def test_the_guarantee_covers_two_year_groups(group: int, on: date, node: int | None) -> None:
    year = on.year if on.month >= 9 else on.year - 1
    born = date(year - group - 4, 3, 14)
    assert nc_year_group(born, on) == group
    assert guarantee_node(born, on) == node


@given(st.dates(date(2005, 1, 1), date(2015, 12, 31)), st.integers(2018, 2032))
def test_the_same_people_are_covered_from_april_to_march(born: date, year: int) -> None:
    summer = [guarantee_node(born, date(year, month, 15)) for month in range(4, 9)]
    winter = [guarantee_node(born, date(year, month, 15)) for month in range(9, 13)]
    spring = [guarantee_node(born, date(year + 1, month, 15)) for month in range(1, 4)]
    assert len(set(summer + winter + spring)) == 1


EDUCATION = ["110", "120", "130", "140", "150", "210", "220", "230", "240", "250", "270", "280"]


@pytest.mark.parametrize("code", EDUCATION)
def test_all_education_lapses_with_august(code: str) -> None:
    table = load_lapse_table(2025)
    found = lapses_on(code, verified_on=date(2026, 2, 3), predicted_end_on=date(2027, 8, 31), table=table)
    assert found == date(2026, 8, 31) == end_of_academic_year(date(2026, 2, 3))
    assert not has_lapsed(found, date(2026, 8, 31))
    assert has_lapsed(found, date(2026, 9, 1))


@pytest.mark.parametrize("code", ["540", "610", "619", "680", "810", "830"])
def test_neet_and_not_known_do_not_lapse(code: str) -> None:
    found = lapses_on(code, verified_on=date(2020, 1, 1), table=load_lapse_table(2025))
    assert not has_lapsed(found, date(2099, 1, 1))
    assert not lapses_within(found, date(2020, 1, 1), weeks=1000)


@pytest.mark.parametrize(
    ("days", "weeks", "expected"),
    [
        (0, 0, True),
        (1, 0, False),
        (-1, 8, False),
        (28, 4, True),
        (29, 4, False),
        (56, 8, True),
        (57, 8, False),
    ],
)
def test_what_lapses_within_so_many_weeks(days: int, weeks: int, expected: bool) -> None:
    assert lapses_within(MONTH + timedelta(days), MONTH, weeks=weeks) is expected


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(0, 60),
)
def test_what_has_lapsed_does_not_lapse_soon(lapse: date, on: date, weeks: int) -> None:
    assert not (has_lapsed(lapse, on) and lapses_within(lapse, on, weeks=weeks))
