"""The data officer takes services in from a file: watches it, sees what was left out and why, and finds the rest."""

import json
import re
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.coming_in import HANNAH, PRIYA, come_in
from tests.journeys.look import Look
from tests.journeys.product import Product

SERVICES = 450
WRONG = 7  # the item that is faulty, counted from 0


def item(number: int) -> dict[str, Any]:
    """A service as another directory tells it."""
    return {
        "id": str(UUID(int=number + 10**6)),
        "name": f"Lantern session {number}",
        "description": "Music and something to eat.",
        "status": "no idea" if number == WRONG else "active",
        "organization": {"id": str(UUID(int=42)), "name": "Lantern Trust", "description": "Runs sessions."},
    }


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "lantern.json"
    path.write_text(json.dumps([item(number) for number in range(SERVICES)]))
    return path


def send(page: Page, path: Path) -> None:
    page.goto("/services/imports/")
    page.get_by_label("A file").set_input_files(path)
    page.get_by_label("What the source is called here").fill("Lantern Trust")
    page.get_by_role("button", name="Take services in").click()
    expect(page.get_by_text("Read to its end")).to_be_visible(timeout=90_000)


def count_of(page: Page, name: str) -> int:
    shown = page.locator("dl.cx-facts div").filter(has_text=re.compile(f"^{name}")).locator("dd").inner_text()
    return int(re.match(r"[\d,]+", shown)[0].replace(",", ""))  # type: ignore[index]


def test_a_file_of_services_is_taken_in(
    context: BrowserContext, page: Page, product: Product, file: Path, look: Look
) -> None:
    come_in(context, product, HANNAH)
    page.goto("/services/")
    page.get_by_role("link", name="Imports").or_(page.get_by_role("button", name="Imports")).first.click()
    expect(page.get_by_role("heading", name="Imports of services")).to_be_visible()
    look(page, "imports")

    send(page, file)
    assert (count_of(page, "New"), count_of(page, "Left out")) == (SERVICES - 1, 1)
    expect(page.get_by_text(f"$[{WRONG}].status")).to_be_visible()
    look(page, "import-done")

    # The same again changes nothing, and both stand in the history.
    send(page, file)
    assert (count_of(page, "New"), count_of(page, "Unchanged")) == (0, SERVICES - 1)
    page.goto("/services/imports/")
    expect(page.get_by_role("row").filter(has_text="Lantern Trust")).to_have_count(2)
    look(page, "imports-history")

    page.goto("/services/")
    page.get_by_label("Words").fill("Lantern session 12")
    page.get_by_role("button", name="Find services").click()
    expect(page.get_by_role("link", name="Lantern session 12", exact=True)).to_be_visible()


def test_an_address_inside_is_refused_in_words(
    context: BrowserContext, page: Page, product: Product, look: Look
) -> None:
    come_in(context, product, HANNAH)
    page.goto("/services/imports/")
    page.get_by_label("Or the address of a feed").fill(f"https://127.0.0.1:{product.port}/api/oruk/services")
    page.get_by_role("button", name="Take services in").click()
    expect(page.get_by_text("inside a private network")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Nothing was taken")).to_be_visible()
    look(page, "import-broken-off")
    page.goto("/services/imports/")
    page.get_by_role("button", name="Take services in").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a file, or give the address of a feed")
    look(page, "imports-wrong")


def test_advisers_take_nothing_in(context: BrowserContext, page: Page, product: Product) -> None:
    come_in(context, product, PRIYA)
    answer = page.goto("/services/imports/")
    assert answer is not None
    assert answer.status == 403
