"""Tables as files: nothing runs as a formula, numbers are numbers, and many rows take no more memory than few."""

import io
import tracemalloc
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.http import FileResponse
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from connexions.ground.design import spreadsheets
from connexions.ground.design.spreadsheets import FORMULA, download, harmless, number, workbook

ON = date(2026, 2, 10)


def opened(heads: list[str], rows: Any, **more: Any) -> Any:
    with workbook(heads, rows, **{"title": "People", **more}) as made:
        return load_workbook(io.BytesIO(made.read()))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=5))
def test_whatever_was_typed_is_text_and_runs_nothing(typed: list[str]) -> None:
    sheet = opened(["Name"], [[one] for one in typed])["People"]
    for (cell,) in sheet.iter_rows(min_row=2):
        assert cell.data_type != "f"
        assert str(cell.value or "").lstrip(" \t\r\n")[:1] not in FORMULA


@pytest.mark.parametrize("typed", ["=cmd()", "+1", "-1", "@x", " =x", "\t=x", "|x", "%x"])
def test_a_formula_bears_an_apostrophe(typed: str) -> None:
    assert harmless(typed) == f"'{typed}"
    assert opened(["Name"], [[typed]])["People"]["A2"].value == f"'{typed}"


def test_numbers_and_days_are_what_they_are() -> None:
    moment = datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("UTC"))
    row = [3, Decimal("-1.25"), ON, moment, None, True, "c"]
    (cells,) = opened([*"abcdefg"], [row])["People"].iter_rows(min_row=2, values_only=True)
    moments = [datetime.fromisoformat(one) for one in ("2026-02-10", "2026-07-01T13:00")]
    assert cells == (3, -1.25, *moments, None, True, "c")


def test_the_first_sheet_says_what_when_and_what_is_left_out() -> None:
    made = opened(["Name"], [], about=[("Place", "Tyneside"), ("Small numbers", "=none")])
    said = dict(made["About"].iter_rows(values_only=True))
    assert list(said) == ["What", "Place", "Small numbers", "Made"]
    assert (said["What"], said["Place"], said["Small numbers"]) == ("People", "Tyneside", "'=none")
    assert made.sheetnames == ["About", "People"]
    assert made["People"].freeze_panes == "A2"
    assert made["People"]["A1"].font.bold


def test_what_no_sheet_can_hold_goes_on_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "IN_A_SHEET", 3)
    made = opened(["Number"], ([one] for one in range(7)))
    assert made.sheetnames == ["About", "People", "People 2", "People 3"]
    rows = [row for name in made.sheetnames[1:] for row in made[name].iter_rows(min_row=2, values_only=True)]
    assert [one for (one,) in rows] == list(range(7))


@pytest.mark.parametrize(
    ("title", "name"),
    [("A/B: [c]?", "A B   c"), ("About", "Table"), ("", "Table"), ("x" * 40, "x" * 31)],
)
def test_a_sheet_has_a_name_that_it_may_have(title: str, name: str) -> None:
    made = opened(["A"], [], title=title)
    assert made.sheetnames[1] == name


def test_many_rows_take_no_more_memory_than_few() -> None:
    def rows(many: int) -> Iterator[list[Any]]:
        return (["Jay Holloway", one, ON] for one in range(many))

    def peak(many: int) -> int:
        tracemalloc.start()
        workbook(["Name", "Number", "Day"], rows(many), title="People").close()
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(5000) < peak(500) + 300_000


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("12,345", Decimal(12345)),
        ("−1.25", Decimal("-1.25")),
        ("+3", Decimal(3)),
        ("4.5%", Decimal("4.5")),
        ("c", "c"),
        ("NaN", "NaN"),
        ("Infinity", "Infinity"),
    ],
)
def test_numbers_of_a_page_are_numbers_in_a_file(said: str, value: object) -> None:
    assert number(said) == value


def test_a_table_is_kept_under_its_name_and_day() -> None:
    answer = download("team", ["Name"], [["Jay"]], on=ON, kind="xlsx")
    assert isinstance(answer, FileResponse)
    assert answer["Content-Disposition"] == 'attachment; filename="team-2026-02-10.xlsx"'
    sheet = load_workbook(io.BytesIO(b"".join(answer)))["Team"]  # type: ignore[arg-type]
    answer.file_to_stream.close()  # type: ignore[attr-defined]
    assert [cell.value for cell in sheet["A"]] == ["Name", "Jay"]
    assert download("team", ["Name"], [], on=ON)["Content-Disposition"].endswith('"team-2026-02-10.csv"')


@pytest.mark.parametrize(("asked", "kind"), [("csv", "csv"), ("xlsx", "xlsx"), ("pdf", ""), ("", "")])
def test_a_file_is_asked_for_by_its_kind(asked: str, kind: str) -> None:
    assert spreadsheets.asked(RequestFactory().get("/", {"as": asked})) == kind
