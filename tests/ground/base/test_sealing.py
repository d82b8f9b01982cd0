"""What is sealed opens with its purpose, for whom it belongs to, and with the key that it names."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from config import keys
from connexions.ground.base import sealing
from connexions.ground.base.sealing import Damaged, SealedTextField, seal, unseal, unseal_text


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.SEALING_KEYS = tmp_path / "sealing"
    return tmp_path / "sealing"


@given(st.binary(max_size=300), st.text(max_size=40))
def test_what_is_sealed_opens_again_and_is_never_the_same_twice(what: bytes, to: str) -> None:
    sealed = seal(what, "tests", to=to)
    assert unseal(sealed, "tests", to=to) == what
    assert sealed != seal(what, "tests", to=to)
    assert len(what) < 4 or what not in sealed


def test_it_opens_for_its_purpose_and_owner_alone() -> None:
    sealed = seal("12 Harbour Row", "homes", to="one")
    assert unseal_text(sealed, "homes", to="one") == "12 Harbour Row"
    for purpose, to in (("letters", "one"), ("homes", "two"), ("homes", "")):
        with pytest.raises(Damaged):
            unseal(sealed, purpose, to=to)


@given(st.integers(min_value=0, max_value=60), st.integers(min_value=1, max_value=255))
def test_a_changed_byte_is_noticed(place: int, by: int) -> None:
    sealed = bytearray(seal("thirty bytes of words, at least.", "tests"))
    sealed[place] ^= by
    with pytest.raises(Damaged):
        unseal(bytes(sealed), "tests")


def test_the_newest_key_seals_and_all_of_them_open(folder: Path) -> None:
    first = seal("before", "tests")
    keys.add_sealing(folder, number=1)
    second = seal("between", "tests")
    keys.add_sealing(folder, number=2)
    third = seal("after", "tests")
    assert [sealing.number_of(one) for one in (first, second, third)] == [0, 1, 2]
    assert [unseal_text(one, "tests") for one in (first, second, third)] == ["before", "between", "after"]
    assert oct((folder / "2").stat().st_mode)[-3:] == "600"


def test_without_its_key_it_says_which_is_missing(folder: Path) -> None:
    keys.add_sealing(folder, number=7)
    sealed = seal("words", "tests")
    (folder / "7").unlink()
    with pytest.raises(Damaged, match="number 7"):
        unseal(sealed, "tests")


def test_a_key_that_is_there_is_never_made_again(folder: Path) -> None:
    keys.add_sealing(folder, number=1)
    made = (folder / "1").read_text()
    keys.add_sealing(folder, number=1)
    assert (folder / "1").read_text() == made


def test_keys_may_come_from_the_environment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONNEXIONS_SEALING_KEYS", "3:three 12:twelve")
    assert keys.sealing(folder) == {3: "three", 12: "twelve"}
    with pytest.raises(RuntimeError, match="CONNEXIONS_SEALING_KEYS"):
        keys.add_sealing(folder, number=13)


def test_what_was_sealed_before_there_were_numbers_opens(settings: Any) -> None:
    old = sealing._fernet(f"messages:{settings.FIELD_KEY}").encrypt(b"words")
    assert unseal_text(old, "letters", before=sealing.fernet("messages:")) == "words"
    with pytest.raises(Damaged):
        unseal(old, "letters", before=sealing.fernet("outreach:"))
    with pytest.raises(Damaged, match="never sealed"):
        unseal(old, "letters")


@pytest.fixture
def kept(db: None) -> Iterator[Any]:
    """A model of these tests alone, and its table."""
    with isolate_apps("connexions.ground.base"):

        class Secret(models.Model):
            id = models.UUIDField(primary_key=True, default=uuid4)
            words = SealedTextField(purpose="tests")
            more = SealedTextField(purpose="tests of more", null=True)

            class Meta:
                app_label = "base"

        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE TEMPORARY TABLE base_secret (id uuid PRIMARY KEY, words bytea, more bytea)"
            )
            yield Secret.objects


class TestTheField:
    def test_what_is_saved_is_read_and_lies_sealed(self, kept: Any) -> None:
        made = kept.create(words="12 Harbour Row")
        assert made.words == "12 Harbour Row"
        found = kept.get()
        assert (found.words, found.more) == ("12 Harbour Row", None)
        raw = kept.values_list("words", flat=True).get()
        assert b"Harbour" not in raw
        assert sealing.number_of(raw) == 0

    def test_a_row_saved_unread_keeps_what_it_says(self, kept: Any) -> None:
        kept.bulk_create([kept.model(words="one"), kept.model(words="")])
        for found in kept.all():
            found.save()
        assert {found.words for found in kept.all()} == {"one", ""}
        assert kept.defer("words").first().words in {"one", ""}

    def test_moved_to_another_row_it_does_not_open(self, kept: Any) -> None:
        kept.bulk_create([kept.model(words="mine"), kept.model(words="yours")])
        one, two = kept.all()
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE base_secret SET words = (SELECT words FROM base_secret WHERE id = %s)", [two.pk]
            )
        with pytest.raises(Damaged):
            _ = kept.get(pk=one.pk).words

    def test_nothing_goes_in_unsealed(self, kept: Any) -> None:
        kept.create(words="mine")
        with pytest.raises(TypeError, match="sealed when its row is saved"):
            kept.update(words="theirs")
