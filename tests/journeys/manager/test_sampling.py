"""A sample of plans: drawn by chance, one judged without a mouse, answered and done by the adviser, in the trend."""

import re
from datetime import timedelta

from playwright.sync_api import BrowserContext, Page, expect

from connexions.ground.base import clock
from tests.journeys.coming_in import CAROL, PRIYA, come_in
from tests.journeys.look import Look
from tests.journeys.product import Product

TO_DO = "Say by when for each step, and ask which of them is theirs."
ANSWER = "I rang, and we put the days in together."


def test_a_plan_is_sampled_and_the_adviser_answers(
    context: BrowserContext, other_context: BrowserContext, page: Page, product: Product, look: Look
) -> None:
    come_in(context, product, CAROL)
    judged_before = judged(page)
    look(page, "sample trends")
    draws(page, look)
    item = opens_the_next(page, look)
    judges_by_keyboard(page)
    expect(page.locator("main")).to_contain_text("1 of 2 judged")

    come_in(other_context, product, PRIYA)
    adviser = other_context.new_page()
    answers(adviser, item, look)

    page.goto(item)
    expect(page.locator("main")).to_contain_text(ANSWER)
    look(page, "sample item judged")
    assert judged(page) == judged_before + 1
    expect(page.get_by_role("row").filter(has_text="Priya Nair")).to_be_visible()


def judged(page: Page) -> int:
    """How many plans the trend speaks of."""
    page.goto("/team/samples/trends/?kind=plan")
    found = re.search(r"judged in the last four quarters: ([\d,]+)", page.locator("main").inner_text())
    assert found
    return int(found.group(1).replace(",", ""))


def draws(page: Page, look: Look) -> None:
    page.goto("/team/samples/")
    look(page, "samples")
    page.get_by_role("button", name="Draw a sample").first.click()
    page.get_by_role("radio", name="Plans", exact=True).check(force=True)
    page.get_by_label("How many").fill("2")
    page.get_by_label("Adviser (optional)").select_option(label="Priya Nair")
    page.get_by_label("Why this sample").fill("Do the steps say by when?")
    look(page, "sample draw")
    page.get_by_role("button", name="Draw", exact=True).click()
    expect(page.locator("main")).to_contain_text("2 drawn by chance")
    expect(page.locator("main")).to_contain_text("0 of 2 judged")
    look(page, "sample")


def opens_the_next(page: Page, look: Look) -> str:
    page.get_by_role("button", name="Judge the next").click()
    page.wait_for_url("**/samples/items/**")
    look(page, "sample item")
    return page.url


def judges_by_keyboard(page: Page) -> None:
    """The whole checklist, from the top of the page to the last button, by keys alone."""
    by = clock.today() + timedelta(days=1)
    questions = page.locator("fieldset.cx-question").count()
    for _ in range(questions):
        tab_to(page, 'input[type=radio][name^="answer_"]')
        page.keyboard.press("Space")
    expect(page.locator("input[name^=answer_]:checked")).to_have_count(questions)
    tab_to(page, "input[name=overall]")
    page.keyboard.press("Space")
    while not page.evaluate("document.activeElement.value === 'to_improve'"):
        page.keyboard.press("ArrowDown")
    tab_to(page, "textarea[name=good]")
    page.keyboard.type("The goals are in their own words.")
    tab_to(page, "textarea[name=to_do]")
    page.keyboard.type(TO_DO)
    tab_to(page, "input[name^=by_on]")
    for number, part in enumerate((by.day, by.month, by.year)):
        if number:
            page.keyboard.press("Tab")
        page.keyboard.type(str(part))
    tab_to(page, "button[name=finish]")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Priya Nair has the feedback.")


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Press Tab until the focus is on *selector*."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(sought) => document.activeElement.matches(sought)", selector):
            return
    raise AssertionError(f"{most} tabs did not lead to {selector}")


def answers(page: Page, item: str, look: Look) -> None:
    """The adviser's side: from Today to done."""
    page.goto("/")
    here = f"{item.split('?')[0].removeprefix(page.url.rstrip('/'))}feedback/"
    page.locator(f'a[href="{here}"]').first.click()
    expect(page.locator("main")).to_contain_text(TO_DO)
    look(page, "feedback")
    page.get_by_label("What you want to say").fill(ANSWER)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("main")).to_contain_text("Your answer stands beneath the feedback.")
    page.get_by_role("button", name="Mark done").click()
    expect(page.locator("main")).to_contain_text("Marked done.")
    row = page.get_by_role("row").filter(has=page.locator(f'a[href="{here}"]'))
    expect(row).to_contain_text("Done")
    look(page, "your practice")
    page.goto("/")
    expect(page.locator(f'a[href="{here}"]')).to_have_count(0)
