"""Names taken apart, short forms, sounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from connexions.registers.people import names


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("O'Brien", {"obrien", "o", "brien"}),
        ("O’Brien", {"obrien", "o", "brien"}),
        ("Anne-Marie", {"annemarie", "anne", "marie"}),
        ("Mary Jane", {"mary", "jane", "maryjane"}),
        ("al-Hassan", {"alhassan", "al", "hassan"}),
        ("McDonald", {"mcdonald", "mc", "donald"}),
        ("Zoë", {"zoe"}),
        ("Łukasz", {"lukasz"}),
        ("Strauß", {"strauss"}),
        ("", set()),
        (" - ", set()),
    ],
)
def test_a_name_is_found_by_each_way_of_writing_it(name: str, words: set[str]) -> None:
    assert names.words_of(name) == words


def test_keys_are_of_every_name_somebody_has_or_had() -> None:
    keys = names.keys_of("Elizabeth", "Rose", "Smith-Jones", "Lizzie", "Elizabeth Brown")
    assert keys >= {"elizabeth", "rose", "smith", "jones", "smithjones", "lizzie", "brown"}


@given(some.text(max_size=120))
def test_any_text_gives_words_that_fold_to_themselves(text: str) -> None:
    for word in names.words_of(text):
        assert 0 < len(word) <= names.LONGEST_WORD
        assert not any(letter.isspace() for letter in word)


def test_a_long_name_still_fits_its_column() -> None:
    assert max(map(len, names.words_of("a" * 99 + " " + "b" * 99))) == names.LONGEST_WORD


@pytest.mark.parametrize(("one", "other"), [("liz", "elizabeth"), ("mo", "mohammed"), ("kasia", "katarzyna")])
def test_short_names_go_both_ways(one: str, other: str) -> None:
    assert other in names.also(one)
    assert one in names.also(other)


def test_two_names_with_the_same_short_form_are_not_the_same() -> None:
    assert {"alexander", "alexandra"} <= names.also("alex")
    assert "alexandra" not in names.also("alexander")


def test_a_name_is_not_short_for_itself() -> None:
    assert "liz" not in names.also("liz")
    assert names.also("zzyzx") == frozenset()


def test_the_table_of_short_names_is_large_and_every_line_is_a_group() -> None:
    lines = [line for line in names.NICKNAMES.read_text().splitlines() if line and not line.startswith("#")]
    assert len(lines) > 400
    assert all(len(line.split()) > 1 for line in lines)


def test_what_sounds_alike_has_one_sound() -> None:
    assert names.sound_of("shaun") == names.sound_of("shawn") != ""
    assert names.sound_of("catherine") == names.sound_of("kathryn")
