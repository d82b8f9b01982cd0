"""Why a whole file is refused, told apart and in words that say what to do."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeAlias

from lxml import etree


class Refusal(StrEnum):
    """The kinds of refusal."""

    EMPTY = "empty"
    NOT_XML = "not_xml"
    COMPRESSED = "compressed"
    ENCODING = "encoding"
    ENTITIES = "entities"
    WRONG_ROOT = "wrong_root"
    MALFORMED = "malformed"
    TRUNCATED = "truncated"
    SEVERAL_ROOTS = "several_roots"
    NO_HEADER = "no_header"
    SEVERAL_HEADERS = "several_headers"
    BAD_DATABASES = "bad_databases"
    BAD_AUTHORITIES = "bad_authorities"
    BAD_DATE_OF_SEND = "bad_date_of_send"
    BAD_PERIOD_END = "bad_period_end"
    NO_PERSONAL_DETAILS = "no_personal_details"
    STATUS_X = "status_x"
    TOO_LARGE = "too_large"
    # What only a survey minds, because a return must be whole: an import takes such a file.
    UNEXPECTED_IN_HEADER = "unexpected_in_header"
    NO_RECORDS = "no_records"
    STRAY_ELEMENT = "stray_element"
    ODD_PERIOD_END = "odd_period_end"


class FileRefused(Exception):
    """The file cannot be taken at all. `sentence` is shown unchanged; `line` is where, when that is known.

    `words` are the sentence without the line; `young_persons_id` says at whose record it was, if at any.
    """

    def __init__(
        self, kind: Refusal, sentence: str, line: int | None = None, young_persons_id: str = ""
    ) -> None:
        self.kind = kind
        self.line = line
        self.words = sentence
        self.young_persons_id = young_persons_id
        self.sentence = f"{sentence} (line {line})" if line else sentence
        super().__init__(self.sentence)


#: Told whatever stands against the file as a whole but need not end the reading of it.
Objection: TypeAlias = "Callable[[FileRefused], None]"


def refuse(refusal: FileRefused) -> None:
    """The objection of whoever wants a sound file or none."""
    raise refusal


_CODES = etree.ErrorTypes
_ENCODING = {_CODES.ERR_INVALID_ENCODING, _CODES.ERR_UNKNOWN_ENCODING, _CODES.ERR_UNSUPPORTED_ENCODING, 6003}
ENTITY_CODES = {_CODES.ERR_ENTITY_LOOP, _CODES.ERR_UNDECLARED_ENTITY, _CODES.ERR_ENTITY_BOUNDARY, 117}


def from_syntax_error(error: etree.XMLSyntaxError, *, started: bool) -> FileRefused:
    """The refusal for what the parser says. `started` is whether a root element was seen before."""
    code, line = code_of(error), error.lineno
    if code in _ENCODING:
        return FileRefused(
            Refusal.ENCODING,
            "The file has characters that do not fit its encoding. Save it as UTF-8, or let its first line "
            'name the encoding it has, like <?xml version="1.0" encoding="ISO-8859-1"?>.',
            line,
        )
    if code == _CODES.ERR_DOCUMENT_END:
        return FileRefused(
            Refusal.SEVERAL_ROOTS,
            "The file goes on after its end: send one NCCIS element and nothing after it.",
            line,
        )
    if code in ENTITY_CODES:
        return entities_used(line)
    if "huge" in str(error).lower() or "too long" in str(error).lower() or "depth" in str(error).lower():
        return FileRefused(Refusal.TOO_LARGE, "One element is larger or deeper than any record can be.", line)
    if not started:
        return FileRefused(
            Refusal.NOT_XML,
            "The file is not XML. Choose the XML extract your case information system writes.",
            line,
        )
    return FileRefused(
        Refusal.MALFORMED,
        f"The file is not well-formed XML: {_plain(error)}. Ask for the extract again, or correct it there.",
        line,
    )


def entities_used(line: int | None) -> FileRefused:
    """The file refers to an entity."""
    return FileRefused(
        Refusal.ENTITIES,
        "The file uses an entity that is not plain XML. Write the characters themselves.",
        line,
    )


def code_of(error: etree.XMLSyntaxError) -> int:
    """libxml2's number of the error."""
    return int(getattr(error, "code", 0))


def line_of(element: etree._Element) -> int | None:
    """The line on which an element begins."""
    line: int | None = getattr(element, "sourceline", None)
    return line


def from_end(error: etree.XMLSyntaxError) -> FileRefused:
    """The refusal for what the parser says when there is no more to read: nearly always that more was due."""
    return FileRefused(
        Refusal.TRUNCATED,
        "The file stops before its end. It was cut short on its way: send or save it again.",
        error.lineno,
    )


def _plain(error: etree.XMLSyntaxError) -> str:
    if code_of(error) == _CODES.ERR_NAME_REQUIRED:
        return "a “&” or “<” stands by itself where &amp; or &lt; is meant"
    words = str(error.msg).split(", line ")[0]
    return words.rstrip(". ") or "a part of it cannot be read"
