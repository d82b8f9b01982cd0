"""A factor's way from time to time, drawn small."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from connexions.ground.design.sparks import HEIGHT, WIDTH, spark

LEVELS = st.lists(st.none() | st.integers(1, 5), max_size=12)


def drawn(levels: list[int | None]) -> etree._Element:
    return etree.fromstring(str(spark(levels, of=5, said="<Housing> & “co”")))


@given(LEVELS)
def test_every_rating_has_a_dot_inside_the_picture(levels: list[int | None]) -> None:
    dots = drawn(levels).findall("circle")
    assert len(dots) == sum(1 for level in levels if level)
    assert all(0 <= float(dot.get("cx", "")) <= WIDTH for dot in dots)
    assert all(0 <= float(dot.get("cy", "")) <= HEIGHT for dot in dots)


@given(LEVELS)
def test_a_line_joins_neighbours_only(levels: list[int | None]) -> None:
    lines = [one for one in drawn(levels).findall("path") if one.get("class") == "line"]
    pairs = pairwise(levels)
    assert len(lines) == sum(1 for one, other in pairs if one and other)


def test_stronger_is_further_up_and_words_are_escaped() -> None:
    picture = drawn([1, 5])
    low, high = picture.findall("circle")
    assert float(high.get("cy", "")) < float(low.get("cy", ""))
    assert picture.get("aria-label") == "<Housing> & “co”"
