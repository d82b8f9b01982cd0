"""Reading: what is taken in whatever dress, and what is refused with which sentence."""

from __future__ import annotations

import contextlib
import gzip
import io
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from connexions.engines.ccis import Extract, FileRefused, Record, Refusal, read
from tests.engines.ccis.samples import as_xml, clean, header

GOOD = as_xml([clean(1), clean(2)])


def taken(data: bytes) -> list[Record]:
    return list(read(io.BytesIO(data)))


def refused(data: bytes) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        taken(data)
    return caught.value


def test_what_is_written_is_read_again() -> None:
    first, second = clean(1), clean(2)
    first.characteristics = ("140", "110")
    data = as_xml([first, second])
    extract = read(io.BytesIO(data))
    again = list(extract)
    assert extract.header == header()
    assert [record.values for record in again] == [first.values, second.values]
    assert again[0].characteristics == ("140", "110")
    assert [record.unknown for record in again] == [{}, {}]
    assert as_xml(again) == data
    assert extract.bytes_read == len(data)


def test_a_record_knows_its_line_and_number_past_65535_lines() -> None:
    spaced = GOOD.replace(b"<YoungPersonsRecord>", b"\n" * 40_000 + b"<YoungPersonsRecord>")
    second = taken(spaced)[1]
    lines = spaced[: spaced.rindex(b"<YoungPersonsRecord>")].count(b"\n") + 1
    assert second.ordinal == 2
    assert abs(second.line - lines) <= 1  # past 65,535 the parser counts from the nearest text


@pytest.mark.parametrize("dress", [
    lambda text: b"\xef\xbb\xbf" + text.encode(),
    lambda text: text.replace("UTF-8", "ISO-8859-1").replace("“", '"').replace("”", '"').encode("latin-1"),
    lambda text: text.replace("UTF-8", "windows-1252").encode("cp1252"),
    lambda text: text.replace("UTF-8", "UTF-16").encode("utf-16"),
    lambda text: text.encode("utf-16"),
    lambda text: text.replace("UTF-8", "utf-16").encode(),
    lambda text: text.replace('<?xml version="1.0" encoding="UTF-8"?>\n', "").encode(),
    lambda text: text.replace("<NCCIS>", "<!DOCTYPE NCCIS2019>\n<NCCIS>").encode(),
    lambda text: text.replace("<NCCIS>", "<NCCIS xmlns='urn:nccis'>").encode(),
    lambda text: text.replace("\n", "\r\n").encode(),
    lambda text: text.replace("<DOB>", "<!-- born --><DOB><?x y?>").encode(),
])  # fmt: skip
def test_encodings_and_dresses_are_all_taken(dress) -> None:  # type: ignore[no-untyped-def]
    records = taken(dress(as_xml([clean(6), clean(2)]).decode()))
    assert [record.values["GivenName"] for record in records] == ["Zoë", "Chloe"]
    assert records[0].values["DOB"] == "2008-03-14"


def test_a_prefixed_namespace_is_taken() -> None:
    text = GOOD.decode().replace("</", "</n:").replace("<NCCIS", "<n:NCCIS xmlns:n='urn:nccis'")
    import re

    text = re.sub(r"<(?!/|\?|n:)(\w)", r"<n:\1", text)
    assert [record.values for record in taken(text.encode())] == [clean(1).values, clean(2).values]


def test_the_order_of_elements_does_not_matter() -> None:
    text = GOOD.decode()
    start, end = text.index("<Activities>"), text.index("</Activities>") + len("</Activities>")
    block = text[start:end]
    moved = text[:start] + text[end:]
    moved = moved.replace("<PersonalDetails>", block + "<PersonalDetails>", 1)
    assert taken(moved.encode())[0].values == clean(1).values
    assert taken(moved.encode())[0].digest() == taken(GOOD)[0].digest()


def test_both_spellings_of_the_neet_start_date() -> None:
    other = GOOD.replace(b"NEETStartDate>", b"NeetStartDate>")
    assert taken(other)[0].values["NEETStartDate"] == "2025-11-10"


def test_characteristics_may_repeat_the_wrapper_or_the_child() -> None:
    child = b"<Characteristics><CharacteristicCode>140</CharacteristicCode><CharacteristicCode>110</CharacteristicCode>"
    wrapper = child.replace(
        b"140</CharacteristicCode>", b"140</CharacteristicCode></Characteristics><Characteristics>"
    )
    empty = b"<Characteristics>\n      </Characteristics>"
    assert empty in GOOD
    for form in (child, wrapper):
        data = GOOD.replace(empty, form + b"</Characteristics>", 1)
        assert taken(data)[0].characteristics == ("140", "110")


def test_what_the_return_does_not_know_is_kept_with_its_path() -> None:
    odd = GOOD.decode().replace(
        "<GivenName>",
        "<Nickname>Mina</Nickname><Other><Deep a='1'>x</Deep><Deep>y</Deep></Other><GivenName lang='en'>",
        1,
    )
    odd = odd.replace("<Cohort>", "<Cohort><ActivityCode>210</ActivityCode></Cohort><Cohort>", 1)
    odd = odd.replace("<Town>", "<Town>Firsttown</Town><Town>", 1)
    record = taken(odd.encode())[0]
    assert record.unknown["PersonalDetails/Nickname"] == ["Mina"]
    assert record.unknown["PersonalDetails/Other/Deep"] == ["x", "y"]
    assert record.unknown["PersonalDetails/Other/Deep/@a"] == ["1"]
    assert record.unknown["PersonalDetails/GivenName/@lang"] == ["en"]
    assert record.values["ActivityCode"] == "210"
    assert record.unknown["Activities/Cohort/ActivityCode"] == ["619"]
    assert (record.values["Town"], record.unknown["PersonalDetails/Town"]) == ("Firsttown", ["Testtown"])
    assert record.digest() != taken(GOOD)[0].digest()


@pytest.mark.parametrize("size", [7, 100, 1 << 18])
def test_attributes_are_kept_wherever_the_stream_is_cut(size: int) -> None:
    """They are looked for only where an “=” was read, however the bytes arrive."""
    text = as_xml(clean(n) for n in range(1, 400))
    odd = text.replace(b"<GivenName>Owen", b'<GivenName\n lang = "en">Owen')

    class Dripping(io.BytesIO):
        def read(self, _: int | None = -1) -> bytes:
            return super().read(size)

    found = [record.ordinal for record in read(Dripping(odd)) if record.unknown]
    assert found == [n for n in range(1, 400) if n % 10 == 8]


def test_unknown_parts_of_the_header_and_between_records_are_remembered() -> None:
    odd = GOOD.replace(b"<SupplierName>", b"<Colour>blue</Colour><SupplierName>")
    odd = odd.replace(b"</FileHeader>", b"</FileHeader><Footnote>x</Footnote>")
    extract = read(io.BytesIO(odd))
    assert len(list(extract)) == 2
    assert extract.header.unknown == {"Colour": ["blue"]}
    assert extract.strays == ["Footnote"]


def test_a_file_without_records_is_an_extract() -> None:
    assert taken(as_xml([])) == []


BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE NCCIS [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">]>
<NCCIS><FileHeader>&e;</FileHeader></NCCIS>"""
EXTERNAL = b"""<?xml version="1.0"?>
<!DOCTYPE NCCIS [<!ENTITY secret SYSTEM "file:///etc/passwd">]><NCCIS><FileHeader>&secret;</FileHeader></NCCIS>"""
PARAMETER = b"""<!DOCTYPE NCCIS [<!ENTITY % far SYSTEM "http://127.0.0.1:9/x.dtd"> %far;]><NCCIS/>"""


@pytest.mark.parametrize(("data", "kind"), [
    (b"", Refusal.EMPTY),
    (b"\xef\xbb\xbf \r\n", Refusal.EMPTY),
    (b"id,name\n1,Amina\n", Refusal.NOT_XML),
    (b"{}", Refusal.NOT_XML),
    (b"%PDF-1.7 \x00\x01", Refusal.NOT_XML),
    (b"<?xml version='1.0'?>\n", Refusal.NOT_XML),
    (gzip.compress(GOOD), Refusal.COMPRESSED),
    (b"PK\x03\x04rest", Refusal.COMPRESSED),
    (b"<html><body/></html>", Refusal.WRONG_ROOT),
    (b"<Message xmlns='urn:x'/>", Refusal.WRONG_ROOT),
    (BOMB, Refusal.ENTITIES),
    (BOMB.decode().encode("utf-16"), Refusal.ENTITIES),
    (EXTERNAL, Refusal.ENTITIES),
    (PARAMETER, Refusal.ENTITIES),
    (b"<!DOCTYPE NCCIS SYSTEM 'http://127.0.0.1:9/x.dtd'>" + as_xml([clean(1)])[39:].replace(b"Testtown", b"&far;"),
     Refusal.ENTITIES),
    (GOOD.replace(b"Testtown", b"&far;"), Refusal.ENTITIES),
    (GOOD[:-40], Refusal.TRUNCATED),
    (GOOD[: len(GOOD) // 2], Refusal.TRUNCATED),
    (GOOD[:60], Refusal.TRUNCATED),
    (GOOD.replace(b"</NCCIS>", b""), Refusal.TRUNCATED),
    (GOOD.replace(b"Testtown", b"Test & town"), Refusal.MALFORMED),
    (GOOD.replace(b"</Town>", b"</Twon>"), Refusal.MALFORMED),
    (GOOD.replace(b"Testtown", b"Test\x00town"), Refusal.MALFORMED),
    (GOOD + b"<NCCIS/>", Refusal.SEVERAL_ROOTS),
    (GOOD + b"more", Refusal.SEVERAL_ROOTS),
    (GOOD.replace("“college”".encode(), b"caf\xe9"), Refusal.ENCODING),
    (GOOD.replace(b"UTF-8", b"klingon"), Refusal.ENCODING),
    (b"<NCCIS/>", Refusal.NO_HEADER),
    (GOOD[: GOOD.index(b"<FileHeader>")] + GOOD[GOOD.index(b"</FileHeader>") + 13 :], Refusal.NO_HEADER),
    (GOOD.replace(b"</FileHeader>", b"</FileHeader><FileHeader/>"), Refusal.SEVERAL_HEADERS),
    (GOOD.replace(b"<DatabaseID>444</DatabaseID>", b""), Refusal.BAD_DATABASES),
    (GOOD.replace(b"<DatabaseID>444<", b"<DatabaseID>4444<"), Refusal.BAD_DATABASES),
    (GOOD.replace(b"<LEACode>391</LEACode><LEACode>390<", b"<LEACode>Newcastle<"), Refusal.BAD_AUTHORITIES),
    (GOOD.replace(b"2026-01-31", b"31/01/2026"), Refusal.BAD_PERIOD_END),
    (GOOD.replace(b"<DateOfSend>2026-02-03</DateOfSend>", b""), Refusal.BAD_DATE_OF_SEND),
    (GOOD.replace(b"PersonalDetails>", b"Details>"), Refusal.NO_PERSONAL_DETAILS),
    (GOOD.replace(b"<CohortStatus>P", b"<CohortStatus>X"), Refusal.STATUS_X),
    (GOOD.replace(b"Testtown", b"T" * 11_000_000), Refusal.TOO_LARGE),
    (GOOD.replace(b"Testtown", b"<a>" * 300 + b"</a>" * 300), Refusal.TOO_LARGE),
    (GOOD.replace(b"<Town>", b"<Village>x</Village>" * 1_000_000 + b"<Town>", 1), Refusal.TOO_LARGE),
])  # fmt: skip
def test_refusals_are_told_apart(data: bytes, kind: Refusal) -> None:
    refusal = refused(data)
    assert refusal.kind == kind, refusal.sentence
    assert refusal.sentence[0].isupper()
    assert len(refusal.sentence) < 400
    assert "passwd" not in refusal.sentence


def test_a_refusal_names_the_line() -> None:
    broken = GOOD.replace("“college”".encode(), b"caf\xe9")
    line = broken[: broken.index(b"caf\xe9")].count(b"\n") + 1
    assert refused(broken).line == line
    assert f"(line {line})" in refused(broken).sentence
    ampersand = GOOD.replace(b"Testtown", b"Test & town")
    assert "&amp;" in refused(ampersand).sentence


@given(st.integers(0, len(GOOD) - 10))
def test_a_file_cut_anywhere_is_refused(cut: int) -> None:
    refused(GOOD[:cut])


@example(place=40, noise=b":")
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=3))
def test_damage_is_refused_or_read_but_never_crashes(place: int, noise: bytes) -> None:
    damaged = GOOD[:place] + noise + GOOD[place + len(noise) :]
    with contextlib.suppress(FileRefused):
        assert len(taken(damaged)) <= 2


class Endless(io.RawIOBase):
    """A stream of many records that never exists as a whole."""

    def __init__(self, records: int) -> None:
        body = as_xml([clean(1)])
        start, end = body.index(b"  <YoungPersonsRecord>"), body.index(b"</NCCIS>")
        self._parts = self._made(body[:start], body[start:end], body[end:], records)
        self._left = b""

    @staticmethod
    def _made(first: bytes, record: bytes, last: bytes, records: int) -> Iterator[bytes]:
        yield first
        for _ in range(records // 100):
            yield record * 100
        yield last

    def read(self, size: int = -1) -> bytes:
        while len(self._left) < size and (part := next(self._parts, b"")):
            self._left += part
        given_now, self._left = self._left[:size], self._left[size:]
        return given_now


def peak_of_reading(records: int, read_all: Callable[[Endless], int]) -> int:
    """The most memory, in bytes, that it takes to go through so many records."""
    tracemalloc.start()
    count = read_all(Endless(records))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == records
    return peak


def test_memory_does_not_grow_with_the_file() -> None:
    def count(stream: Endless) -> int:
        return sum(1 for _ in Extract(stream))  # type: ignore[arg-type]

    assert peak_of_reading(6_000, count) < peak_of_reading(1_000, count) + 500_000


def test_dates_are_read_only_as_the_return_writes_them() -> None:
    from connexions.engines.ccis import as_date

    assert as_date("2026-01-31") == date(2026, 1, 31)
    for wrong in (
        None,
        "",
        "20260131",
        "2026-1-31",
        "31/01/2026",
        "2026-02-30",
        "2026-W05-6",
        "2026-01-31T00:00",
        "٢٠٢٦-٠١-٣١",
    ):
        assert as_date(wrong) is None
