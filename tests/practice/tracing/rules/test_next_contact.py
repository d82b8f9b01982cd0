"""Whom to try next, as a table; and what must hold whatever was tried."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from connexions.practice.tracing.rules.next_contact import (
    Carer,
    Known,
    Next,
    Part,
    Point,
    Try,
    Way,
    next_contact,
)

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
MOBILE = Point("m", "mobile", "+447700900001")
SECOND = Point("n", "mobile", "+447700900002", preferred=True)
HOME = Point("h", "phone", "+441914960001")
EMAIL = Point("e", "email", "kim@example.org")
MUM = Carer("c", "Alison Dunmore", "Mother", "+447700900003", may_contact=True)
DAD = Carer("d", "Ian Dunmore", "Father", "+447700900004", may_contact=False)


def tried(*said: tuple[str, str, int, str]) -> list[Try]:
    """The latest first: channel, outcome, hour, number; a day apart."""
    return [
        Try(NOON.replace(hour=hour) - timedelta(days=ago), channel, outcome, point)
        for ago, (channel, outcome, hour, point) in enumerate(said, start=1)
    ]


def best(known: Known) -> Next:
    return next_contact(known, visit_after=4, stop_after=7)


@pytest.mark.parametrize(
    ("known", "way", "whom", "part"),
    [
        (Known([MOBILE]), Way.PHONE, "m", None),
        (Known([MOBILE, SECOND]), Way.PHONE, "n", None),  # the one they like best
        (Known([MOBILE], tries=tried(("phone", "no_answer", 9, "m"))), Way.PHONE, "m", Part.EVENING),
        (Known([MOBILE], tries=tried(("phone", "no_answer", 18, "m"))), Way.PHONE, "m", Part.AFTERNOON),
        (Known([MOBILE], tries=tried(("phone", "left_message", 14, "m"))), Way.PHONE, "m", Part.MORNING),
        # They picked up in the evening once: that is when to ring.
        (
            Known([MOBILE], tries=tried(("phone", "no_answer", 9, "m"), ("phone", "spoke", 18, "m"))),
            Way.PHONE,
            "m",
            Part.EVENING,
        ),
        # Rung twice without an answer: a text; after that the other time of day once more, then a carer.
        (
            Known([MOBILE], tries=tried(("phone", "no_answer", 18, "m"), ("phone", "no_answer", 9, "m"))),
            Way.TEXT,
            "m",
            None,
        ),
        (
            Known(
                [MOBILE],
                [DAD, MUM],
                tried(
                    ("text", "left_message", 12, "m"),
                    ("phone", "no_answer", 14, "m"),
                    ("phone", "no_answer", 18, "m"),
                    ("phone", "no_answer", 9, "m"),
                ),
            ),
            Way.PHONE,
            "c",
            None,
        ),
        # A number that was wrong, or that they asked us to leave alone, is never proposed.
        (Known([Point("m", "mobile", "+44", closed="failed")], [MUM]), Way.PHONE, "c", None),
        (Known([Point("m", "mobile", "+44", closed="opted out"), HOME]), Way.PHONE, "h", None),
        (
            Known([Point("m", "mobile", "+44", closed="opted out")], [DAD], has_address=True),
            Way.LETTER,
            "",
            None,
        ),
        (Known([EMAIL]), Way.EMAIL, "e", None),
        (Known(has_address=True), Way.LETTER, "", None),
        (Known(has_address=True, moved=True), Way.VISIT, "", None),
        (Known(), Way.NOBODY, "", None),
        (Known([MOBILE], tries=tried(("phone", "does_not_want_help", 9, "m"))), Way.NOBODY, "", None),
        # So many failed, and nobody has been there.
        (
            Known([MOBILE], [MUM], tried(*[("phone", "no_answer", 9, "m")] * 4), has_address=True),
            Way.VISIT,
            "",
            None,
        ),
        (
            Known([MOBILE], tries=tried(*[("visit", "no_answer", 9, "")] * 7), has_address=True),
            Way.NOBODY,
            "",
            None,
        ),
        # What failed before they last spoke does not count.
        (
            Known([MOBILE], tries=tried(("met", "spoke", 9, ""), *[("phone", "no_answer", 9, "m")] * 6)),
            Way.PHONE,
            "m",
            None,
        ),
    ],
)
def test_the_next_best_contact(known: Known, way: Way, whom: str, part: Part | None) -> None:
    found = best(known)
    assert (found.way, found.point or found.carer, found.part) == (way, whom, part)
    assert found.why.endswith(".")


keys = some.sampled_from(["a", "b", "c"])
points = some.lists(
    some.builds(
        Point,
        key=keys,
        kind=some.sampled_from(["mobile", "phone", "email"]),
        value=some.just("x"),
        whose=some.sampled_from(["", "Gran"]),
        closed=some.sampled_from(["", "failed", "opted out"]),
    ),
    max_size=3,
    unique_by=lambda one: one.key,
)
carers = some.lists(
    some.builds(
        Carer,
        key=keys,
        name=some.just("Sam"),
        relationship=some.just("Aunt"),
        phone=some.sampled_from(["", "x"]),
        may_contact=some.booleans(),
    ),
    max_size=2,
    unique_by=lambda one: one.key,
)
outcomes = [
    "spoke",
    "no_answer",
    "left_message",
    "wrong_number",
    "moved",
    "does_not_want_help",
    "did_not_come",
]
tries = some.lists(
    some.builds(
        Try,
        at=some.integers(7, 20).map(lambda hour: NOON.replace(hour=hour)),
        channel=some.sampled_from(["phone", "text", "letter", "visit", "email", "met"]),
        outcome=some.sampled_from(outcomes),
        point=some.sampled_from(["", "a", "b", "c", "carer:a"]),
    ),
    max_size=9,
)


@given(some.builds(Known, points=points, carers=carers, tries=tries, has_address=some.booleans()))
def test_nobody_is_reached_as_they_asked_not_to_be(known: Known) -> None:
    found = best(known)
    by_key = {one.key: one for one in known.points}
    if found.point:
        assert not by_key[found.point].closed
        assert found.way is not Way.TEXT or by_key[found.point].kind == "mobile"
        assert found.way is not Way.PHONE or by_key[found.point].kind != "email"
    if found.carer:
        assert next(one for one in known.carers if one.key == found.carer).may_contact
    if found.way in (Way.LETTER, Way.VISIT):
        assert known.has_address
    if known.tries and known.tries[0].outcome == "does_not_want_help":
        assert found.way is Way.NOBODY
    assert best(known) == found  # the same facts, the same answer
