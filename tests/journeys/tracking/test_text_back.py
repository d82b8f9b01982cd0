"""A text comes back, posted as GOV.UK Notify posts it: it answers what was asked, or STOP refuses the next send and the
record says why, or somebody reads it and answers."""

import http.client
import json
import re
from datetime import UTC, datetime
from uuid import uuid4

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.coming_in import DEAN, come_in
from tests.journeys.look import Look
from tests.journeys.product import BEARER, Product

STRANGER = "+447700900873"


def test_a_text_comes_back(context: BrowserContext, page: Page, product: Product, look: Look) -> None:
    come_in(context, product, DEAN)
    record, name, number = somebody_written_to(page)

    arrives(product, number, "7 since the summer")
    page.goto("/queues/answers/")
    row = page.get_by_role("row", name=name).filter(has_text="since the summer")
    expect(row).to_be_visible()
    row.get_by_role("link", name="Look at it").click()
    expect(page.locator("main")).to_contain_text("Looking for something to do")

    assert arrives(product, number, "Please STOP", token="another") == 403
    arrives(product, number, "Please STOP")
    page.goto(record)
    expect(page.locator("main")).to_contain_text("Do not use: they texted STOP on")
    look(page, "record of somebody who texted STOP")

    arrives(product, number, "START")
    page.goto(record)
    expect(page.locator("main")).not_to_contain_text("Do not use: they texted STOP")


def test_somebody_reads_what_answers_nothing(
    context: BrowserContext, page: Page, product: Product, look: Look
) -> None:
    arrives(product, STRANGER, "do you help with a CV? 🙂")
    come_in(context, product, DEAN)
    page.goto("/queues/")
    page.get_by_role("link", name="Texts to read").click()
    expect(page.get_by_text("STOP: no more texts go to this number.").first).to_be_visible()
    expect(page.get_by_text("It does not exist, or takes nothing any more.").first).to_be_visible()
    look(page, "texts to read")
    page.get_by_role("row", name=re.compile("do you help with a CV")).get_by_role("link").last.click()
    look(page, "a text that arrived")
    page.get_by_role("button", name="It is dealt with").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    look(page, "a text refused")
    page.get_by_label("Nobody whom we know").check()
    page.get_by_label("Answer").fill("Yes: come in any day from 10 to 4.")
    arrives(product, STRANGER, "Stop")
    page.get_by_role("button", name="It is dealt with").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("STOP came from this number on")
    arrives(product, STRANGER, "start")
    page.get_by_role("button", name="It is dealt with").click()
    expect(page.get_by_text("The text is dealt with.")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Answered by text, by Dean Orme")
    page.goto("/demo/outbox/")
    expect(page.get_by_text("Yes: come in any day from 10 to 4.")).to_be_visible()
    look(page, "outbox of the demonstration")


def somebody_written_to(page: Page) -> tuple[str, str, str]:
    """One of those to whom the texts of the demonstration went, whose number works: details, name and number."""
    page.goto("/queues/sent/")
    page.get_by_role("row", name=re.compile("Texts")).last.get_by_role("link").click()
    links = page.locator("table").first.locator("th a")
    people = [(one.get_attribute("href") or "", one.inner_text()) for one in links.all()]
    for record, name in people:
        page.goto(f"{record}details/")
        told = page.locator("main").inner_text()
        found = re.search(r"0(7700 9\d{5})", told)
        if found and "Do not use" not in told and "Did not work" not in told:
            return f"{record}details/", name, "+44" + found[1].replace(" ", "")
    raise AssertionError("everybody written to was lost")


def arrives(product: Product, number: str, words: str, *, token: str = BEARER) -> int:
    """Posted to us as GOV.UK Notify posts it; what it is answered."""
    told = {
        "id": str(uuid4()),
        "source_number": number.lstrip("+"),
        "destination_number": "07860000001",
        "message": words,
        "date_received": datetime.now(UTC).isoformat().replace("+00:00", "Z"),
    }
    line = http.client.HTTPConnection("127.0.0.1", product.port, timeout=30)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    line.request("POST", "/post-room/texts/", json.dumps(told), headers)
    status = line.getresponse().status
    line.close()
    return status
