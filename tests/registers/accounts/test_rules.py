"""What is true of accounts without a database."""

import pytest
from django.core.exceptions import ValidationError

from connexions.ground.base.acting import NATIONAL_UNIT, STAFF, Role
from connexions.registers.accounts import addresses, devices, letters, rules, secrets


@pytest.mark.parametrize("typed", ["07700900123", "07700 900 123", "+447700900123", "0044 7700 900123"])
def test_one_number_is_one_address(typed: str) -> None:
    assert addresses.read(typed).value == "+447700900123"


@pytest.mark.parametrize("typed", ["", "12", "0770", "jay@", "@example.org", "seven", "077009001234567"])
def test_what_is_no_address(typed: str) -> None:
    with pytest.raises(ValidationError):
        addresses.read(typed)


def test_every_role_of_staff_has_its_place() -> None:
    assert rules.roles_at(NATIONAL_UNIT) == {Role.ADMINISTRATOR, Role.NATIONAL_ANALYST}
    assert rules.roles_at(1) | rules.roles_at(NATIONAL_UNIT) == STAFF
    assert Role.NATIONAL_ANALYST not in rules.roles_at(1)


def test_the_young_peoples_door_is_for_them_alone() -> None:
    assert rules.signs_in_by_code(["young_person"])
    assert not rules.signs_in_by_code([])
    assert not rules.signs_in_by_code(["young_person", "personal_adviser"])


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Mozilla/5.0 (iPhone; CPU) AppleWebKit Version/17 Mobile Safari/604.1", "Safari on an iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/150 Safari/537 Edg/150.0", "Edge on Windows"),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit Chrome/150 Mobile Safari",
            "Chrome on an Android phone or tablet",
        ),
        ("curl/8", "Not known"),
        ("", "Not known"),
    ],
)
def test_a_browser_in_words(said: str, words: str) -> None:
    assert devices.described(said) == words


def test_what_is_sealed_comes_back() -> None:
    sealed = secrets.seal("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DP" not in sealed
    assert secrets.unseal(sealed) == "JBSWY3DPEHPK3PXP"
    assert secrets.seal("JBSWY3DPEHPK3PXP") != sealed


def test_no_subject_says_anything_about_anybody() -> None:
    subject, words = letters.invitation(
        name="Jay Holloway", partnership="Here", link="https://x.example.org/"
    )
    subjects = [one for one, _ in letters.LETTERS.values()] + [subject, letters.CODE_SUBJECT]
    assert all("Jay" not in one and "{" not in one for one in subjects)
    assert "https://x.example.org/" in words
