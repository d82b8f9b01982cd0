"""An adviser finds somewhere to live near a postcode, open on a Saturday, and prints what it says."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.coming_in import MEGAN, come_in
from tests.journeys.look import Look
from tests.journeys.pressing import presses
from tests.journeys.product import Product


def test_a_home_near_by_on_a_saturday(
    page: Page, context: BrowserContext, product: Product, look: Look
) -> None:
    come_in(context, product, MEGAN)
    page.goto("/services/")
    look(page, "directory-search")
    page.get_by_label("What is needed").select_option(label="Somewhere to live")
    page.get_by_label("Near a postcode").fill("IP1 1AA")
    page.get_by_label("Within").select_option(label="Any distance")
    today = datetime.now(ZoneInfo("Europe/London")).date()
    saturday = today + timedelta(days=(5 - today.weekday()) % 7)
    page.get_by_text("When, language, access and cost").click()
    for part, number in (("Day", saturday.day), ("Month", saturday.month), ("Year", saturday.year)):
        page.get_by_label(part, exact=True).fill(str(number))
    presses(page.get_by_role("button", name="Find services"))
    expect(page.get_by_role("heading", name=re.compile(r"\d services? found"))).to_be_visible()
    look(page, "directory-found")
    presses(page.get_by_role("heading", level=3).get_by_role("link").first)
    expect(page.get_by_text("Saturday")).to_be_visible()
    look(page, "directory-service")
    assert page.pdf().startswith(b"%PDF")
