from datetime import date

import pytest

from connexions.practice.returns.rules.months import last_day, month_before


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-01", date(2026, 1, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2026-02", date(2026, 2, 28)),
        ("2026-13", None),
        ("2026-00", None),
        ("2026-1", None),
        ("January", None),
        ("0026-01", None),
        ("2026-01-31", None),
    ],
)
def test_the_last_day_of_a_month(text: str, day: date | None) -> None:
    assert last_day(text) == day


def test_the_month_before() -> None:
    assert month_before(date(2026, 3, 1)) == date(2026, 2, 28)
    assert month_before(date(2026, 1, 31)) == date(2025, 12, 31)
