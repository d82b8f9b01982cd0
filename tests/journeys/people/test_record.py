"""A young person's record in the browser: found by keyboard, changed by two at once, kept through a time-out."""

import re
import secrets

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.coming_in import JAY, PRIYA, TOM, come_in
from tests.journeys.look import Look
from tests.journeys.product import Product


@pytest.fixture
def priya(context: BrowserContext, product: Product) -> None:
    come_in(context, product, PRIYA)


def open_jay(page: Page) -> str:
    """Jay's record, by the search box; its address."""
    page.goto("/search/")
    page.get_by_role("searchbox", name="Name, date of birth").fill("jay holloway")
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("link", name="Jay Holloway", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jay Holloway")
    return page.url


def test_found_and_opened_by_keyboard_alone(page: Page, priya: None) -> None:
    page.goto("/search/")
    page.get_by_role("heading", level=1).click()  # nothing has the focus
    page.keyboard.press("/")
    page.keyboard.type("jay hollo", delay=20)
    expect(page.get_by_role("option").first).to_contain_text("Jay Holloway")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Jay Holloway")
    assert "jay" not in page.url.lower()


def test_results_are_still_there_on_coming_back_and_no_name_stands_in_an_address(
    page: Page, priya: None, look: Look
) -> None:
    open_jay(page)
    page.go_back()
    expect(page.get_by_role("link", name="Jay Holloway", exact=True)).to_be_visible()
    assert page.url.endswith("/search/")
    look(page, "search")


def test_the_timeline_filtered_by_kind(page: Page, priya: None) -> None:
    jay = open_jay(page)
    page.goto(f"{jay}timeline/")
    chip = page.get_by_role("navigation", name="Show only").get_by_role("link", name=re.compile("Contacts"))
    number = int(re.findall(r"\d+", chip.inner_text())[0])
    chip.click()
    assert page.locator(".cx-event").count() == min(number, 30)


def test_two_browsers_editing_one_record(
    page: Page, priya: None, other_context: BrowserContext, product: Product, look: Look
) -> None:
    come_in(other_context, product, TOM)
    jay = open_jay(page)
    toms = other_context.new_page()
    for one in (page, toms):
        one.goto(f"{jay}details/languages/")
    mark = secrets.token_hex(2)  # neither text is what an earlier run may have left there
    toms.get_by_label("First language").fill(f"Polish {mark}")
    toms.get_by_role("button", name="Save").click()
    expect(toms.get_by_text("Languages and needs are saved.")).to_be_visible()
    page.get_by_label("First language").fill(f"Czech {mark}")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Two of you have written here")
    expect(page.get_by_text("Tom Ridley wrote")).to_be_visible()
    expect(page.get_by_text(f"Polish {mark}")).to_be_visible()
    expect(page.get_by_text(f"Czech {mark}")).to_be_visible()
    look(page, "two people at once")
    page.get_by_role("button", name="Save what is chosen").click()
    expect(page.get_by_text("Languages and needs are saved.")).to_be_visible()
    expect(page.locator("#languages")).to_contain_text(f"Czech {mark}")


def test_nothing_typed_is_lost_when_the_session_ends(
    page: Page, context: BrowserContext, priya: None, product: Product
) -> None:
    jay = open_jay(page)
    address = f"{jay}details/languages/"
    page.goto(address)
    page.get_by_label("Communication needs").fill("Reads best on yellow paper")
    context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/accounts/login/**")
    come_in(context, product, PRIYA)
    page.goto(address)
    expect(page.get_by_text("We kept what you typed")).to_be_visible()
    expect(page.get_by_label("Communication needs")).to_have_value("Reads best on yellow paper")
    page.get_by_role("button", name="Throw it away and start afresh").click()
    expect(page.get_by_text("We kept what you typed")).to_have_count(0)


def test_what_is_typed_is_kept_while_typing(page: Page, priya: None) -> None:
    jay = open_jay(page)
    page.goto(f"{jay}details/carers/new/")
    page.get_by_label("Name", exact=True).fill("Ann Bee")
    expect(page.get_by_text("Draft kept")).to_be_visible()
    page.goto(jay)
    page.goto(f"{jay}details/carers/new/")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Ann Bee")


def test_a_young_person_sees_what_is_kept_about_them(
    page: Page, context: BrowserContext, product: Product, look: Look
) -> None:
    come_in(context, product, JAY)
    page.goto("/me/record/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hello Jay")
    look(page, "about me")
