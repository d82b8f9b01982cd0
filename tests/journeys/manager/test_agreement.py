"""The next edition of an agreement: drafted by the partnership manager, signed by both sides, read by the partner."""

from datetime import timedelta

from playwright.sync_api import BrowserContext, Page, expect

from connexions.ground.base import clock
from tests.journeys.coming_in import DEV, MARCUS, come_in
from tests.journeys.look import Look
from tests.journeys.pressing import presses
from tests.journeys.product import Product

WEARBANK = "Wearbank Housing Advice"
DOES = "Keeps one bed free until ten at night"
WHY = "Nobody knew who to ring on a Friday night."


def test_both_sides_sign_and_the_partner_reads_what_it_does(
    context: BrowserContext, other_context: BrowserContext, page: Page, product: Product, look: Look
) -> None:
    come_in(context, product, MARCUS)
    opens_wearbank(page, look)
    here = drafts_the_next_edition(page, look)
    come_in(other_context, product, DEV)
    partner = other_context.new_page()
    sees_no_draft(partner, here)

    presses(page.get_by_role("button", name="Put it to both sides"))
    expect(page.locator("main")).to_contain_text("It lies with both sides now.")
    signs(page, "Head of the partnership", look, "agreement sign")
    expect(page.locator("main")).to_contain_text("Signed. The other side signs next.")

    partner.goto("/")
    partner.get_by_role("link", name="What we agreed").click()
    signs(partner, "Service manager", look, "agreement sign partner")
    expect(partner.locator("main")).to_contain_text("Signed by both sides.")
    reads_the_role_page(partner, look)

    page.goto(here)
    expect(page.locator("main")).to_contain_text("Dev Marchbank, Service manager")
    look(page, "agreement signed")
    page.get_by_role("link", name="What changed").click()
    expect(page.get_by_role("row").filter(has_text="Who does what for whom")).to_contain_text(DOES)
    look(page, "agreement compared")


def opens_wearbank(page: Page, look: Look) -> None:
    page.goto("/organisations/")
    expect(page.get_by_role("heading", name="Agreements to review")).to_be_visible()
    look(page, "organisations")
    page.get_by_role("link", name=WEARBANK, exact=True).first.click()
    expect(page.get_by_role("heading", name=WEARBANK)).to_be_visible()
    look(page, "organisation")


def drafts_the_next_edition(page: Page, look: Look) -> str:
    """It begins with what the last says; a duty, the days and the reason are added."""
    presses(page.get_by_role("button", name="Draft the next edition"))
    page.get_by_label("Does what, 6").fill(DOES)
    page.get_by_label("Who, 6").select_option(label="The organisation")
    types_a_day(page, "from_on", 0)
    types_a_day(page, "review_on", 365)
    page.get_by_label("Why this edition differs from the last").fill(WHY)
    look(page, "agreement draft form")
    presses(page.get_by_role("button", name="Keep the draft"))
    expect(page.locator("main")).to_contain_text("The draft is kept.")
    expect(page.get_by_text(DOES)).to_be_visible()
    look(page, "agreement draft")
    return page.url


def types_a_day(page: Page, name: str, ahead: int) -> None:
    on = clock.today() + timedelta(days=ahead)
    for part, value in (("day", on.day), ("month", on.month), ("year", on.year)):
        page.locator(f"input[name='{name}-{part}']").fill(str(value))


def sees_no_draft(page: Page, here: str) -> None:
    page.goto(here)
    expect(page.get_by_text(DOES)).to_have_count(0)


def signs(page: Page, role: str, look: Look, name: str) -> None:
    page.get_by_role("button", name="Sign it").click()
    page.get_by_label("Your role").fill(role)
    look(page, name)
    presses(page.get_by_role("button", name="Sign", exact=True))
    expect(page.get_by_role("alert")).to_contain_text("I have read it")
    page.get_by_role("checkbox", name="I have read it and may sign for my side").check()
    presses(page.get_by_role("button", name="Sign", exact=True))


def reads_the_role_page(page: Page, look: Look) -> None:
    page.get_by_role("link", name="What we agreed").click()
    heading = "What a personal adviser does with you, and what you do"
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    expect(page.get_by_text(DOES)).to_be_visible()
    expect(page.get_by_text("Come along to the first meeting")).to_be_visible()
    look(page, "role page")
