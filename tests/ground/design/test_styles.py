"""The style sheets say nothing that no page uses, and name no colour that is not a token's."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SHEETS = sorted((ROOT / "assets" / "css").glob("*.css"))
WRITTEN = "\n".join(
    path.read_text()
    for pattern in ("connexions/**/*.html", "connexions/**/*.py", "config/**/*.html", "assets/js/**/*.js")
    for path in ROOT.glob(pattern)
)
# The young person's own pages: the front door's furniture, ready for the rooms that open next.
FRONT_DOOR = {
    *("cx-card", "cx-card--plum", "cx-full", "cx-kicker--door", "cx-lead", "cx-mine", "cx-next--door"),
    *("cx-seen", "cx-share", "cx-tap"),
}


def classes(sheet: Path) -> set[str]:
    return set(
        re.findall(r"\.((?:cx|is)-[a-zA-Z0-9_-]+)", re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S))
    )


def is_used(name: str) -> bool:
    """Whether a page names the class, or writes its last part from a value: ``cx-state--{{ kind }}``."""
    stem = re.match(r"(.*(?:--|__))", name)
    return name in WRITTEN or bool(stem and f"{stem.group(1)}{{{{" in WRITTEN)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_class_is_used_by_a_page(sheet: Path) -> None:
    assert {name for name in classes(sheet) - FRONT_DOOR if not is_used(name)} == set()


def test_colours_of_text_are_tokens() -> None:
    """A colour written by hand is one nobody has checked against its ground."""
    by_hand = {
        f"{sheet.name}: {found}"
        for sheet in SHEETS
        for found in re.findall(r"[{;]\s*color:\s*(#[0-9a-f]{3,8})", sheet.read_text())
        if found not in ("#fff",)
    }
    assert by_hand == set()


def test_sheets_reach_for_nothing_outside() -> None:
    for sheet in SHEETS:
        assert not re.search(r"https?:|@import|url\((?!#)", sheet.read_text()), sheet.name
