"""The first bytes of a file: refuse what is plainly no extract before any record is read."""

from __future__ import annotations

import re
from typing import BinaryIO, Literal

from lxml import etree

from connexions.engines.ccis.refusals import FileRefused, Refusal, from_syntax_error, line_of

CHUNK = 1 << 18
LONGEST_HEAD = 1 << 20

_WRONG_UTF16 = re.compile(
    rb'^\s*<\?xml[^>]*encoding=["\'](?:utf-?16|ucs-?2|unicode)[^"\']*["\']', re.IGNORECASE
)
_ENTITY = re.compile(r"<!ENTITY|<!DOCTYPE[^>]*\[", re.IGNORECASE)
_PACKED = {b"\x1f\x8b": "gzip", b"PK": "ZIP", b"BZh": "bzip2", b"\xfd7zXZ": "xz", b"7z\xbc\xaf": "7-Zip"}


def parser(
    events: tuple[Literal["start", "end"], ...], encoding: str | None, tag: list[str] | None = None
) -> etree.XMLPullParser:
    """A parser that fetches nothing, expands nothing and accepts nothing huge."""
    return etree.XMLPullParser(
        events=events,
        tag=tag,
        encoding=encoding,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


class Head:
    """What the beginning of a file tells: its first bytes, its encoding and its root's namespace."""

    def __init__(self, stream: BinaryIO) -> None:
        self.first = stream.read(CHUNK)
        _refuse_if_no_text(self.first)
        self.encoding = "utf-8" if _WRONG_UTF16.match(self.first) else None
        root = self._root(stream)
        # lxml's own reading of a name refuses what a damaged file may have, such as a colon before it.
        namespace, _, name = str(root.tag).rpartition("}")
        if name != "NCCIS":
            raise FileRefused(
                Refusal.WRONG_ROOT,
                f"The file is XML, but not an NCCIS extract: it begins with “{name[:80]}” "
                "where NCCIS is expected.",
                line_of(root),
            )
        self.namespace = namespace.removeprefix("{")

    def _root(self, stream: BinaryIO) -> etree._Element:
        probe = parser(("start",), self.encoding)
        fed = self.first
        while fed:
            try:
                probe.feed(fed)
            except etree.XMLSyntaxError as error:
                started = [element for _, element in _events(probe)]
                if started:  # the fault lies after the root: the real reading will meet it
                    _refuse_doctype(started[0], self.first)
                    return started[0]
                _refuse_entities(self.first)
                raise from_syntax_error(error, started=False) from error
            for _, element in _events(probe):
                _refuse_doctype(element, self.first)
                return element
            if len(self.first) > LONGEST_HEAD:
                break
            fed = stream.read(CHUNK)
            self.first += fed
        _refuse_entities(self.first)
        raise FileRefused(
            Refusal.NOT_XML,
            "The file has no root element. Choose the XML extract your case information system writes.",
        )


def _events(probe: etree.XMLPullParser) -> list[tuple[str, etree._Element]]:
    try:
        for event, element in probe.read_events():
            return [(event, element)]  # type: ignore[list-item]
    except etree.XMLSyntaxError:
        pass
    return []


def _refuse_if_no_text(first: bytes) -> None:
    if not first.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise FileRefused(Refusal.EMPTY, "The file is empty. Choose the extract again.")
    for magic, name in _PACKED.items():
        if first.startswith(magic):
            raise FileRefused(
                Refusal.COMPRESSED, f"The file is compressed ({name}). Unpack it and choose the XML in it."
            )


def _refuse_doctype(root: etree._Element, first: bytes) -> None:
    """A bare DOCTYPE, which once carried the year, is harmless; one that declares anything is not."""
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and dtd.entities():  # type: ignore[attr-defined]
        raise _entities()
    if dtd is not None:
        _refuse_entities(first)


def _refuse_entities(first: bytes) -> None:
    wide = first[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in first[:4]
    text = first.decode("utf-16" if wide else "latin-1", errors="replace")
    if _ENTITY.search(text[: text.find("<NCCIS")] if "<NCCIS" in text else text):
        raise _entities()


def _entities() -> FileRefused:
    return FileRefused(
        Refusal.ENTITIES,
        "The file declares entities in its DOCTYPE, which no extract needs and which can be used to attack. "
        "Remove the DOCTYPE, or ask your supplier for a plain extract.",
    )
