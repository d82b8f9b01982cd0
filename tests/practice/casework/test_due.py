"""When a review is due, and why: the rules by themselves."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from connexions.practice.casework.due import Due, Happened, Kept, due, news, settled
from connexions.practice.casework.editions import national
from connexions.practice.casework.models import ReviewRule

TODAY = date(2026, 11, 3)


@dataclass(frozen=True)
class Rule:
    key: str
    event: str
    within_weeks: int
    level: str = ""
    after: int | None = None
    why: str = "Because"


RULES = [
    Rule("reviewed-intensive", "reviewed", 6, "intensive"),
    Rule("became-neet", "became_neet", 4),
    Rule("not-reached", "not_reached", 2, after=3),
    Rule("changed", "level_changed", 8),
    Rule("changed-intensive", "level_changed", 3, "intensive"),
    Rule("allocated", "allocated", 1),
    Rule("agreed", "agreed", 10),
]


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


def found(*happened: Happened, level: str = "supported", begun: date | None = None) -> Due | None:
    return due(happened=happened, level=level, rules=RULES, begun=begun)


def test_the_earliest_wins_and_says_why() -> None:
    both = found(Happened("reviewed", on(0)), Happened("became_neet", on(7)), level="intensive")
    assert both is not None
    assert (both.on, both.rule, both.since) == (on(35), "became-neet", on(7))


def test_a_rule_for_the_level_holds_before_one_for_any() -> None:
    changed = Happened("level_changed", on(0))
    assert [found(changed, level=level).rule for level in ("intensive", "minimum")] == [  # type: ignore[union-attr]
        "changed-intensive",
        "changed",
    ]


def test_what_a_review_has_looked_at_asks_for_none_again() -> None:
    assert found(Happened("became_neet", on(-10)), Happened("reviewed", on(-10))) is None
    assert found(Happened("became_neet", on(-9)), Happened("reviewed", on(-10))) is not None


def test_tries_count_from_the_number_in_the_rule() -> None:
    tries = [Happened("not_reached", on(day), day) for day in (1, 2, 3, 4)]
    assert found(*tries[:2]) is None
    third = found(*tries)
    assert third is not None
    assert third.since == on(3)


def test_a_plan_answers_being_given_an_adviser() -> None:
    assert found(Happened("allocated", on(0))).rule == "allocated"  # type: ignore[union-attr]
    assert found(Happened("allocated", on(0)), Happened("agreed", on(3))).rule == "agreed"  # type: ignore[union-attr]


def test_what_lies_before_support_began_is_nobodys() -> None:
    assert found(Happened("became_neet", on(-400)), begun=on(-10)) is None


def test_a_day_that_a_hand_has_set_gives_way_only_to_news_that_ask_for_an_earlier_one() -> None:
    kept = Kept(due_on=on(60), set_on=on(0))
    fresh, old = Happened("became_neet", on(2)), Happened("became_neet", on(-2))
    assert news([fresh, old], kept) == [fresh]
    assert news([fresh, old], Kept(due_on=on(60))) == []
    sooner = Due(on(30), "became-neet", "Because", "became_neet", on(2))
    assert settled(kept=kept, found=sooner, exempt_until=None) == sooner
    later = Due(on(70), "agreed", "Because", "agreed", on(2))
    assert settled(kept=kept, found=later, exempt_until=None) is None


def test_the_same_thing_happening_again_puts_nothing_off() -> None:
    kept = Kept(due_on=on(70), rule="agreed", since=on(0))
    again = Due(on(90), "agreed", "Because", "agreed", on(20))
    assert settled(kept=kept, found=again, exempt_until=None) is None


def test_an_exemption_puts_it_off_to_its_day() -> None:
    asked = Due(on(10), "agreed", "Because", "agreed", on(0))
    put_off = settled(kept=None, found=asked, exempt_until=on(40))
    assert put_off is not None
    assert put_off.on == on(40)
    assert settled(kept=Kept(on(40), "agreed", on(0)), found=asked, exempt_until=on(40)) is None


EVENTS = st.builds(
    Happened,
    st.sampled_from([value for value, _ in ReviewRule.Event.choices]),
    st.dates(date(2024, 1, 1), date(2026, 12, 1)),
    st.integers(0, 5),
)


@given(st.lists(EVENTS, max_size=12), st.sampled_from(["intensive", "supported", "minimum"]))
def test_a_day_is_always_within_its_rule_and_never_moves_when_asked_again(
    happened: list[Happened], level: str
) -> None:
    rules = national(ReviewRule)
    first = due(happened=happened, level=level, rules=rules)
    if first is None:
        return
    weeks = {rule.key: rule.within_weeks for rule in rules}
    assert first.on == first.since + timedelta(weeks=weeks[first.rule])
    kept = Kept(first.on, first.rule, first.since)
    again = due(happened=reversed(happened), level=level, rules=rules)
    assert settled(kept=kept, found=again, exempt_until=None) is None


@given(st.lists(EVENTS, max_size=8), EVENTS)
def test_one_more_event_never_puts_the_day_off_but_for_a_review_or_a_plan(
    happened: list[Happened], more: Happened
) -> None:
    rules = national(ReviewRule)
    before = due(happened=happened, level="intensive", rules=rules)
    after = due(happened=[*happened, more], level="intensive", rules=rules)
    if before is not None and more.event not in ("reviewed", "agreed"):
        assert after is not None
        assert after.on <= before.on
