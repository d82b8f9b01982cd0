"""A visit that is not over: the visitor is asked, then others; and coming back late is simply coming back."""

from playwright.sync_api import Browser, expect

from tests.journeys.adviser.test_concern_at_night import PAUSE, TRIES, as_somebody
from tests.journeys.coming_in import CAROL, PRIYA, come_in
from tests.journeys.look import Look
from tests.journeys.pressing import presses
from tests.journeys.product import Product


def test_late_and_back_safe(browser: Browser, night: Product, look: Look) -> None:
    visitor = as_somebody(browser, night, PRIYA)
    visitor.goto("/safeguarding/out/")
    visitor.get_by_label("Where are you going?").fill("4 Mill Lane")
    visitor.get_by_text("30 minutes", exact=True).click()
    look(visitor, "going-out")
    presses(visitor.get_by_role("button", name="Go out"))
    expect(visitor.get_by_role("button", name="I am back safe")).to_be_visible()
    look(visitor, "out")

    night.manage("move_clock", "3")  # days later, by any clock: everybody is told
    manager = as_somebody(browser, night, CAROL)
    for _ in range(TRIES):
        manager.goto("/safeguarding/out/board/")
        if "Not back yet" in manager.locator("li.cx-need", has_text="Priya Nair").inner_text():
            break
        manager.wait_for_timeout(PAUSE)
    look(manager, "who-is-out")
    manager.locator("li.cx-need", has_text="Priya Nair").get_by_role("link").click()
    expect(manager.locator("main")).to_contain_text("Asked whether all is well: Priya Nair")
    expect(manager.locator("main")).to_contain_text("4 Mill Lane")
    look(manager, "overdue-visit")

    come_in(visitor.context, night, PRIYA)
    visitor.goto("/safeguarding/out/")
    presses(visitor.get_by_role("button", name="I am back safe"))
    expect(visitor.locator("main")).to_contain_text("You are back: good to know that you are safe.")
