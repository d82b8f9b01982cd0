"""A record is restricted and its adviser is not named: she finds nobody, breaks the glass, and is looked at for it.

Carol restricts Jay's record and names nobody but herself. Priya, his adviser, finds him nowhere; she opens the record
with a reason, and reads it for three hours. Carol is told, and says whether it was proper. Next day it is closed.
"""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from connexions.ground.base import clock
from tests.journeys.coming_in import CAROL, PRIYA, come_in
from tests.journeys.look import Look
from tests.journeys.pressing import presses
from tests.journeys.product import Product, running

NAME = "Jay Holloway"
REASON = "His mother rang: he is missing since last night"


@pytest.fixture(scope="module")
def product() -> Iterator[Product]:
    """A product of its own: its clock runs ahead."""
    with running(called="glass") as product:
        yield product


def test_the_glass_is_broken_and_looked_at(
    context: BrowserContext, other_context: BrowserContext, page: Page, product: Product, look: Look
) -> None:
    come_in(context, product, CAROL)
    record = restricts(page, look)

    come_in(other_context, product, PRIYA)
    priya = other_context.new_page()
    finds_nobody(priya)
    breaks_the_glass(priya, record, look)

    reviews(page, look)

    product.manage("move_clock", "1")
    come_in(other_context, product, PRIYA)
    priya.goto(record)
    expect(priya.locator("main")).to_contain_text("This record is restricted")
    expect(priya.locator("body")).not_to_contain_text("Holloway")


def restricts(page: Page, look: Look) -> str:
    page.goto("/search/")
    page.get_by_label("Name, date of birth, postcode, phone, e-mail or number").fill(NAME)
    page.locator("main").get_by_role("button", name="Search").click()
    presses(page.locator("main").get_by_role("link", name=NAME))
    record = page.url
    page.goto(f"{record}details/")
    presses(page.get_by_role("button", name="Restrict this record"))
    expect(page.get_by_role("checkbox", name=re.compile("^Priya Nair"))).to_be_checked()
    page.get_by_role("checkbox", name=re.compile("^Priya Nair")).uncheck()
    page.get_by_label("Why is the record restricted?").select_option(
        label="A relative of somebody who works here"
    )
    page.get_by_label("What happened, and who said so").fill("He is the brother of his adviser's husband.")
    group, day = page.get_by_role("group", name="Look at it again on"), clock.today() + timedelta(days=60)
    for box, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(box).fill(str(value))
    look(page, "restrict")
    presses(page.get_by_role("button", name="Restrict the record"))
    expect(page.get_by_role("region", name=re.compile("^Summary"))).to_contain_text(
        "This record is restricted"
    )
    look(page, "restricted-record")
    return record


def finds_nobody(page: Page) -> None:
    page.goto("/search/")
    page.get_by_label("Name, date of birth, postcode, phone, e-mail or number").fill(NAME)
    page.locator("main").get_by_role("button", name="Search").click()
    expect(page.locator("main")).to_contain_text("Nobody found whom you may see")
    for address in ("/", "/caseload/"):
        page.goto(address)
        expect(page.locator("main")).not_to_contain_text(NAME)


def breaks_the_glass(page: Page, record: str, look: Look) -> None:
    page.goto(record)
    expect(page.locator("main")).to_contain_text("This record is restricted")
    expect(page.locator("body")).not_to_contain_text("Holloway")
    look(page, "restricted-refused")
    presses(page.get_by_role("link", name="Open it with a reason"))
    page.get_by_label("Why must you open it?").fill("Need it")
    page.get_by_role("button", name="Open the record").click()
    expect(page.locator("main")).to_contain_text("in 5 words or more")
    page.get_by_label("Why must you open it?").fill(REASON)
    look(page, "break-glass")
    presses(page.get_by_role("button", name="Open the record"))
    summary = page.get_by_role("region", name=f"Summary of {NAME}")
    expect(summary).to_contain_text("You opened this restricted record: it closes at")
    look(page, "glass-broken")


def reviews(page: Page, look: Look) -> None:
    page.goto("/")
    expect(page.locator("main")).to_contain_text("Restricted records need you")
    look(page, "restricted-today")
    presses(page.get_by_role("button", name="See restricted records"))
    look(page, "restricted-records")
    row = page.get_by_role("row", name=re.compile("^Priya Nair"))
    presses(row.get_by_role("link", name=re.compile("^Review")))
    expect(page.locator("main")).to_contain_text(REASON)
    page.get_by_label("Proper: it was needed").check()
    page.get_by_label("What you found, and what follows").fill("His mother did ring. Right to look.")
    look(page, "review-glass")
    presses(page.get_by_role("button", name="Keep the review"))
    expect(page.get_by_role("row", name=re.compile("^Priya Nair"))).to_contain_text("Proper: it was needed")
    presses(page.get_by_role("link", name=NAME))
    look(page, "restriction")
