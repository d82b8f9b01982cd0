"""Documents from elsewhere: how much of them is read, and where in them the services are."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

MOST_BYTES = 64 * 1024 * 1024
DEEPEST = 40


class Unreadable(Exception):
    """A document that is not read; the message is a sentence."""


@dataclass(frozen=True)
class Item:
    """One service as it stands in a document, and where: ``$.contents[3]``."""

    path: str
    value: Any


@dataclass(frozen=True)
class Page:
    """What a page of a feed says about itself."""

    number: int | None
    pages: int | None
    last: bool | None
    empty: bool


def load(chunks: Iterable[bytes], *, most_bytes: int = MOST_BYTES) -> Any:
    """The JSON of a document that arrives in pieces. Raises ``Unreadable`` when it is too large, nested too
    deeply, or no JSON; it is never held in memory beyond *most_bytes*."""
    held = bytearray()
    for chunk in chunks:
        held += chunk
        if len(held) > most_bytes:
            raise Unreadable(
                f"It is larger than {most_bytes // (1024 * 1024):,} MB, which is the most that is read."
            )
    try:
        text = held.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Unreadable(f"It is not written in UTF-8: byte {problem.start:,} is none.") from None
    _check_depth(text)
    try:
        return json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as problem:
        raise Unreadable(
            f"It is not JSON: line {problem.lineno}, column {problem.colno}: {problem.msg}."
        ) from None
    except (ValueError, RecursionError):
        raise Unreadable("It is not JSON that can be read: a number in it is too long, or is none.") from None


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _check_depth(text: str) -> None:
    """Count brackets outside texts, before any parser follows them."""
    depth, inside, escaped = 0, False, False
    for letter in text:
        if inside:
            if escaped:
                escaped = False
            elif letter == "\\":
                escaped = True
            elif letter == '"':
                inside = False
        elif letter == '"':
            inside = True
        elif letter in "[{":
            depth += 1
            if depth > DEEPEST:
                raise Unreadable(f"It is nested more than {DEEPEST} deep, which no service is.")
        elif letter in "]}":
            depth -= 1


def items_of(document: Any) -> Iterator[Item]:
    """The services of a page, a list, an organisation with its services, or the one there is. Raises
    ``Unreadable`` where there are none to find."""
    if isinstance(document, list):
        yield from (Item(f"$[{number}]", one) for number, one in enumerate(document))
        return
    if not isinstance(document, dict):
        raise Unreadable("It holds neither an object nor a list: there is no service in it.")
    for name in ("contents", "content"):
        if isinstance(document.get(name), list):
            yield from (Item(f"$.{name}[{number}]", one) for number, one in enumerate(document[name]))
            return
    if isinstance(document.get("services"), list):
        runs = {name: value for name, value in document.items() if name != "services"}
        for number, one in enumerate(document["services"]):
            yield Item(
                f"$.services[{number}]", {"organization": runs, **one} if isinstance(one, dict) else one
            )
        return
    if "name" in document or "id" in document:
        yield Item("$", document)
        return
    raise Unreadable(
        'It is neither a page (with "contents"), nor a list, nor a service (with "id" and "name").'
    )


def page_of(document: Any) -> Page | None:
    """What a page says about itself; None for anything else."""
    if not isinstance(document, dict) or not any(
        isinstance(document.get(x), list) for x in ("contents", "content")
    ):
        return None
    contents = document.get("contents", document.get("content"))
    last = document.get("last_page", document.get("last"))
    return Page(
        _whole(document.get("page_number", document.get("number"))),
        _whole(document.get("total_pages", document.get("totalPages"))),
        last if isinstance(last, bool) else None,
        not contents,
    )


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
