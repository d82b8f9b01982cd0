import json

import pytest

from bench.asking import misspelt
from bench.reporting import count, row, show


def test_a_time_is_compared_with_the_floor_and_a_number_with_its_goal() -> None:
    slow, quick = row("slow", 31.0, 10.0, 3.0), row("quick", 29.0, 10.0, 3.0)
    assert (slow.ratio, slow.reached, quick.reached) == (3.1, False, True)
    assert count("queries", 16, 3, 15).reached is False
    assert count("queries", 15, 3, 15).reached is True


def test_json_is_one_object_with_a_name_and_rows(capsys: pytest.CaptureFixture[str]) -> None:
    show("pages", [row("record", 20.0, 5.0, 3.0)], as_json=True, about="a machine")
    told = json.loads(capsys.readouterr().out)
    assert told["name"] == "pages"
    assert told["rows"] == [{"what": "record", "ours": 20.0, "floor": 5.0, "ratio": 4.0, "goal": 3.0}]


def test_the_table_says_what_was_missed(capsys: pytest.CaptureFixture[str]) -> None:
    show("pages", [row("record", 20.0, 5.0, 3.0)], as_json=False, about="a machine")
    assert "missed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "slipped"), [("Jack Wright", "Jack Wrgiht"), ("Mo Li", "Moo Li"), ("Ann Lee", "Ann eLe")]
)
def test_a_slip_of_the_finger(name: str, slipped: str) -> None:
    assert misspelt(name) == slipped
