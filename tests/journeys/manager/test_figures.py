"""A month's figures: what they are, why they changed, and who is behind a number; then the same without leave."""

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.coming_in import CAROL, MARCUS, come_in
from tests.journeys.look import Look
from tests.journeys.product import Product


def test_a_manager_goes_from_a_figure_to_the_young_people_behind_it(
    context: BrowserContext, page: Page, product: Product, look: Look
) -> None:
    come_in(context, product, MARCUS)
    page.goto("/")
    sections = page.get_by_role("navigation", name="Sections")
    sections.get_by_text("More", exact=True).click()
    sections.get_by_role("link", name="Figures").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("NEET and not known")
    look(page, "figures")

    page.get_by_text("The table: NEET, not known and taking part").click()
    expect(page.get_by_role("table", name="NEET, not known and taking part")).to_be_visible()
    page.get_by_label("Why it changed", exact=True).select_option("Not known")
    page.get_by_role("search", name="Choose figures").get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name=re.compile("^Not known: "))).to_be_visible()
    page.get_by_label("By", exact=True).select_option("Situation")
    page.get_by_role("search", name="Group the figures").get_by_role("button").click()
    expect(page.get_by_role("heading", name="By situation")).to_be_visible()
    look(page, "figures by situation")

    number = page.get_by_role("link", name=re.compile(r"^[\d,]+ .*NEET: who they are")).first
    told = re.match(r"[\d,]+", number.inner_text())
    assert told
    number.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^NEET, end of "))
    expect(page.locator("main")).to_contain_text(re.compile(f"{told[0]} young (person|people)"))
    look(page, "figures people")
    page.get_by_role("table").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("/young-people/"))


def test_what_is_counted_is_told_with_five_young_people(
    context: BrowserContext, page: Page, product: Product, look: Look
) -> None:
    come_in(context, product, MARCUS)
    page.goto("/figures/")
    page.get_by_role("link", name=re.compile("^What each figure counts")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What each figure counts")
    look(page, "figures counted")
    page.get_by_role("link", name="Figures").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("NEET and not known")


def test_small_numbers_are_left_out_for_those_without_leave(
    context: BrowserContext, page: Page, product: Product, look: Look
) -> None:
    come_in(context, product, CAROL)
    page.goto("/figures/?by=situation")
    table = page.get_by_role("table", name="By situation")
    expect(table.get_by_role("cell", name="c", exact=True).first).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("who they are"))).to_have_count(0)
    look(page, "figures without leave")


def test_figures_are_read_on_paper(context: BrowserContext, page: Page, product: Product) -> None:
    come_in(context, product, MARCUS)
    page.goto("/figures/")
    page.emulate_media(media="print")
    expect(page.get_by_role("search", name="Choose figures")).to_be_hidden()
    expect(page.get_by_role("img", name=re.compile("^Line chart"))).to_be_visible()
    expect(page.get_by_role("table", name="NEET, not known and taking part")).to_be_visible()
