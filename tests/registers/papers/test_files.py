"""What a file is, by its content; what a photo is kept without; what is sealed stays whole."""

import contextlib
import io
import zipfile
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connexions.ground.base.refusals import NotPossible
from connexions.registers.papers import rules, sealing
from connexions.registers.papers.photographs import bare
from connexions.registers.papers.recognising import content_type
from connexions.registers.papers.sealing import Belonging, Damaged
from tests.factories.papers import PDF, archive, photo, png, webp

ODT = b"application/vnd.oasis.opendocument.text"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (PDF, rules.PDF),
        (b"\xef\xbb\xbf junk before " + PDF, rules.PDF),
        (photo(), rules.JPEG),
        (png(), rules.PNG),
        (webp(), rules.WEBP),
        ("Café, 3 o’clock\r\n".encode(), rules.TEXT),
        (
            archive(content_types=b"x", word__document__xml=b"x").replace(b"document/xml", b"document.xml"),
            rules.DOCX,
        ),
        (
            archive(content_types=b"x", xl__workbook__xml=b"x").replace(b"workbook/xml", b"workbook.xml"),
            rules.XLSX,
        ),
        (archive(mimetype=ODT), rules.ODT),
    ],
)
def test_a_file_is_known_by_its_content(content: bytes, found: str) -> None:
    assert content_type(io.BytesIO(content)) == found


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", rules.EMPTY),
        (b"MZ\x90\0" + bytes(100), rules.NOT_KNOWN),
        (b"\0\0\0\x18ftypheic" + bytes(20), rules.APPLE),
        (
            archive(content_types=b"x", word__vbaProject__bin=b"x").replace(b"ject/bin", b"ject.bin"),
            rules.MACROS,
        ),
        (archive(mimetype=ODT, Basic__x=b"x"), rules.MACROS),
        (archive(mimetype=b"application/epub+zip"), rules.NOT_KNOWN),
        (archive(anything=b"x"), rules.NOT_KNOWN),
        (b"PK\x03\x04 no archive", rules.DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 E\0n\0c\0r\0y\0p\0t\0e\0d", rules.LOCKED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", rules.NOT_KNOWN),
        ("Café".encode("latin-1"), rules.NOT_KNOWN),
    ],
)
def test_what_is_not_kept_is_refused_with_what_to_do(content: bytes, sentence: str) -> None:
    with pytest.raises(NotPossible) as refused:
        content_type(io.BytesIO(content))
    assert refused.value.sentence == sentence


def test_a_web_page_is_words_and_is_never_served_as_a_page() -> None:
    assert content_type(io.BytesIO(b"<script>alert(1)</script>")) == rules.TEXT
    assert rules.TEXT not in rules.SHOWN


@given(st.binary(max_size=3000))
def test_anything_is_known_or_refused(content: bytes) -> None:
    with contextlib.suppress(NotPossible):
        assert content_type(io.BytesIO(content)) in rules.ALLOWED


@pytest.mark.parametrize(("made", "kind"), [(photo(), rules.JPEG), (png(), rules.PNG), (webp(), rules.WEBP)])
def test_a_picture_is_kept_without_where_it_was_taken(made: bytes, kind: str) -> None:
    kept = bare(made, kind)
    assert b"GPS" in made
    assert b"GPS" not in kept
    assert content_type(io.BytesIO(kept)) == kind
    assert bare(kept, kind) == kept


@pytest.mark.parametrize("order", [">", "<"])
def test_a_photo_keeps_its_way_up_and_its_picture(order: str) -> None:
    kept = bare(photo(way_up=6, order=order), rules.JPEG)
    assert b" the picture " in kept
    assert kept.startswith(b"\xff\xd8\xff\xe1")
    assert b"Exif\0\0MM\0*" in kept
    assert b"Exif" not in bare(photo(way_up=1, order=order), rules.JPEG)


@given(st.binary(max_size=400))
def test_a_damaged_picture_stops_nothing(rest: bytes) -> None:
    for kind, head in (
        (rules.JPEG, b"\xff\xd8"),
        (rules.PNG, b"\x89PNG\r\n\x1a\n"),
        (rules.WEBP, b"RIFF....WEBP"),
    ):
        bare(head + rest, kind)


@given(st.lists(st.binary(max_size=50), min_size=1, max_size=4))
def test_what_is_sealed_comes_back_and_cannot_be_read(sheets: list[bytes]) -> None:
    to = Belonging(uuid4(), uuid4(), len(sheets))
    stored = list(sealing.sealed(sheets, to))
    assert sealing.unsealed(stored, to) == b"".join(sheets)
    assert not any(len(sheet) > 8 and sheet in kept for sheet, kept in zip(sheets, stored, strict=True))


def test_a_sheet_changed_swapped_left_out_or_of_another_is_noticed() -> None:
    to = Belonging(uuid4(), uuid4(), 2)
    one, two = sealing.sealed([b"first", b"second"], to)
    changed = one[:-1] + bytes([one[-1] ^ 1])
    elsewhere = Belonging(to.paper, uuid4(), 2)
    for stored, whose in (([changed, two], to), ([two, one], to), ([one], to), ([one, two], elsewhere)):
        with pytest.raises(Damaged):
            sealing.unsealed(stored, whose)


def named_in_no_alphabet() -> bytes:
    """An archive that calls the name of its part UTF-8, which it is not."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as made:
        made.writestr("é", b"x")
    return whole.getvalue().replace("é".encode(), b"\xff\xff")


@pytest.mark.parametrize("content", [archive(mimetype=b"x" * 20)[:60], named_in_no_alphabet()])
def test_a_damaged_file_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(NotPossible, match="damaged"):
        content_type(io.BytesIO(content))
