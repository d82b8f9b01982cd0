"""What was typed is recognised by its shape."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from connexions.registers.people.queries.typed import read

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "text", ["14/5/2009", "14.05.2009", "14-5-09", "2009-05-14", "14 May 2009", "14th may 2009"]
)
def test_dates_of_birth_as_people_write_them(text: str) -> None:
    found = read(text, on=TODAY)
    assert found.born_on == [date(2009, 5, 14)]
    assert found.words == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("07700 900123", "+447700900123"),
        ("07700900123", "+447700900123"),
        ("+44 7700 900 123", "+447700900123"),
        ("0044 7700 900123", "+447700900123"),
        ("(0191) 498 0123", "+441914980123"),
    ],
)
def test_phones_however_they_are_written(text: str, value: str) -> None:
    assert read(text, on=TODAY).phones == [value]


def test_a_name_with_a_date() -> None:
    found = read("holloway 14/5/2009", on=TODAY)
    assert (found.words, found.born_on) == ([("holloway",)], [date(2009, 5, 14)])


def test_postcodes_whole_and_half() -> None:
    assert read("ne1 4xd", on=TODAY).postcodes == ["NE1 4XD"]
    assert read("NE14XD", on=TODAY).postcodes == ["NE1 4XD"]
    assert read("smith ne1", on=TODAY).outwards == ["NE1"]


def test_numbers_of_other_systems() -> None:
    assert read("B801200005001", on=TODAY).numbers == ["B801200005001"]
    assert read("9276308686", on=TODAY).numbers == ["9276308686"]
    assert read("4440000000017", on=TODAY).numbers == ["4440000000017"]


def test_mail() -> None:
    assert read("Jay.Holloway@Example.org", on=TODAY).emails == ["jay.holloway@example.org"]


def test_double_names_keep_their_parts() -> None:
    assert read("Smith-Jones o'brien", on=TODAY).words == [("smith", "jones"), ("obrien",)]


def test_a_date_that_is_none_is_not_taken_for_one() -> None:
    assert read("31/2/2009", on=TODAY).born_on == []


@given(some.text(max_size=300))
def test_anything_can_be_typed(text: str) -> None:
    found = read(text, on=TODAY)
    assert len(found.words) <= 6
    assert all(part for word in found.words for part in word)
