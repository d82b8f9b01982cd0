"""States, routing, the rota and the wording of risk notes, as tables and properties; no database."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connexions.ground.base import machines
from connexions.ground.base.machines import Machine
from connexions.ground.base.refusals import NotPossible
from connexions.trust.safeguarding.rules import CONCERN, MACHINES
from connexions.trust.safeguarding.rules.outings import AlarmSteps, Told
from connexions.trust.safeguarding.rules.risk import is_shown, latest_end, reminder, spoken, warnings
from connexions.trust.safeguarding.rules.rota import Turn, at_local, gaps, nights, on_duty
from connexions.trust.safeguarding.rules.routing import (
    Routing,
    Step,
    To,
    choose,
    is_night,
    read_steps,
    step_at,
)

OFFICE = {"day_from": time(8, 30), "day_until": time(17, 30), "weekdays": [0, 1, 2, 3, 4]}
DRAWN = Path(__file__).resolve().parents[3] / "docs" / "reference" / "safeguarding-states.md"


@pytest.mark.parametrize("machine", MACHINES, ids=lambda one: one.noun)
def test_every_state_and_move_is_a_move_or_a_sentence(machine: Machine) -> None:
    for state in machine.states:
        for move in machine.names:
            pair = (state, move)
            assert (pair in machine.moves) != (pair in machine.refusals), pair
            if pair in machine.refusals:
                with pytest.raises(NotPossible, match=r"^[A-Z].*\.$"):
                    machine.after(state, move)
    assert set(machine.refusals) <= {(state, move) for state in machine.states for move in machine.names}


def test_the_states_are_drawn_and_registered() -> None:
    assert DRAWN.read_text() == machines.reference(MACHINES, room="safeguarding"), "run manage.py draw_states"
    assert machines.registered()["safeguarding"] == MACHINES


def test_a_concern_closes_only_once_something_was_decided() -> None:
    assert [state for state in CONCERN.states if CONCERN.may(state, "close")] == ["decided"]


class TestChoosing:
    ANY = Routing("any", "", None, "always", (Step(To.LEADS, 10),))
    KIND = Routing("kind", "missing", None, "always", (Step(To.LEADS, 10),))
    TEAM = Routing("team", "", 7, "always", (Step(To.LEADS, 10),))
    NIGHT = Routing("night", "", None, "night", (Step(To.ON_DUTY, 10),))
    EMPTY = Routing("empty", "missing", 7, "night", ())

    @pytest.mark.parametrize(
        ("kind", "team", "night", "chosen"),
        [
            ("abuse", None, False, "any"),
            ("abuse", None, True, "night"),
            ("abuse", 7, False, "team"),
            ("abuse", 7, True, "team"),
            ("missing", 7, True, "kind"),
            ("missing", None, False, "kind"),
        ],
    )
    def test_the_one_that_says_most(self, kind: str, team: int | None, night: bool, chosen: str) -> None:
        rules = [self.ANY, self.NIGHT, self.TEAM, self.KIND, self.EMPTY]
        found = choose(rules, kind=kind, team=team, night=night)
        assert found is not None
        assert found.key == chosen

    def test_none_where_none_fits(self) -> None:
        assert choose([self.KIND, self.NIGHT], kind="abuse", team=None, night=False) is None


@given(
    st.lists(st.tuples(st.sampled_from(list(To)), st.integers(1, 1440)), max_size=5),
    st.integers(min_value=0, max_value=40),
)
def test_a_level_always_tells_somebody_and_in_the_end_the_partnerships_managers(
    told: list[tuple[To, int]], level: int
) -> None:
    steps = read_steps([{"to": to, "minutes": minutes} for to, minutes in told])
    found = step_at(steps, level, minutes=30)
    assert found
    assert all(one.minutes > 0 for one in found)
    if level >= len(steps):
        assert To.PARTNERSHIP_MANAGERS in [one.to for one in found]
        assert {one.to for one in steps} <= {one.to for one in found}


@pytest.mark.parametrize(
    ("moment", "night"),
    [
        (datetime(2026, 11, 3, 8, 29, tzinfo=UTC), True),
        (datetime(2026, 11, 3, 8, 30, tzinfo=UTC), False),
        (datetime(2026, 11, 3, 17, 30, tzinfo=UTC), True),
        (datetime(2026, 11, 7, 12, 0, tzinfo=UTC), True),  # a Saturday
        (datetime(2026, 7, 1, 7, 30, tzinfo=UTC), False),  # summer: half past eight here
        (datetime(2026, 7, 1, 16, 30, tzinfo=UTC), True),
    ],
)
def test_night_is_by_the_clock_here(moment: datetime, night: bool) -> None:
    assert is_night(moment, **OFFICE) is night  # type: ignore[arg-type]


class TestRota:
    def test_the_night_summer_time_begins_is_an_hour_shorter(self) -> None:
        evening, morning = at_local(date(2026, 3, 28), time(17, 30)), at_local(date(2026, 3, 29), time(8, 30))
        assert morning - evening == timedelta(hours=14)

    def test_the_night_winter_time_begins_is_an_hour_longer(self) -> None:
        evening, morning = (
            at_local(date(2026, 10, 24), time(17, 30)),
            at_local(date(2026, 10, 25), time(8, 30)),
        )
        assert morning - evening == timedelta(hours=16)

    def test_what_the_clock_leaves_out_is_later(self) -> None:
        assert at_local(date(2026, 3, 29), time(1, 30)) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)

    def test_a_weekend_is_one_night(self) -> None:
        found = nights(date(2026, 11, 6), 4, **OFFICE)  # type: ignore[arg-type] # Friday to Monday
        assert found == [
            (at_local(date(2026, 11, 6), time(0)), at_local(date(2026, 11, 6), time(8, 30))),
            (at_local(date(2026, 11, 6), time(17, 30)), at_local(date(2026, 11, 9), time(8, 30))),
            (at_local(date(2026, 11, 9), time(17, 30)), at_local(date(2026, 11, 10), time(0))),
        ]

    HOUR = timedelta(hours=1)
    START = datetime(2026, 11, 3, tzinfo=UTC)

    @given(
        st.lists(st.tuples(st.integers(0, 47), st.integers(1, 12)), max_size=8),
        st.lists(st.tuples(st.integers(0, 47), st.integers(1, 12)), max_size=4),
    )
    def test_a_moment_is_in_a_gap_exactly_if_wanted_and_nobody_is_on_duty(
        self, turned: list[tuple[int, int]], asked: list[tuple[int, int]]
    ) -> None:
        turns = [
            Turn(n, self.START + a * self.HOUR, self.START + (a + b) * self.HOUR)
            for n, (a, b) in enumerate(turned)
        ]
        wanted = [(self.START + a * self.HOUR, self.START + (a + b) * self.HOUR) for a, b in asked]
        found = gaps(wanted, turns)
        for half in range(122):
            at = self.START + half * self.HOUR / 2
            expected = any(a <= at < b for a, b in wanted) and not on_duty(turns, at)
            assert any(a <= at < b for a, b in found) is expected


class TestRisk:
    GOOD = "Men with axes chased Jay near Parkside; they are still looking for Jay."
    HOW = "Meet at Grove Hill, and walk with Jay to the bus."

    def test_whose_it_is_comes_first_and_in_words(self) -> None:
        assert spoken("to_them", "Jay") == "Risk to Jay, from someone else"
        assert spoken("from_them", "Jay") == "Risk from Jay, to someone else"
        assert "Jay is the one at risk" in reminder("to_them", "Jay")

    @pytest.mark.parametrize("whose", ["to_them", "around_them", "from_them"])
    def test_a_note_that_says_who_what_and_how_is_not_warned_of(self, whose: str) -> None:
        assert warnings(whose=whose, words=self.GOOD, visit=self.HOW, name="Jay") == []

    def test_a_note_that_does_not_say_whose_is_refused(self) -> None:
        (said,) = warnings(whose="", words=self.GOOD, visit=self.HOW, name="Jay")
        assert said.startswith("Say first whose risk it is")

    def test_axe_incident_no_home_visits_is_a_label(self) -> None:
        found = warnings(
            whose="to_them", words="Axe incident: no home visits", visit="No home visits.", name="Jay"
        )
        assert len(found) == 4
        assert found[-1] == "Jay is the one at risk here: nothing in this note may cost Jay our help."

    @pytest.mark.parametrize(
        ("words", "part"),
        [
            ("Dangerous young man, known to the police for long", "what somebody is"),
            ("Violent", "what somebody is"),
            ("There was an incident at the hostel on Friday night", "incident"),
            ("Gang.", "very short"),
        ],
    )
    def test_other_labels(self, words: str, part: str) -> None:
        assert part in " ".join(warnings(whose="from_them", words=words, visit=self.HOW, name="Jay"))

    def test_only_what_not_to_do_is_not_enough(self) -> None:
        assert warnings(whose="to_them", words=self.GOOD, visit="Do not go to Parkside", name="Jay")
        assert not warnings(
            whose="to_them", words=self.GOOD, visit="Do not go to Parkside. Meet at the college.", name="Jay"
        )

    def test_a_note_ends_within_so_many_months(self) -> None:
        assert latest_end(date(2026, 11, 3), 6) == date(2027, 5, 3)
        assert latest_end(date(2026, 8, 31), 6) == date(2027, 2, 28)
        assert latest_end(date(2026, 12, 1), 12) == date(2027, 12, 1)

    @given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
    def test_it_stands_until_the_day_it_ends(self, ends: date, on: date) -> None:
        assert is_shown(state="standing", ends_on=ends, on=on) is (on < ends)
        assert not is_shown(state="taken_back", ends_on=ends, on=on)


class TestAlarms:
    END = datetime(2026, 11, 3, 16, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("minutes", "told"),
        [
            (-1, []),
            (0, ["visitor"]),
            (14, ["visitor"]),
            (15, ["visitor", "buddy"]),
            (30, ["visitor", "buddy", "manager"]),
        ],
    )
    def test_the_visitor_first_then_the_buddy_then_the_manager(self, minutes: int, told: list[str]) -> None:
        steps = AlarmSteps(0, 15, 30)
        assert [one.value for one in steps.due(self.END, self.END + timedelta(minutes=minutes))] == told

    def test_another_order_is_none(self) -> None:
        with pytest.raises(ValueError, match="visitor"):
            AlarmSteps(20, 15, 30)

    def test_each_has_a_time(self) -> None:
        assert AlarmSteps(0, 15, 30).at(self.END, Told.BUDDY) == self.END + timedelta(minutes=15)
