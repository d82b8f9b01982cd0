"""A partner disputes a decision: answered, taken a step up by hand, settled, and what it taught stands in the list."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.coming_in import CAROL, DEV, PRIYA, come_in
from tests.journeys.look import Look
from tests.journeys.pressing import presses
from tests.journeys.product import Product

TITLE = "Who answers the door after six"
LESSON = "Agree the evening number at the start of every month."


def test_a_dispute_goes_up_a_step_and_teaches_something(
    context: BrowserContext, other_context: BrowserContext, page: Page, product: Product, look: Look
) -> None:
    come_in(context, product, DEV)
    here = raises(page, look)

    come_in(other_context, product, PRIYA)
    adviser = other_context.new_page()
    answers(adviser, here, "The office closes at five.", look)

    goes_a_step_up(page, here, look)

    other_context.clear_cookies()
    come_in(other_context, product, CAROL)
    finds_it_in_the_list(adviser, look)
    answers(adviser, here, "We will keep a number for evenings.", look)

    settles(page, here, look)
    for reader in (page, adviser):
        reader.goto("/disputes/lessons/")
        expect(reader.get_by_text(LESSON)).to_be_visible()
    look(page, "lessons")
    adviser.goto(here)
    expect(adviser.locator("main")).to_contain_text(LESSON)
    look(adviser, "dispute settled")


def raises(page: Page, look: Look) -> str:
    page.goto("/")
    page.get_by_role("link", name="Disputes").click()
    expect(page.get_by_role("heading", name="Disputes")).to_be_visible()
    look(page, "disputes partner")
    page.get_by_role("button", name="Raise a dispute").click()
    page.get_by_role("radio", name="A decision").check()
    look(page, "dispute raise")
    presses(page.get_by_role("button", name="Raise it"))
    expect(page.get_by_role("alert")).to_contain_text("What it is about, in a few words")
    page.get_by_label("What it is about, in a few words").fill(TITLE)
    page.get_by_label("What happened, and what you think should happen").fill(
        "We were told that nobody comes after six. The agreement says that somebody does."
    )
    presses(page.get_by_role("button", name="Raise it"))
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    look(page, "dispute raised")
    return page.url


def answers(page: Page, here: str, words: str, look: Look) -> None:
    page.goto(here)
    page.get_by_role("button", name="Answer", exact=True).click()
    page.get_by_label("In words").fill(words)
    look(page, "dispute answer")
    presses(page.get_by_role("button", name="Answer", exact=True))
    expect(page.get_by_text(words)).to_be_visible()


def goes_a_step_up(page: Page, here: str, look: Look) -> None:
    page.goto(here)
    steps = page.get_by_role("complementary", name="The steps").get_by_role("listitem")
    expect(steps.nth(1)).to_contain_text("if it comes to that")
    page.get_by_role("button", name="Take it a step up").click()
    page.get_by_label("In words").fill("That does not settle it.")
    presses(page.get_by_role("button", name="Take it up"))
    expect(steps.nth(0)).to_contain_text("Over since")
    expect(steps.nth(1)).to_contain_text("By ")
    look(page, "dispute a step up")


def finds_it_in_the_list(page: Page, look: Look) -> None:
    page.goto("/disputes/?which=open")
    row = page.get_by_role("row").filter(has_text=TITLE)
    expect(row).to_contain_text("Team manager and Service manager")
    look(page, "disputes")


def settles(page: Page, here: str, look: Look) -> None:
    page.goto(here)
    page.get_by_role("button", name="Settle it").click()
    page.get_by_label("What was decided").fill(
        "There is a number for evenings, and it is answered until ten."
    )
    page.get_by_label("What was learnt").fill(LESSON)
    look(page, "dispute settle")
    presses(page.get_by_role("button", name="Settle it"))
    expect(page.locator("main")).to_contain_text("Settled.")
