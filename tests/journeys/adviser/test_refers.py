"""An adviser refers a young person who agreed to it; the service answers on its own desk; what came of it stands on the
plan, and the young person sees what was told."""

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.coming_in import DEV, PRIYA, come_in
from tests.journeys.look import Look
from tests.journeys.pressing import presses
from tests.journeys.product import Product
from tests.journeys.referring import refers

STEP = "See the room with the housing worker"
WHY = "Needs a room before the spring."


def test_a_referral_from_a_step_of_the_plan_and_back(
    context: BrowserContext, other_context: BrowserContext, page: Page, product: Product, look: Look
) -> None:
    come_in(context, product, PRIYA)
    page.goto("/referrals/?which=over&whose=mine")
    look(page, "referrals")
    row = page.get_by_role("row").filter(has_text="They could not be reached")
    service = row.locator("td").first.inner_text().split("\n")[0].strip()
    row.get_by_role("link").first.click()
    name = page.locator(".cx-strip__name .cx-h1").inner_text()
    record = page.locator(".cx-subnav a", has_text="Plan").first.get_attribute("href").removesuffix("plan/")  # type: ignore[union-attr]
    adds_a_step(page, record)

    said = refers(page, record, need=STEP, service=service, why=WHY, purpose="A home", look=look)
    ref = re.search(r"reference ([A-Z0-9]{4}-[A-Z0-9]{4})", said)
    assert ref is not None

    come_in(other_context, product, DEV)
    theirs = other_context.new_page()
    answers(theirs, ref[1], name, look)

    page.goto(f"{record}plan/")
    expect(page.locator("main")).to_contain_text("has a room since Friday")
    expect(page.get_by_role("row").filter(has_text=STEP).first).to_contain_text("Done")
    page.goto("/referrals/?which=waiting_for_us&whose=mine")
    expect(page.get_by_role("row").filter(has_text=ref[1])).to_contain_text("It helped")


def adds_a_step(page: Page, record: str) -> None:
    page.goto(f"{record}plan/goals/add/")
    page.get_by_label("Goal, in their own words").fill("Have a place of my own")
    presses(page.get_by_role("button", name="Save the goal"))
    page.get_by_role("link", name=re.compile("^Add a step|^Add the step")).or_(
        page.get_by_role("button", name=re.compile("^Add a step"))
    ).last.click()
    page.get_by_label("Step", exact=True).fill(STEP)
    page.get_by_label("Partner agency").check()
    page.get_by_label("Their name").fill("Wearbank")
    for label, value in (("Day", "20"), ("Month", "12"), ("Year", "2030")):
        page.get_by_label(label, exact=True).first.fill(value)
    presses(page.get_by_role("button", name=re.compile("^Save")).first)


def answers(page: Page, ref: str, name: str, look: Look) -> None:
    """A worker of the service: finds it by its reference, accepts, starts, ends."""
    page.goto("/portal/referrals/?which=new")
    look(page, "received")
    page.get_by_role("row").filter(has_text=ref).get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator("main")).to_contain_text(WHY)
    expect(page.locator("main")).not_to_contain_text("Home address")
    look(page, "received-one")
    page.get_by_label("We accept it").check()
    presses(page.get_by_role("button", name="Send"))
    page.get_by_label("We have started with them").check()
    presses(page.get_by_role("button", name="Send"))
    page.get_by_label("It has ended").check()
    page.get_by_label("How it ended").select_option(label="It helped: what was wanted is done")
    page.get_by_label("Anything else").fill("has a room since Friday")
    presses(page.get_by_role("button", name="Send"))
    expect(page.locator("main")).to_contain_text("It helped: what was wanted is done")
    look(page, "received-ended")
