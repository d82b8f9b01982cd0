"""A tracking officer's month: from a queue through a call session and letters to a group, until somebody answers by a
link on a phone and their status is current."""

import re

from playwright.sync_api import Browser, BrowserContext, Page, expect

from connexions.ground.base import clock
from tests.journeys.adviser.test_plan import date_of_birth
from tests.journeys.coming_in import DEAN, HANNAH, come_in
from tests.journeys.conftest import PHONE
from tests.journeys.look import Look
from tests.journeys.product import Product


def test_a_tracking_officer_s_month(
    context: BrowserContext, browser: Browser, page: Page, product: Product, look: Look
) -> None:
    come_in(context, product, DEAN)
    page.goto("/")
    expect(page.get_by_role("heading", name="Queues", level=1)).to_be_visible()
    cards = page.locator(".cx-queuecard")
    empty = [one for one in cards.all_inner_texts()[:8] if re.search(r"^0$", one, re.M)]
    assert empty == []
    look(page, "queues")
    page.get_by_role("link", name="Not known").first.click()
    expect(page.get_by_text("Best next contact, and why")).to_be_visible()
    look(page, "queue not known")

    rings(page, look)
    address, name, record = writes_letters(page, look)

    page.goto(record)
    born_on = date_of_birth(page)
    phone = browser.new_context(viewport=PHONE, base_url=product.localhost_url, locale="en-GB")
    answers_on_a_phone(phone.new_page(), address, born_on, look)
    phone.close()

    looks_at_the_answer(page, name, look)
    page.goto(f"{record}status/")
    expect(page.locator("main")).to_contain_text("Current to")
    expect(page.locator("main")).to_contain_text("Greggs")
    puts_it_right(page, record, look)
    looks_around(page, record, look)


def rings(page: Page, look: Look) -> None:
    """One key for one outcome, back by U, and a status saved with the contact."""
    page.get_by_role("button", name="Start a call session").click()
    expect(page.locator(".cx-qnow")).to_be_visible()
    look(page, "call session")
    first = page.locator(".cx-qnow .cx-link--name").inner_text()
    page.keyboard.press("2")
    expect(page.locator(".cx-session")).to_contain_text("no answer")
    expect(page.locator(".cx-qnow .cx-link--name")).not_to_have_text(first)
    page.keyboard.press("u")
    expect(page.locator(".cx-qnow .cx-link--name")).to_have_text(first)
    # Typing is no choosing: a digit in the note stays a digit.
    page.get_by_label("Note").first.fill("")
    page.get_by_label("Note").first.press_sequentially("3 rings")
    expect(page.get_by_label("Note").first).to_have_value("3 rings")
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("1")
    told = page.locator("#told")
    expect(told).to_have_attribute("open", "")
    told.get_by_label(re.compile("Something else|What they told us")).check()
    told.get_by_role("combobox", name="What they do now").select_option("330")
    told.get_by_label("Where").fill("Northern Bakery")
    today = clock.today()
    since = told.get_by_role("group", name="Since when")
    for box, value in zip(("Day", "Month", "Year"), (today.day, today.month, today.year), strict=True):
        since.get_by_label(box).fill(str(value))
    look(page, "call session told")
    told.get_by_role("button", name="Save both").click()
    expect(page.locator(".cx-session")).to_contain_text("1 reached")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("Paused. Go on from the queue")).to_be_visible()


def writes_letters(page: Page, look: Look) -> tuple[str, str, str]:
    """Letters to a group: looked at, made, printed, posted. The link, name and record of the first."""
    page.get_by_role("button", name="Write to them all").click()
    page.get_by_role("button", name="Look first").click()
    expect(page.get_by_role("heading", name=re.compile("get it, .* do not"))).to_be_visible()
    look(page, "write texts looked at")
    page.get_by_role("link", name="Letters").click()
    page.get_by_role("button", name="Look first").click()
    page.get_by_role("button", name=re.compile(r"Make \d+ letter")).click()
    expect(page.get_by_text("The letters are ready to be printed")).to_be_visible()
    look(page, "letters ready")
    sending = page.url
    page.get_by_role("button", name="Print the letters").click()
    look(page, "letters")
    letter = page.locator(".cx-letter").first
    name = letter.locator("address").inner_text().split("\n")[0]
    found = re.search(r"http\S+/a/\S+", letter.inner_text())
    assert found
    page.goto(sending)
    page.get_by_role("button", name="They are posted").click()
    expect(page.get_by_text("each letter is a contact on its record")).to_be_visible()
    record = page.locator("th").get_by_role("link", name=name, exact=True).first.get_attribute("href")
    assert record
    return found[0], name, record


def answers_on_a_phone(page: Page, address: str, born_on: list[str], look: Look) -> None:
    page.goto(address)
    expect(page.get_by_role("heading", name="Tell us what you are doing")).to_be_visible()
    look(page, "link asks for date of birth")
    for box, value in zip(("Day", "Month", "Year"), born_on, strict=True):
        page.get_by_label(box).fill(value)
    page.get_by_role("button", name="Continue").click()
    something_else = page.get_by_label("No, something else now")
    if something_else.count():
        something_else.check()
    page.get_by_label("Working", exact=True).check()
    page.get_by_label("Where").fill("Greggs, the one by the station")
    look(page, "link answer")
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    look(page, "link done")
    page.goto(address)
    expect(page.get_by_text("You have answered already")).to_be_visible()
    look(page, "link used up")


def looks_at_the_answer(page: Page, name: str, look: Look) -> None:
    page.goto("/queues/answers/")
    look(page, "answers")
    page.get_by_role("row", name=name).get_by_role("link", name="Look at it").first.click()
    look(page, "answer")
    today = clock.today()
    since = page.get_by_role("group", name="Since when")
    for box, value in zip(("Day", "Month", "Year"), (today.day, today.month, today.year), strict=True):
        since.get_by_label(box).fill(str(value))
    page.get_by_role("button", name="This is what they do now").click()
    expect(page.get_by_text("is up to date")).to_be_visible()


def puts_it_right(page: Page, record: str, look: Look) -> None:
    """The status page, a spell put right, and what was believed."""
    look(page, "status")
    page.get_by_role("link", name=re.compile("^Put right")).first.click()
    look(page, "spell put right")
    page.get_by_role("textbox", name="Where").fill("Greggs, Central Station")
    page.get_by_role("textbox", name="Why").fill("The full name of the shop")
    page.get_by_role("button", name="Put it right").click()
    expect(page.locator("main")).to_contain_text("The full name of the shop")
    page.get_by_role("button", name=re.compile("^Take it back")).click()
    expect(page.locator("main")).to_contain_text("Taken back")
    page.goto(f"{record}status/believed/")
    page.get_by_role("button", name="Show").click()
    look(page, "believed")


def looks_around(page: Page, record: str, look: Look) -> None:
    page.goto(f"{record}status/spells/add/")
    look(page, "spell missed")
    page.goto(f"{record}left/")
    look(page, "report of leaving")
    page.goto(f"{record}ask-by-link/")
    page.get_by_role("button", name="Make a link").click()
    look(page, "link made")
    for path, name in (
        ("/queues/reports/", "reports of leaving"),
        ("/queues/not-known/round/?everybody=1", "round of visits"),
        ("/queues/rules/", "how the queues work"),
        ("/queues/sent/", "written to groups"),
        ("/queues/no-contact/", "queue no contact"),
    ):
        page.goto(path)
        look(page, name)
    page.goto("/queues/reports/")
    page.get_by_role("link", name=re.compile("Say how it ended")).first.click()
    look(page, "report ends")


def test_the_tables_behind_it(context: BrowserContext, page: Page, product: Product, look: Look) -> None:
    come_in(context, product, HANNAH)
    for path, name in (
        ("/activities/", "codes"),
        ("/activities/currency/", "currency"),
        ("/activities/currency/330/", "currency of one kind"),
        ("/activities/sources/", "sources"),
        ("/activities/sources/add/", "source added"),
    ):
        page.goto(path)
        look(page, name)
