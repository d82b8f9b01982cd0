"""Tables as files for a spreadsheet, which must not take what somebody typed for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.http import StreamingHttpResponse

FORMULA = ("=", "+", "-", "@", "|", "%")


def harmless(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula, made plain text by an apostrophe before it."""
    text = "" if value is None else value
    if isinstance(text, str) and text.lstrip(" \t\r\n")[:1] in FORMULA:
        return f"'{text}"
    return text


def lines(heads: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """The lines of a CSV file, with the mark by which a spreadsheet knows its letters."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([harmless(head) for head in heads])
    for row in rows:
        yield writer.writerow([harmless(value) for value in row])


def download(
    name: str, heads: Iterable[str], rows: Iterable[Iterable[Any]], *, on: date
) -> StreamingHttpResponse:
    """The answer that a browser keeps as ``name-2026-11-03.csv``."""
    answer = StreamingHttpResponse(lines(heads, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{on:%Y-%m-%d}.csv"'
    return answer


class _Echo:
    """Gives back what a CSV writer writes."""

    def write(self, value: str) -> str:
        return value
