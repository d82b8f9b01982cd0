"""A data officer's month: built while she watches, one record mended, built again, frozen, compared with the last."""

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.coming_in import GRACE, PRIYA, come_in
from tests.journeys.look import Look
from tests.journeys.product import Product

PATIENCE, PAUSE = 60_000, 500


def build(page: Page) -> None:
    """Ask for the month and watch until its page is there."""
    page.goto("/return/")
    page.get_by_role("button", name="Build", exact=True).click()
    expect(page.get_by_role("heading", name="16 and 17 year olds")).to_be_visible(timeout=PATIENCE)


def to_mend(page: Page) -> int:
    """How many faults the rules find now, as the list counts them."""
    chip = page.get_by_role("link", name=re.compile("^All"))
    found = re.search(r"[\d,]+", chip.inner_text())
    return int(found[0].replace(",", "")) if found else 0


def open_once_checked(page: Page, record: str) -> None:
    """Open a record, and again until a worker has judged what was changed."""
    page.goto(record)
    for _ in range(PATIENCE // PAUSE):
        if page.get_by_text("is being checked").count() == 0:
            return
        page.wait_for_timeout(PAUSE)
        page.reload()
    raise AssertionError("the record is still being checked")


def test_a_month_is_built_mended_frozen_and_compared(
    context: BrowserContext, page: Page, product: Product, look: Look
) -> None:
    come_in(context, product, GRACE)
    page.goto("/return/")
    expect(page.get_by_role("heading", name="The return", exact=True)).to_be_visible()
    look(page, "return months")

    # Built while she watches; the page says what it holds, beside the last month and what was published.
    build(page)
    look(page, "return month built")
    month = page.get_by_role("heading", level=1).inner_text()

    # The people behind a number.
    page.get_by_role("row", name=re.compile("^In education or training")).get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("In education or training")
    look(page, "return people behind a number")

    # What the rules find in the records as they stand today.
    page.goto("/return/to-mend/")
    page.get_by_role("button", name="Check everybody now").click()
    expect(page.get_by_role("heading", name="Records to mend")).to_be_visible(timeout=PATIENCE)
    look(page, "return records to mend")

    # One record loses its ethnicity by mistake: it is found at once, on the record, with the way to mend it.
    before = to_mend(page)
    page.goto("/return/guarantee/")
    look(page, "return september guarantee")
    page.get_by_role("table").get_by_role("link").first.click()
    look(page, "return offers")
    page.get_by_role("table").get_by_role("rowheader").get_by_role("link").first.click()
    record = page.url
    page.goto(f"{record}belongs/")
    look(page, "return where they belong")
    page.goto(f"{record}details/name/")
    family = page.get_by_label("Family name")
    was = family.input_value()
    family.fill(f"{was} 2")
    page.get_by_role("button", name=re.compile("^Save")).click()
    open_once_checked(page, record)
    box = page.get_by_role("region", name="What the return finds")
    expect(box).to_contain_text("characters that the return does not allow")
    look(page, "return fault on the record")
    page.goto("/return/to-mend/")
    assert to_mend(page) == before + 1

    # She mends it where she is led, and it is gone.
    page.goto(record)
    box.get_by_role("link", name="Correct the name").click()
    page.get_by_label("Family name").fill(was)
    page.get_by_role("button", name=re.compile("^Save")).click()
    open_once_checked(page, record)
    page.goto("/return/to-mend/")
    assert to_mend(page) == before

    # Built again, sent, frozen: from then on nobody can change it.
    build(page)
    page.get_by_role("button", name="Freeze").click()
    page.get_by_role("dialog").get_by_role("button", name="Freeze").click()
    expect(page.get_by_role("heading", name="Kept as it was sent")).to_be_visible()
    look(page, "return month frozen")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download the file").click()
    assert waiting.value.suggested_filename.endswith("-935-v1.xml")

    # Beside the month before: who joined, who left, what is told otherwise.
    page.get_by_role("link", name=re.compile("as it was sent$")).click()
    expect(page.get_by_role("heading", name="Which fields differ")).to_be_visible()
    look(page, "return compared")
    page.goto("/return/")
    expect(page.get_by_role("row", name=re.compile(f"^{month}"))).to_contain_text("Sent")


def test_a_move_waits_until_somebody_has_decided(
    context: BrowserContext, page: Page, product: Product, look: Look
) -> None:
    come_in(context, product, GRACE)
    page.goto("/return/moves/")
    look(page, "return moves")
    page.get_by_role("link", name=re.compile("^Decide")).click()
    look(page, "return move to decide")
    page.get_by_role("button", name="They have moved").click()
    expect(page.get_by_role("heading", name="For the other authority")).to_be_visible()
    look(page, "return move confirmed")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download the package").click()
    path = waiting.value.path()

    # The same installation cannot take in what was sealed for another authority, and says so on the field.
    page.goto("/return/moves/")
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_text("is not one of yours").first).to_be_visible()
    page.goto("/return/survey/")
    look(page, "return activity survey")


def test_advisers_do_not_see_to_the_return(context: BrowserContext, page: Page, product: Product) -> None:
    come_in(context, product, PRIYA)
    answer = page.goto("/return/")
    assert answer is not None
    assert answer.status == 403
