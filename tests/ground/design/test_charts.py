"""Charts: from nought, with their own words, and never by colour alone."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connexions.ground.design.charts import HEIGHT, LEFT, RIGHT, WIDTH, Band, Bar, Line, bars, lines, share

values = st.lists(st.none() | st.floats(0, 100), min_size=1, max_size=37)


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own


def texts(svg: str) -> list[str]:
    return ["".join(one.itertext()) for one in drawn(svg).iter("text")]


@given(values, values)
def test_a_line_stays_within_its_chart_and_nought_is_on_the_axis(
    one: list[float | None], other: list[float | None]
) -> None:
    places = [str(place) for place in range(max(len(one), len(other)))]
    svg = lines(places, [Line("One", one), Line("Other", other, "second")], said="Said")
    assert "0" in texts(svg)
    for path in drawn(svg).iter("path"):
        for x, y in re.findall(r"[ML]([\d.]+) ([\d.]+)", path.attrib["d"]):
            assert LEFT <= float(x) <= WIDTH - RIGHT + 0.1
            assert 0 <= float(y) <= HEIGHT


@given(st.lists(st.floats(0.1, 100), min_size=1, max_size=6))
def test_names_at_the_ends_do_not_lie_on_each_other(ends: list[float]) -> None:
    svg = lines(["a", "b"], [Line(f"L{place}", [1.0, end]) for place, end in enumerate(ends)], said="Said")
    heights = sorted(
        float(one.attrib["y"])
        for one in drawn(svg).iter("text")
        if "end" in one.attrib.get("class", "").split()
    )
    assert len(heights) == len(ends)
    assert all(after - before >= 21.9 for before, after in pairwise(heights))


def test_lines_differ_without_colour_and_bear_their_names() -> None:
    svg = lines(
        ["Jan", "Feb"], [Line("NEET", [4, 3.5]), Line("Not known", [2, 1], "second")], said="Two lines"
    )
    assert 'class="line line--first"' in svg
    assert 'class="line line--second"' in svg
    assert {"NEET 3.5%", "Not known 1.0%"} <= set(texts(svg))
    assert drawn(svg).attrib["aria-label"] == "Two lines"


def test_a_gap_is_not_drawn_across() -> None:
    path = next(drawn(lines(list("abc"), [Line("L", [1, None, 3])], said="")).iter("path")).attrib["d"]
    assert path.count("M") == 2
    assert "L" not in path


def test_an_empty_chart_has_a_frame() -> None:
    assert "0" in texts(lines(["Jan"], [Line("L", [None])], said="Nothing"))
    assert "0" in texts(lines(["Jan"], [], said="Nothing"))


def test_a_band_has_its_name() -> None:
    assert "headline months" in texts(
        lines(list("abcd"), [Line("L", [1, 2, 3, 4])], said="", bands=[Band(1, 3, "headline months")])
    )


@given(st.lists(st.integers(-900, 900), min_size=1, max_size=9))
def test_bars_begin_at_nought_and_are_as_long_as_they_say(numbers: list[int]) -> None:
    svg = bars(
        [Bar(f"B{place}", "", number, str(number)) for place, number in enumerate(numbers)], said="Said"
    )
    axis = next(one for one in drawn(svg).iter("line") if one.attrib["x1"] == one.attrib["x2"])
    zero = float(axis.attrib["x1"])
    found = [
        (float(one.attrib["x"]), float(one.attrib["width"]))
        for one in drawn(svg).iter("rect")
        if "bar" in one.attrib["class"]
    ]
    most = max(map(abs, numbers)) or 1
    longest = max(width for _, width in found) or 1
    for number, (x, width) in zip(numbers, found, strict=True):
        begin = x + width if number < 0 else x
        assert abs(begin - zero) < 0.2
        assert abs(width / longest - abs(number) / most) < 0.01


def test_words_from_elsewhere_are_escaped() -> None:
    svg = bars([Bar("<b>", "&", 1, "1")], said='"<x>')
    assert "<b>" not in svg
    assert drawn(svg).attrib["aria-label"] == '"<x>'


@pytest.mark.parametrize(
    ("value", "of", "width"), [(5, 10, 49.5), (10, 10, 99), (0, 10, 0), (3, 0, 0), (-1, 10, 0)]
)
def test_a_share_is_of_the_greatest(value: float, of: float, width: float) -> None:
    assert f'width="{width:.1f}"' in share(value, of=of)
