"""Tables as files for a spreadsheet, CSV or workbook, which must not take what somebody typed for a formula."""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import IO, Any

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from connexions.ground.base import clock
from connexions.ground.design import words

FORMULA = ("=", "+", "-", "@", "|", "%")
CSV, WORKBOOK = "csv", "xlsx"
KINDS = (CSV, WORKBOOK)
AS_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IN_A_SHEET = 1_048_575  # rows beneath the heads: more than a workbook's sheet does not hold
IN_A_CELL = 32_767  # characters
IN_A_NAME = 31
UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]"
)  # no workbook may hold them
FIRST_SHEET = "About"

About = Iterable[tuple[str, Any]]  # what the first sheet says: a word and what is to be known
Rows = Iterable[Iterable[Any]]


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


def number(said: str) -> str | Decimal:
    """A cell of a page as a spreadsheet takes it: a number as a number, without thousands, percent or a plus."""
    try:
        found = Decimal(said.replace(",", "").replace("−", "-").removesuffix("%"))
    except InvalidOperation:
        return said
    return found if found.is_finite() else said


def paths(route: str, view: Callable[..., HttpResponseBase], *, name: str, **given: Any) -> list[URLPattern]:
    """One address for each kind of file: ``team.csv`` as ``team_csv``, ``team.xlsx`` as ``team_xlsx``."""
    return [path(f"{route}.{one}", view, {"kind": one, **given}, name=f"{name}_{one}") for one in KINDS]


def asked(request: HttpRequest) -> str:
    """The kind of file that ``?as=`` asks for; empty where a page is asked for."""
    given = request.GET.get("as", "")
    return given if given in KINDS else ""


def download(
    name: str,
    heads: Iterable[str],
    rows: Rows,
    *,
    on: date,
    kind: str = CSV,
    title: str = "",
    about: About = (),
) -> StreamingHttpResponse | FileResponse:
    """The answer that a browser keeps as ``name-2026-11-03.csv``, or as a workbook whose first sheet says *about*."""
    file = f"{name}-{on:%Y-%m-%d}.{kind}"
    if kind == WORKBOOK:
        whole = workbook(heads, rows, title=title or name.replace("-", " ").capitalize(), about=about)
        return FileResponse(whole, as_attachment=True, filename=file, content_type=AS_WORKBOOK)
    answer = StreamingHttpResponse(lines(heads, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{file}"'
    return answer


def workbook(heads: Iterable[str], rows: Rows, *, title: str, about: About = ()) -> IO[bytes]:
    """A workbook in a file without a name, to be read from its beginning; closing it removes it.

    The rows are written as they come and none is kept: a workbook of a hundred thousand takes no more memory than
    one of a hundred. The first sheet says what the table is, when it was made, and what else is to be known of it.
    """
    made = Workbook(write_only=True)
    _first_sheet(made, title, about)
    _tables(made, [*heads], iter(rows), title)
    kept = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    made.save(kept)
    kept.seek(0)
    return kept


def _first_sheet(made: Workbook, title: str, about: About) -> None:
    sheet = made.create_sheet(FIRST_SHEET)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 22, 90
    for word, said in (("What", title), *about, ("Made", words.moment(timezone.localtime(clock.now())))):
        key, value = WriteOnlyCell(sheet, value=_cell(word)), WriteOnlyCell(sheet, value=_cell(said))
        key.font, value.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        sheet.append([key, value])


def _tables(made: Workbook, heads: Sequence[str], rows: Iterator[Iterable[Any]], title: str) -> None:
    """The rows, on as many sheets as they need; one sheet where there is none."""
    first, place = next(rows, None), 1
    while first is not None or place == 1:
        sheet = made.create_sheet(_sheet_name(title, place))
        sheet.freeze_panes = "A2"
        _heads(sheet, heads)
        if first is not None:
            sheet.append([_cell(value) for value in first])
        for number_of_row, row in enumerate(rows, start=2):
            sheet.append([_cell(value) for value in row])
            if number_of_row == IN_A_SHEET:
                break
        first, place = next(rows, None), place + 1


def _heads(sheet: Any, heads: Sequence[str]) -> None:
    cells = []
    for place, head in enumerate(heads):
        sheet.column_dimensions[_letters(place)].width = min(max(12, len(head) + 2), 48)
        cell = WriteOnlyCell(sheet, value=_cell(head))
        cell.font = Font(bold=True)
        cells.append(cell)
    sheet.append(cells)


def _letters(place: int) -> str:
    """A column by its letters: A, B … Z, AA."""
    return (_letters(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


def _sheet_name(title: str, place: int) -> str:
    more = "" if place == 1 else f" {place}"
    name = re.sub(r"[\[\]:*?/\\']", " ", title).strip()[: IN_A_NAME - len(more)].strip()
    return f"{name if name and name.lower() != FIRST_SHEET.lower() else 'Table'}{more}"


def _cell(value: Any) -> Any:
    """A value as a workbook holds it: numbers and dates as they are, everything else as text that runs nothing."""
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None) if value.tzinfo else value
    if value is None or isinstance(value, (int, float, Decimal, date)):
        return value
    text = UNPRINTABLE.sub(" ", str(value))[: IN_A_CELL - 1]
    return harmless(text)


class _Echo:
    """Gives back what a CSV writer writes."""

    def write(self, value: str) -> str:
        return value
