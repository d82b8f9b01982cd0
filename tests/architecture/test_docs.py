"""What is made from the code is what the documents hold, and each choice has its page."""

import re
from pathlib import Path

import pytest

from config.reference.build import pages
from tests.architecture import house

ADRS = sorted((house.ROOT / "docs" / "adr").glob("*.md"))
LONGEST = 60  # lines: a page


@pytest.mark.parametrize("path", list(pages()), ids=house.short)
def test_the_reference_is_that_of_this_code(path: Path) -> None:
    assert path.read_text() == pages()[path], (
        "Run `.venv/bin/python manage.py docs` and commit what it makes."
    )


def test_choices_are_numbered_in_line() -> None:
    assert [int(one.name[:4]) for one in ADRS] == list(range(1, len(ADRS) + 1))


@pytest.mark.parametrize("path", ADRS, ids=house.short)
def test_a_choice_says_why_and_what_else_there_was(path: Path) -> None:
    text = path.read_text()
    assert re.match(rf"# {int(path.name[:4])}\. \S", text)
    for heading in ("## Choice", "## Why", "## Instead of", "## What follows"):
        assert heading in text, heading
    assert len(text.splitlines()) <= LONGEST


@pytest.mark.parametrize("path", [one for one in house.tracked() if one.suffix == ".md"], ids=house.short)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text()):
        assert (path.parent / target).exists() or (house.ROOT / target.lstrip("/")).exists(), target
