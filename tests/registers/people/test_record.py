"""What other rooms put on the record is shown to those who may see its part, and to no others."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.kept import Kept
from connexions.registers.people import record
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.presenters.record import age_and_year, year_group
from connexions.registers.people.record import Asked, Button, Fact, Next, Panel, Shown, Tab
from connexions.registers.people.sight import Part, Sight

TODAY = date(2026, 11, 21)
READER = Actor(role=Role.INSPECTOR, partnership=1, name="Reader")


@pytest.fixture(autouse=True)
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing registered but what a test registers."""
    monkeypatch.setattr(record, "_registered", record._Registered())


def asked(*parts: Part, writes: tuple[Part, ...] = ()) -> Asked:
    young_person = YoungPerson(given_name="Jay", family_name="Holloway", date_of_birth=date(2009, 5, 14))
    return Asked(young_person, Sight(frozenset(parts), frozenset(writes)), READER, TODAY)


def test_tabs_stand_in_order_and_only_those_that_may_be_opened() -> None:
    record.register_tab(Tab("b", "Details", "people:details", Part.DETAILS, 90))
    record.register_tab(Tab("a", "Overview", "people:record", Part.HEADLINE, 10))
    both = asked(Part.HEADLINE, Part.DETAILS)
    assert [tab.text for tab, _ in record.tabs(both)] == ["Overview", "Details"]
    assert [tab.text for tab, _ in record.tabs(asked(Part.HEADLINE))] == ["Overview"]


def test_a_tab_of_a_room_whose_page_is_not_open_is_left_out() -> None:
    record.register_tab(Tab("x", "Horoscope", "horoscope:of_young_person", Part.HEADLINE, 10))
    assert record.tabs(asked(Part.HEADLINE)) == []


def test_a_button_is_for_those_who_may_write() -> None:
    record.register_button(Button("Change", "people:details", Part.DETAILS, 1))
    assert record.buttons(asked(Part.DETAILS)) == []
    assert len(record.buttons(asked(Part.DETAILS, writes=(Part.DETAILS,)))) == 1


def test_a_fact_is_asked_for_only_where_it_may_be_seen() -> None:
    calls: list[Asked] = []

    def doing(one: Asked) -> Shown:
        calls.append(one)
        return Shown("College")

    record.register_fact(Fact("Doing now", Part.STATUS, 20, doing))
    assert record.facts(asked(Part.HEADLINE)) == []
    assert calls == []
    assert [shown.value for _, shown in record.facts(asked(Part.STATUS))] == ["College"]


def test_a_panel_with_nothing_to_say_is_not_shown() -> None:
    panel = Panel("plan", Part.CASEWORK, 1, "x.html", lambda _: None)
    record.register_panel(panel)
    assert record.panels(asked(Part.CASEWORK)) == []
    record.register_panel(replace(panel, context=lambda _: {"goals": []}))
    assert record.panels(asked(Part.CASEWORK)) == [("x.html", {"goals": []})]
    assert record.panels(asked(Part.HEADLINE)) == []


def test_what_is_next_comes_soonest_first_from_every_room_that_may_be_seen() -> None:
    record.register_next("b", Part.STATUS, lambda _: [Next(date(2027, 2, 3), "Status lapses")])
    record.register_next("a", Part.CASEWORK, lambda _: [Next(date(2026, 12, 1), "Visit")])
    assert [one.title for one in record.next_up(asked(Part.STATUS, Part.CASEWORK))] == [
        "Visit",
        "Status lapses",
    ]
    assert [one.title for one in record.next_up(asked(Part.STATUS))] == ["Status lapses"]


def test_what_many_do_now_is_nothing_where_no_room_tells() -> None:
    assert record.doing_now([YoungPerson().pk]) == {}


@pytest.mark.parametrize(
    ("born", "taught_in", "group", "said"),
    [
        (date(2009, 5, 14), None, 13, "17, Year 13"),
        (date(2009, 9, 1), None, 12, "17, Year 12"),
        (date(2009, 5, 14), 12, 12, "17, Year 12"),
        (date(2004, 5, 14), None, None, "22"),
    ],
)
def test_age_and_year(born: date, taught_in: int | None, group: int | None, said: str) -> None:
    young_person = YoungPerson(date_of_birth=born, taught_in_year=taught_in)
    assert year_group(young_person, on=TODAY) == group
    assert age_and_year(young_person, on=TODAY) == said


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Kept[Any], ...]]:
    """What was asked of PostgreSQL, statement by statement; each query answers with its place."""
    sent: list[tuple[Kept[Any], ...]] = []

    def together(several: tuple[Kept[Any], ...]) -> SimpleNamespace:
        def ask(_: Any) -> list[list[int]]:
            sent.append(several)
            return [[place] for place, _ in enumerate(several)]

        return SimpleNamespace(ask=ask)

    monkeypatch.setattr(record, "_together", together)
    return sent


ONE, OTHER = (Kept[Any](lambda one: YoungPerson.objects.filter(pk=one)) for _ in range(2))


def test_what_the_facts_are_made_of_is_asked_at_once(statements: list[Any]) -> None:
    record.register_fact(Fact("Doing now", Part.STATUS, 20, lambda one: Shown(str(one.about(ONE))), of=ONE))
    record.register_fact(Fact("Ended", Part.CASEWORK, 30, lambda one: Shown(str(one.about(OTHER))), of=OTHER))
    seen = asked(Part.STATUS, Part.CASEWORK)
    assert [shown.value for _, shown in record.facts(seen)] == ["[0]", "[1]"]
    record.facts(seen)
    assert statements == [(ONE, OTHER)]
    record.facts(asked(Part.STATUS))
    assert statements[1:] == [(ONE,)]  # nothing of a part that is not seen


def test_what_was_read_ahead_answers_once(statements: list[Any]) -> None:
    seen = asked(Part.STATUS)
    record.read_ahead(seen, ONE, OTHER)
    assert record.answers(seen.young_person, OTHER, ONE) == [[1], [0]]
    assert statements == [(ONE, OTHER)]
    assert record.answers(seen.young_person, OTHER) == [[0]]  # read anew: it may have changed since
    assert statements[1:] == [(OTHER,)]
