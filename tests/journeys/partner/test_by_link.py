"""A service without accounts answers by a one-time link and a code; the link dies with the answer."""

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.coming_in import PRIYA, come_in
from tests.journeys.look import Look
from tests.journeys.pressing import presses
from tests.journeys.product import Product
from tests.journeys.referring import refers

SERVICE = "Somebody to talk to"
WHY = "Wants to talk to somebody who is not family."


def test_a_link_a_code_one_answer(
    context: BrowserContext, other_context: BrowserContext, page: Page, product: Product, look: Look
) -> None:
    come_in(context, product, PRIYA)
    page.goto("/caseload/")
    page.get_by_role("link", name="Jay Holloway").first.click()
    said = refers(
        page, page.url, need="Something else", service=SERVICE, why=WHY, purpose="Health", look=look
    )
    code = re.search(r"opens it: (\d{3} \d{3})", said)
    ref = re.search(r"reference ([A-Z0-9]{4}-[A-Z0-9]{4})", said)
    assert code is not None
    assert ref is not None

    theirs = other_context.new_page()
    link = link_of(theirs, ref[1])
    theirs.goto(link)
    expect(theirs.locator("main")).not_to_contain_text("Holloway")
    look(theirs, "link-code")
    theirs.get_by_label("The code you were told").fill(code[1])
    presses(theirs.get_by_role("button", name="Open it"))
    expect(theirs.locator("main")).to_contain_text("Holloway")
    expect(theirs.locator("main")).to_contain_text(WHY)
    look(theirs, "link-referral")
    theirs.get_by_label("We accept it").check()
    presses(theirs.get_by_role("button", name="Send"))
    expect(theirs.get_by_role("heading", level=1)).to_have_text("Thank you")
    look(theirs, "link-done")

    theirs.goto("about:blank")
    gone = other_context.request.get(f"{product.localhost_url}{link}")
    assert gone.status == 410
    assert "Holloway" not in gone.text()
    page.reload()
    expect(page.locator("main")).to_contain_text("Accepted")


def link_of(page: Page, ref: str) -> str:
    """Where the e-mail about this referral leads; it says nothing of anybody."""
    page.goto("/demo/outbox/")
    words = page.locator("main").inner_text()
    told = next(one for one in words.split("Connexions: ") if ref in one and "/answer/" in one)
    assert "Holloway" not in told
    found = re.search(r"/answer/[0-9a-z-]+/", told)
    assert found is not None
    return found[0]
