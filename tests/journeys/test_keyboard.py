"""The day of somebody who uses no mouse."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.coming_in import PRIYA, come_in
from tests.journeys.product import Product

SHOWN = """() => {
    const style = getComputedStyle(document.activeElement);
    const filled = style.backgroundColor !== 'rgba(0, 0, 0, 0)';
    return filled || style.outlineStyle !== 'none' || style.boxShadow !== 'none';
}"""


def focused(page: Page) -> str:
    """The words of what has the focus."""
    return str(
        page.evaluate("(document.activeElement.innerText || document.activeElement.name || '').trim()")
    )


def tab_to(page: Page, words: str, most: int = 60) -> None:
    """Press Tab until the focus is on something that says *words*."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if words in focused(page):
            return
    raise AssertionError(f"{most} tabs did not lead to “{words}”: the focus is on “{focused(page)}”")


def test_find_somebody_and_open_their_plan_without_a_mouse(
    context: BrowserContext, page: Page, product: Product
) -> None:
    come_in(context, product, PRIYA)
    page.goto("/")

    # The first thing is a way past the bar.
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to main content"

    # A slash leads to the search from anywhere.
    page.keyboard.press("/")
    page.keyboard.type("jay hollowy")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Jay Holloway").first).to_be_visible()

    tab_to(page, "Jay Holloway")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jay Holloway")

    tab_to(page, "Plan")
    page.keyboard.press("Enter")
    expect(page).to_have_title("Jay Holloway: plan – Connexions Tyne and Wear")


def test_what_has_the_focus_can_be_seen(context: BrowserContext, page: Page, product: Product) -> None:
    come_in(context, product, PRIYA)
    page.goto("/")
    for _ in range(25):
        page.keyboard.press("Tab")
        seen = page.evaluate(SHOWN)
        assert seen, f"Nothing shows that the focus is on “{focused(page)}”"
