"""A partnership's own extract comes in: seen before it counts, watched, harmless a second time."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.coming_in import GRACE, PRIYA, come_in
from tests.journeys.look import Look
from tests.journeys.product import Product

RECORDS = 3_000


@pytest.fixture(scope="session")
def extract(product: Product, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another system's extract of people who are not here yet."""
    path = tmp_path_factory.mktemp("extracts") / "extract.xml"
    product.manage("demo", "--extract", str(path), "--records", str(RECORDS), "--partnership", "suffolk")
    return path


def send(page: Page, path: Path) -> None:
    page.goto("/moving-in/")
    page.get_by_label("extract").set_input_files(path)
    page.get_by_role("button", name="Send and check").click()


def count_of(page: Page, name: str) -> int:
    shown = page.locator("dl.cx-facts div").filter(has_text=re.compile(f"^{name}")).locator("dd").inner_text()
    return int(re.match(r"[\d,]+", shown)[0].replace(",", ""))  # type: ignore[index]


def test_an_extract_moves_in(
    context: BrowserContext, page: Page, product: Product, extract: Path, look: Look
) -> None:
    come_in(context, product, GRACE)
    page.goto("/moving-in/")
    look(page, "moving in")

    # It is read and checked while she watches.
    send(page, extract)
    expect(page.get_by_text("Nothing has been changed yet")).to_be_visible(timeout=60_000)
    look(page, "moving in checked")
    assert count_of(page, "New") > RECORDS * 0.9

    # She applies it, and sees how far it is, live: the server tells, the page does not ask again.
    page.get_by_role("button", name="Apply").click()
    bar = page.locator("progress")
    expect(bar.or_(page.get_by_text("Applied"))).to_be_visible()
    expect(page.get_by_text("Applied").first).to_be_visible(timeout=60_000)
    expect(page.get_by_role("button", name="Download CSV")).to_be_visible()
    look(page, "moving in applied")

    # The same file again changes nothing.
    send(page, extract)
    expect(page.get_by_text("Nothing has been changed yet")).to_be_visible(timeout=60_000)
    assert count_of(page, "New") == 0


def test_a_broken_file_is_refused_in_words(
    context: BrowserContext, page: Page, product: Product, extract: Path, tmp_path: Path
) -> None:
    come_in(context, product, GRACE)
    whole = extract.read_bytes()
    cut = tmp_path / "cut.xml"
    cut.write_bytes(whole[: len(whole) // 2])
    send(page, cut)
    expect(page.get_by_text("This file was refused, and nothing was changed")).to_be_visible(timeout=60_000)


def test_advisers_cannot_move_people_in(context: BrowserContext, page: Page, product: Product) -> None:
    come_in(context, product, PRIYA)
    answer = page.goto("/moving-in/")
    assert answer is not None
    assert answer.status == 403
