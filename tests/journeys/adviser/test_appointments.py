"""Meeting: an adviser books from the record, the young person is told and reminded, does not attend, and what
is next is said. At the front desk somebody comes in, and of two advisers one takes them."""

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.coming_in import PRIYA, TOM, come_in
from tests.journeys.finding import opens
from tests.journeys.look import Look
from tests.journeys.pressing import presses
from tests.journeys.product import Product

CENTRE = "Grove Hill centre"


def test_booked_moved_cancelled_taken_back_and_missed(
    context: BrowserContext, page: Page, product: Product, look: Look
) -> None:
    come_in(context, product, PRIYA)
    record = opens(page, "Amber Stockdale")
    books_the_next_free_time(page, look)
    moves_it(page, look)
    cancels_and_takes_it_back(page)
    page.goto(f"{record}told/")
    expect(page.locator("main")).to_contain_text("Appointment moved to")
    expect(page.locator("main")).not_to_contain_text("Look at courses")

    page.goto("/diary/")
    look(page, "diary day")
    says_that_they_did_not_attend(page, look)
    for path in ("/diary/week/", "/diary/hours/", "/diary/hours/add/", "/diary/calendar/", "/diary/book/"):
        page.goto(path)
        look(page, path)
    page.goto("/diary/")
    presses(page.get_by_role("link", name=CENTRE))
    look(page, "centre")
    presses(page.get_by_role("button", name="Rooms and opening times"))
    look(page, "rooms")


def books_the_next_free_time(page: Page, look: Look) -> None:
    """Three things to do: Book, what for, and Book."""
    presses(page.get_by_role("button", name="Book an appointment"))
    look(page, "book")
    page.get_by_label("What for").fill("Look at courses")
    page.get_by_role("button", name=re.compile("^Book and tell")).click()
    expect(page.locator("main")).to_contain_text(re.compile(r"Booked: .* is told\."))
    look(page, "appointments")


def moves_it(page: Page, look: Look) -> None:
    presses(page.get_by_role("button", name=re.compile("^Move or cancel")).first)
    look(page, "appointment")
    page.locator("main").get_by_role("button", name="Move", exact=True).click()
    page.get_by_role("radio").nth(2).check()
    page.get_by_label("Why it is moved").fill("An exam")
    look(page, "move")
    page.get_by_role("button", name=re.compile("^Move and tell")).click()
    expect(page.locator("main")).to_contain_text(re.compile(r"Moved to .* is told\."))
    expect(page.locator("main")).to_contain_text("An exam")


def cancels_and_takes_it_back(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Move or cancel")).first.click()
    page.locator("main").get_by_role("button", name="Cancel", exact=True).click()
    page.get_by_text("They do", exact=True).click()
    page.get_by_role("button", name="Cancel the appointment").click()
    expect(page.locator("main")).to_contain_text("Cancelled by them")
    page.get_by_role("button", name=re.compile("^Undo")).click()
    expect(page.locator("main")).to_contain_text("It takes place after all.")


def says_that_they_did_not_attend(page: Page, look: Look) -> None:
    """The demo's day has appointments in the morning: before nine none has begun yet."""
    missed = page.get_by_role("button", name=re.compile("^Did not attend"))
    if missed.count() == 0:
        return
    presses(missed.first)
    look(page, "did not attend")
    page.get_by_text("Offer another appointment", exact=True).click()
    page.get_by_label("What you know of it").fill("Rang: no answer.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Book an appointment")
    expect(page.locator("main")).to_contain_text(re.compile(r"Recorded\. Next: offer another appointment"))


def test_at_the_front_desk_one_of_two_takes_them(
    context: BrowserContext, other_context: BrowserContext, page: Page, product: Product, look: Look
) -> None:
    come_in(context, product, TOM)
    come_in(other_context, product, PRIYA)
    other = other_context.new_page()
    page.goto("/front-desk/")
    look(page, "front desks")
    page.get_by_role("link", name=CENTRE).click()
    page.get_by_label("Name", exact=True).fill("Robin Passing")
    page.get_by_label("What about").fill("A letter")
    page.get_by_role("button", name="Give a first name only").click()
    expect(page.locator("main")).to_contain_text(re.compile(r"Robin has number \d+\."))
    look(page, "front desk")
    row = page.get_by_role("listitem").filter(has_text="Robin")
    other.goto(page.url)
    theirs = other.get_by_role("listitem").filter(has_text="Robin")
    expect(theirs).to_be_visible()

    row.get_by_role("button", name=re.compile("^Take")).click()
    expect(page.locator("main")).to_contain_text(re.compile(r"Number \d+ is with you\."))
    theirs.get_by_role("button", name=re.compile("^Take")).click()
    expect(other.locator("main")).to_contain_text("Tom Ridley is with them already.")

    presses(row.get_by_role("button", name=re.compile("^Finished")))
    look(page, "seen")
    page.get_by_label("What you spoke about").fill("Wrote the letter.")
    page.get_by_role("button", name="They have been seen").click()
    expect(page.get_by_role("listitem").filter(has_text="Robin")).to_contain_text("Seen")
    expect(other.get_by_role("listitem").filter(has_text="Robin")).to_contain_text("Seen")  # by itself
