"""A concern at two in the morning: whoever is on duty is told, does nothing, it goes up, and somebody takes it on."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Page, expect

from tests.journeys.coming_in import MARCUS, PRIYA, come_in
from tests.journeys.look import Look
from tests.journeys.pressing import presses
from tests.journeys.product import Product

TRIES, PAUSE = 30, 6_000  # what is done by the minute is waited for at most three
LONDON = ZoneInfo("Europe/London")


def minutes_until_two() -> int:
    now = datetime.now(LONDON)
    two = now.replace(hour=2, minute=0, second=0, microsecond=0)
    return int((two + timedelta(days=0 if now < two else 1) - now).total_seconds() // 60) + 1


def as_somebody(browser: Browser, product: Product, email: str) -> Page:
    context = browser.new_context(base_url=product.localhost_url)
    context.set_default_timeout(30_000)
    come_in(context, product, email)
    return context.new_page()


def test_it_goes_up_until_somebody_takes_it_on(browser: Browser, night: Product, look: Look) -> None:
    night.manage("move_clock", "0", "--minutes", str(minutes_until_two()))
    people = {one["name"]: one["email"] for one in night.sign_ins(everybody=True)}
    manager = as_somebody(browser, night, MARCUS)
    manager.goto("/safeguarding/who-is-told/")
    expect(manager.locator("main")).to_contain_text("Now it is out of hours.")
    look(manager, "who-is-told")
    on_duty = manager.locator("aside section", has_text="On duty now").locator("b").first.inner_text()
    leads = manager.locator("aside section", has_text="Designated leads").locator("b").all_inner_texts()

    adviser = as_somebody(browser, night, PRIYA)
    adviser.goto("/caseload/")
    adviser.locator("table a.cx-link--name").first.click()
    adviser.get_by_role("link", name="Raise a concern").click()
    look(adviser, "raise-a-concern")
    adviser.get_by_label("What have you seen, heard or been told?").fill(
        "They texted: I am outside and it is not safe."
    )
    presses(adviser.get_by_role("button", name="Check it"))
    look(adviser, "raise-a-concern-check")
    presses(adviser.get_by_role("button", name="Send it now"))
    expect(adviser.locator("main")).to_contain_text("The right people are told now")

    duty = as_somebody(browser, night, people[on_duty])
    duty.goto("/")
    expect(duty.locator("main")).to_contain_text(re.compile(r"concerns? waits? for you"))
    look(duty, "today-with-a-concern")

    night.manage("move_clock", "0", "--minutes", str(minutes_until_two() + 20))
    other = next(one for one in leads if one != on_duty)
    lead = as_somebody(browser, night, people[other])
    lead.goto("/safeguarding/")
    lead.locator("li.cx-need", has_text="Waiting for").last.get_by_role("link").last.click()
    for _ in range(TRIES):
        if "Nobody took it on in time" in lead.locator("main").inner_text():
            break
        lead.wait_for_timeout(PAUSE)
        lead.reload()
    expect(lead.locator("aside")).to_contain_text("designated lead")
    look(lead, "concern-that-went-up")
    presses(lead.get_by_role("button", name="Take it on"))
    expect(lead.locator("main")).to_contain_text("You have taken this on")

    adviser.goto("/safeguarding/")
    mine = adviser.locator("section", has_text="Raised by you")
    expect(mine).to_contain_text("Taken on")
