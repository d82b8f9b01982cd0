"""The assessment wheel."""

import re
from itertools import groupby, pairwise

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from connexions.ground.design.wheel import HOLE, RIM, Spoke, radius, slices, wheel
from tests.ground.design.gallery import SCALE, spokes

LEVELS = st.none() | st.integers(1, 5)
WORDS = st.text(st.characters(categories=["L", "N", "P", "S", "Z"]), max_size=40)


@st.composite
def wheels(draw: st.DrawFn) -> list[Spoke]:
    groups = draw(st.lists(st.integers(1, 6), min_size=1, max_size=4))
    return [
        Spoke(draw(WORDS), f"group {index}", draw(LEVELS), draw(LEVELS), draw(LEVELS), draw(WORDS))
        for index, size in enumerate(groups)
        for _ in range(size)
    ]


def picture(found: list[Spoke]) -> etree._Element:
    return etree.fromstring(str(wheel(found, scale=SCALE, title="<Jay> & “co”")))


def paths(tree: etree._Element, name: str) -> list[str]:
    return [path.get("d") for path in tree.iter("path") if name in (path.get("class") or "").split()]


@given(wheels())
def test_every_spoke_is_drawn_once(found: list[Spoke]) -> None:
    tree = picture(found)
    rated = [spoke for spoke in found if spoke.adviser is not None]
    assert len(paths(tree, "wedge")) == len(rated)
    assert len(paths(tree, "unknown")) == len(found) - len(rated)
    assert len(paths(tree, "before")) == sum(spoke.before is not None for spoke in found)
    numbers = [text.text for text in tree.iter("text") if "number" in text.get("class").split()]
    assert numbers == [str(number) for number in range(1, len(found) + 1)]


@given(wheels())
def test_the_outline_has_a_step_for_each_answer(found: list[Spoke]) -> None:
    lines = paths(picture(found), "yp")
    answered = sum(spoke.young_person is not None for spoke in found)
    assert sum(line.count("A") for line in lines) == answered
    runs = sum(
        key[1] for key, _ in groupby(found, key=lambda spoke: (spoke.group, spoke.young_person is not None))
    )
    assert sum(line.count("M") for line in lines) == runs


@given(wheels())
def test_spokes_never_overlap_and_fill_the_round(found: list[Spoke]) -> None:
    placed = slices(found)
    assert all(one.end <= other.start + 1e-9 for one, other in pairwise(placed))
    assert placed[0].start > 0
    assert placed[-1].end < 360
    widths = {round(place.end - place.start, 6) for place in placed}
    assert len(widths) == 1


@given(st.integers(2, 9))
def test_stronger_is_further_out(levels: int) -> None:
    radii = [radius(level, levels) for level in range(levels + 1)]
    assert radii == sorted(set(radii))
    assert (radii[0], radii[-1]) == (HOLE, RIM)


def test_a_wedge_reaches_as_far_as_its_level() -> None:
    for level in range(1, 6):
        (wedge,) = paths(picture([Spoke("a", "g", level)]), "wedge")
        assert re.search(r"A([\d.]+) ", wedge).group(1) == f"{radius(level, 5):.1f}"  # type: ignore[union-attr]


@given(wheels())
def test_the_same_spokes_give_the_same_picture(found: list[Spoke]) -> None:
    assert wheel(found, scale=SCALE, title="x") == wheel(found, scale=SCALE, title="x")


@given(wheels())
def test_nothing_in_it_breaks_the_policy_or_the_page(found: list[Spoke]) -> None:
    drawn = str(wheel(found, scale=SCALE, title="<script>x</script>"))
    assert "style=" not in re.sub(r">[^<]*<", "><", drawn)
    assert "<script" not in drawn
    assert "-0.0" not in " ".join(re.findall(r' d="([^"]*)"', drawn))
    assert "nan" not in " ".join(re.findall(r' d="([^"]*)"', drawn))


def test_it_is_told_in_words_too() -> None:
    tree = picture(spokes())
    svg = next(tree.iter("svg"))
    assert svg.get("role") == "img"
    told = {element.get("id"): element.text for element in svg if element.get("id")}
    assert [told[key] for key in svg.get("aria-labelledby").split()] == [
        "<Jay> & “co”",
        "18 factors in 4 groups; further out is stronger. Strength: Aspirations. "
        "The young person rates lower: Achievements, Identity and self-image and Income. "
        "The young person rates higher: Participation, Basic skills, Emotional well-being, "
        "Substance use issues, Housing and Social and community factors. "
        "Not explored: Family history and functioning. The table says the same.",
    ]
