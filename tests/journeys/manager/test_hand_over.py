"""An adviser leaves, and one is away: nobody falls between chairs, and each young person is told who it is now.

Priya's account cannot be closed while she has young people. Carol hands them over; the account is closed; Jay
reads who helps now. Then it was a mistake: the account is opened again and everything taken back.
"""

import re
from datetime import timedelta

from playwright.sync_api import BrowserContext, Locator, Page, expect

from connexions.ground.base import clock
from tests.journeys.coming_in import CAROL, ELLIS, JAY, PRIYA, come_in
from tests.journeys.look import Look
from tests.journeys.pressing import presses
from tests.journeys.product import Product

OWEN = "owen.blakelock@tyneandwear.example.org"


def test_nobody_leaves_before_everybody_is_handed_over(
    context: BrowserContext, other_context: BrowserContext, page: Page, product: Product, look: Look
) -> None:
    come_in(other_context, product, ELLIS)
    ellis = other_context.new_page()
    finds_priya(ellis)
    surely(ellis, ellis.get_by_role("button", name="Close the account"))
    expect(ellis.locator("main")).to_contain_text(
        re.compile(r"They still have \d+ young people: hand them over")
    )
    look(ellis, "leaving-refused")

    come_in(context, product, CAROL)
    hands_over(page, look)

    finds_priya(ellis)
    surely(ellis, ellis.get_by_role("button", name="Close the account"))
    expect(ellis.locator("main")).to_contain_text("The account is closed.")

    jay_reads(other_context, product, "personal adviser now instead of Priya Nair", look)

    come_in(other_context, product, ELLIS)
    finds_priya(ellis, closed=True)
    presses(ellis.get_by_role("button", name="Open the account again"))
    page.goto("/caseload/several/done/")
    look(page, "done-together")
    surely(page, page.get_by_role("button", name=re.compile("^Take it back")).first)
    expect(page.locator("main")).to_contain_text("Taken back:")
    jay_reads(other_context, product, "Your adviser is still Priya Nair")


def finds_priya(page: Page, *, closed: bool = False) -> None:
    page.goto("/staff/?q=Priya+Nair" + ("&closed=on" if closed else ""))
    page.get_by_role("link", name=re.compile("Priya Nair")).click()


def hands_over(page: Page, look: Look) -> None:
    page.goto("/")
    presses(page.get_by_role("link", name=re.compile("^Hand over.*Priya Nair")))
    look(page, "hand-over")
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_label("Why").fill("Priya moves to Carlisle")
    page.get_by_role("button", name=re.compile("^Go on")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check before you hand over")
    page.get_by_label("Note about Jay Holloway").fill("Rings back after two.")
    look(page, "hand-over-check")
    page.get_by_role("button", name=re.compile("^Hand over")).click()
    expect(page.locator("main")).to_contain_text("Each of them is told who their adviser is now.")


def jay_reads(context: BrowserContext, product: Product, words: str, look: Look | None = None) -> None:
    come_in(context, product, JAY)
    page = context.new_page()
    page.goto("/me/messages/")
    expect(page.locator("main")).to_contain_text(words)
    if look:
        page.goto("/me/record/")
        expect(page.locator("main")).not_to_contain_text("Priya Nair is your personal adviser")
        look(page, "who-helps-me")
    page.close()


def test_a_colleague_stands_in_and_everybody_sees_who_it_is(
    context: BrowserContext, other_context: BrowserContext, page: Page, product: Product, look: Look
) -> None:
    come_in(context, product, OWEN)
    arranges_cover(page, look)
    expect(page.locator("main")).to_contain_text("Priya Nair covers for Owen Blakelock")
    look(page, "cover")

    come_in(other_context, product, PRIYA)
    priya = other_context.new_page()
    priya.goto("/")
    expect(priya.locator("header")).to_contain_text("Covering Owen Blakelock")
    expect(priya.locator("main")).to_contain_text("For Owen Blakelock, until")
    look(priya, "today-covering")
    priya.locator("header").get_by_role("link", name="Owen Blakelock").click()
    expect(priya.get_by_role("heading", level=1)).to_have_text("Owen Blakelock, today")

    row = page.get_by_role("row", name=re.compile("^Owen Blakelock"))
    surely(page, row.get_by_role("button", name=re.compile("^They are back")))
    expect(page.locator("main")).to_contain_text("Owen Blakelock is covered no longer.")
    priya.goto("/")
    expect(priya.locator("header")).not_to_contain_text("Covering Owen Blakelock")


def arranges_cover(page: Page, look: Look) -> None:
    page.goto("/cover/arrange/")
    page.get_by_label("Who stands in").select_option(label="Priya Nair, Newcastle")
    begins = clock.today()
    for title, day in (("First day away", begins), ("Back on", begins + timedelta(days=3))):
        group = page.get_by_role("group", name=title)
        for box, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            group.get_by_label(box).fill(str(value))
    look(page, "cover-arrange")
    page.get_by_role("button", name="Arrange it").click()


def surely(page: Page, button: Locator) -> None:
    """Press a button that asks first, and say yes."""
    button.click()
    page.get_by_role("dialog").get_by_role("button").last.click()
