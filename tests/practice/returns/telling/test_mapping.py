"""The way out is the mirror of the way in: what a record says when it is read is what it said when it was made."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from io import BytesIO
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connexions.engines.ccis import Header, Record, Specification, Survey, specification, write
from connexions.engines.currency import load_lapse_table
from connexions.practice.feeds.importing.mapping import CHARACTERISTICS, said
from connexions.practice.returns.telling.known import Doing, Home, Known
from connexions.practice.returns.telling.mapping import NAMES, as_of, nothing_known, otherwise_kept, record

END = date(2026, 1, 31)
SPEC = specification(2025)
NOBODY = UUID(int=7)

words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs", "Cc")), max_size=40)
days = st.dates(date(2020, 1, 1), END)
maybe = st.one_of(st.none(), days)
authorities = st.sampled_from(["", "391", "390", "201"])
homes = st.builds(
    Home, line_1=words, line_2=words, line_3=words, town=words, county=words,
    postcode=st.sampled_from(["", "NE1 4XD", "ne14xd", "ZZ99 9ZZ"]), no_fixed_address=st.booleans(),
)  # fmt: skip
# As PostgreSQL keeps them: nothing is verified, or ends, before it begins, and NEET begins no later.
doings = st.builds(
    Doing, code=st.sampled_from(sorted(SPEC.activities)), start_on=days, ascertained_on=maybe, verified_on=maybe,
    review_on=maybe, lapses_on=maybe, predicted_end_on=maybe, neet_start_on=maybe,
    establishment_number=st.sampled_from(["", "3914000"]), establishment_name=words,
    ukprn=st.sampled_from(["", "10001234"]), id=st.none(),
).filter(
    lambda one: (one.neet_start_on or one.start_on) <= one.start_on
    <= min(one.verified_on or END, one.predicted_end_on or END)
)  # fmt: skip
people = st.builds(
    Known, id=st.just(NOBODY), number=st.just("4440000000017"), given_name=words, middle_names=words, family_name=words,
    born_on=st.dates(date(2000, 9, 1), date(2010, 8, 31)), gender=st.sampled_from("FMUW"),
    ethnicity=st.sampled_from(sorted(SPEC.ethnicities)), lead_authority=st.just("391"),
    educated_authority=authorities, authority_at_year_11=authorities,
    level_of_need=st.sampled_from(["intensive", "supported", "minimum"]),
    special_needs=st.sampled_from(["none", "sen_support", "ehc_plan"]), cohort_status=st.just("P"),
    here_since=st.dates(date(2020, 1, 1), date(2026, 3, 1)), left=st.none(), home=st.one_of(st.none(), homes),
    doing=st.one_of(st.none(), doings),
    numbers=st.fixed_dictionaries({}, optional={"uln": st.just("1234567890"), "upn": st.just("A391400012345"),
                                                "former_ccis": st.just("8050000000001")}),
    characteristics=st.lists(st.sampled_from(sorted(CHARACTERISTICS.values())), unique=True),
    guarantees=st.dictionaries(st.sampled_from([11, 12]), st.tuples(st.sampled_from(["110", "140", "159"]),
                               authorities, st.booleans())),
    destination=st.sampled_from(["", *sorted(SPEC.destinations)]), before=st.none(),
)  # fmt: skip


SOMEBODY = Known(
    NOBODY, "4440000000017", "Sam", "", "Bell", date(2009, 3, 14), "F", "WBRI", "391", "", "", "minimum", "none", "P",
    date(2025, 10, 1),
)  # fmt: skip


def told(known: Known, spec: Specification = SPEC) -> Record:
    return record(
        known, status="P", authority="391", period_end=END, spec=spec, lapses=load_lapse_table(2025)
    )


def taken_in(found: Record) -> Known:
    """Somebody as the import would keep them who reads this record."""
    read = said(found, SPEC, {}, load_lapse_table(2025))
    person = read.person
    doing = asdict(read.doing) if read.doing else None
    numbers = {scheme: value for scheme, value in read.identifiers.items() if scheme != "ccis"}
    return Known(
        NOBODY, read.number, person["given_name"], person["middle_names"], person["family_name"],
        person["date_of_birth"], person["gender"], person["ethnicity"], person["lead_authority"],
        person.get("educated_authority", ""), person.get("authority_at_year_11", ""), person["level_of_need"],
        person["special_needs"], person["cohort_status"], date(2026, 2, 3),
        home=Home(**asdict(read.home)) if read.home else None,
        doing=Doing(code=doing.pop("kind_id"), **doing) if doing else None,
        numbers=numbers, characteristics=sorted(read.characteristics), guarantees=dict(read.guarantees),
        destination=read.destination or "",
    )  # fmt: skip


@given(people)
def test_what_goes_out_and_comes_in_goes_out_the_same(known: Known) -> None:
    first = told(known)
    second = told(taken_in(first))
    assert second.values == first.values
    assert second.characteristics == first.characteristics


@given(people)
def test_a_record_holds_no_empty_field_and_nothing_unseen(known: Known) -> None:
    found = told(known)
    assert all(found.values.values())
    assert all(ord(letter) >= 32 for value in found.values.values() for letter in value)
    assert found.values["AddressLine1"] or found.values["Town"] if known.home is None else True


@given(people)
def test_the_flag_agrees_with_the_day(known: Known) -> None:
    values = told(known).values
    lapses = values.get("DueToLapseDate")
    assert (values["CurrencyLapsed"] == "Y") == (lapses is not None and lapses < END.isoformat())


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("O’Neill", "O'Neill"),
        ("Anne‑Marie", "Anne-Marie"),
        ("  Zoë \t Bea ", "Zoë Bea"),
        ("Sam\u200bSmith", "Sam Smith"),
        ("R2 D2", "R2 D2"),  # that year's rules allow it
    ],
)
def test_names_go_out_as_the_return_can_carry_them(written: str, sent: str) -> None:
    known = Known(
        NOBODY, "4440000000017", written, "", "Bell", date(2009, 3, 14), "F", "WBRI", "391", "", "", "minimum", "none",
        "P", END,
    )  # fmt: skip
    assert told(known).values["GivenName"] == sent


SPEC_2026 = specification(2026)
# Whatever PostgreSQL can keep: any text without NUL and halves of letters.
typed = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("R2 D2", "R D"),
        ("Jay (Jamie)", "Jay Jamie"),
        ("Anne/Marie", "Anne Marie"),
        ("O’Neill", "O'Neill"),
        ("1234", "Not known"),
        ("?", "Not known"),
        ("\u200b", "Not known"),
    ],
)
def test_signs_that_a_name_may_not_have_are_not_sent_and_are_told_of(written: str, sent: str) -> None:
    known = replace(SOMEBODY, given_name=written)
    assert told(known, SPEC_2026).values["GivenName"] == sent
    assert set(otherwise_kept(known, SPEC_2026)) == ({"GivenName"} if written != "O’Neill" else set())
    assert otherwise_kept(replace(SOMEBODY, given_name="R2 D2"), SPEC) == {}


@given(given_name=typed, family_name=typed, middle_names=st.one_of(st.just(""), typed))
def test_names_are_told_the_same_each_time_and_again(**names: str) -> None:
    known = replace(SOMEBODY, **names)
    first = told(known, SPEC_2026)
    again = told(taken_in(first), SPEC_2026)
    assert told(known, SPEC_2026).values == first.values
    assert {name: first.values.get(name) for name in NAMES} == {
        name: again.values.get(name) for name in NAMES
    }


@given(
    names=st.fixed_dictionaries(
        {"given_name": typed, "family_name": typed, "middle_names": st.one_of(st.just(""), typed)}
    ),
    lines=st.lists(st.one_of(st.just(""), typed), min_size=5, max_size=5),
    postcode=st.sampled_from(["NE1 4XD", "ne14xd", "ZZ99 9ZZ"]),
    spec=st.sampled_from([SPEC, SPEC_2026]),
)
def test_whatever_was_typed_a_file_of_it_has_no_fault_that_must_be_mended(
    names: dict[str, str], lines: list[str], postcode: str, spec: Specification
) -> None:
    known = replace(SOMEBODY, **names, home=Home(*lines, postcode, no_fixed_address=False))
    made = record(
        known, status="P", authority="391", period_end=END, spec=spec, lapses=load_lapse_table(2025)
    )
    header = Header(("444",), ("391",), END, END, "Open Connexions", "1.0", "1.0")
    file = BytesIO()
    write(file, header, [made])
    file.seek(0)
    found = [one for one in Survey(file, spec.year) if one.priority == 1]
    assert not found, found


def test_nothing_known_of_a_pupil_is_told_with_the_codes_of_a_pupil() -> None:
    known = Known(
        NOBODY, "4440000000017", "A", "", "B", date(2010, 3, 14), "F", "WBRI", "391", "", "", "minimum", "none", "P",
        date(2025, 10, 1),
    )  # fmt: skip
    now = nothing_known(known, END)
    assert (now.code, now.start_on, now.lapses_on, now.predicted_end_on) == (
        "150",
        date(2025, 10, 1),
        date(2026, 8, 31),
        date(2026, 8, 31),
    )


def test_a_leap_day_and_a_verification_of_it() -> None:
    doing = Doing("330", date(2023, 9, 1), date(2023, 9, 5), date(2024, 3, 4), lapses_on=date(2024, 9, 4))
    found = as_of(doing, date(2024, 2, 29), [date(2024, 2, 29), date(2023, 12, 1)], load_lapse_table(2023))
    assert (found.verified_on, found.lapses_on) == (date(2024, 2, 29), date(2024, 8, 29))
