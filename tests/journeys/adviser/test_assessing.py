"""An assessment over two meetings: the young person answers first on the adviser's tablet, the adviser beside them;
the rest at another meeting; then how far they have come. And a manager who changes how we assess.
"""

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.coming_in import JAY, MARCUS, PRIYA, come_in
from tests.journeys.finding import opens
from tests.journeys.look import Look
from tests.journeys.pressing import presses
from tests.journeys.product import Product


def test_two_meetings_the_tablet_handed_over_and_how_far(
    context: BrowserContext, page: Page, product: Product, look: Look
) -> None:
    come_in(context, product, PRIYA)
    record = opens(page, "Jay Holloway")
    page.goto(f"{record}assessment/")
    page.get_by_role("button", name="Start another").click()
    expect(page.get_by_text("18 factors, none looked at yet.")).to_be_visible()

    hands_the_screen_over(page, look)
    answers_for_themselves(page, look)
    nothing_else_opens(page, record)
    is_taken_back(page, product, look)

    rates_with_sources(page, record, look)
    by_keyboard_alone(page, record)
    was_another_meeting(page, record, look)

    page.goto(f"{record}assessment/")
    page.get_by_role("button", name="Finish and go to the plan").click()
    page.get_by_label("The whole in a few words").fill("Mondays are better; the room is not.")
    page.get_by_role("button", name="Finish and go to the plan").click()
    sees_how_far(page, record, look)


def test_a_young_person_reads_how_things_are(
    context: BrowserContext, page: Page, product: Product, look: Look
) -> None:
    come_in(context, product, JAY)
    page.goto("/me/assessment/")
    expect(page.get_by_role("heading", name=re.compile("^What is (strong|OK)$")).first).to_be_visible()
    look(page, "how-things-are")


def test_a_manager_changes_how_we_assess(
    context: BrowserContext, page: Page, product: Product, look: Look
) -> None:
    come_in(context, product, MARCUS)
    page.goto("/set-up/assessment/")
    look(page, "assessment-forms")
    page.get_by_role("button", name=re.compile("^Copy and change")).first.click()
    page.get_by_role("button", name="Add a factor").click()
    page.get_by_label("Name", exact=True).fill("Being online")
    page.get_by_label("Group").fill("Personal health")
    page.get_by_label("What a young person would call it").fill("Being online")
    page.get_by_label("What to ask a young person").fill("How is it online, and who is there?")
    look(page, "assessment-form-factor")
    page.get_by_role("button", name="Save the factor").click()
    expect(page.get_by_text("New: Being online.")).to_be_visible()
    presses(page.get_by_role("button", name="Change the scale"))
    look(page, "assessment-form-scale")
    presses(page.get_by_role("button", name="Save the scale"))
    look(page, "assessment-form")
    page.get_by_role("button", name="Throw it away").click()
    page.get_by_role("dialog").get_by_role("button", name="Throw it away").click()
    expect(page.get_by_text("The new edition is thrown away.")).to_be_visible()


def hands_the_screen_over(page: Page, look: Look) -> None:
    presses(page.get_by_role("button", name="Hand Jay this screen"))
    look(page, "hand-over")
    page.get_by_role("button", name="Hand it over").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How my week goes")


def answers_for_themselves(page: Page, look: Look) -> None:
    look(page, "theirs")
    expect(page.locator("body")).not_to_contain_text("Critical need")
    page.get_by_text("This is going well").click()
    page.get_by_label("Anything you want to say about it?").fill("I like Mondays now")
    page.get_by_role("button", name="Next").click()
    page.get_by_text("This is a bit hard sometimes").click()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Using what I know")


def nothing_else_opens(page: Page, record: str) -> None:
    for address in (f"{record}assessment/", "/caseload/", record):
        page.goto(address)
        expect(page).to_have_url(re.compile("/assessment/theirs/"))


def is_taken_back(page: Page, product: Product, look: Look) -> None:
    presses(page.get_by_role("link", name="Stop here for today"))
    look(page, "theirs-end")
    [priya] = [one for one in product.sign_ins() if one["email"] == PRIYA]
    page.get_by_role("button", name="I am Priya Nair").click()
    page.get_by_role("textbox", name="Your password").fill(priya["password"])
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You have the screen back")
    look(page, "theirs-back")
    page.get_by_role("button", name="Go on with the assessment").click()
    expect(page.get_by_role("row", name=re.compile("^1 Participation"))).to_contain_text("Strength")


def rates_with_sources(page: Page, record: str, look: Look) -> None:
    page.goto(f"{record}assessment/factor/1/")
    expect(page.locator("#rate")).to_contain_text("I like Mondays now")
    page.locator("fieldset.pa").get_by_text("No concern", exact=True).click()
    page.get_by_label("Something else it rests on").fill("Came four days of five")
    page.locator("#rate").get_by_text("School, college or work", exact=True).click()
    page.get_by_label("You see this differently").fill("The fifth day matters to the college.")
    look(page, "assessment-rating")
    presses(page.get_by_role("button", name=re.compile("^Save, next")))
    page.goto(f"{record}assessment/factor/16/record/")
    page.get_by_role("checkbox").first.check()
    look(page, "evidence-from-record")
    page.get_by_role("button", name="Add to housing").click()
    expect(page.locator("#rate")).to_contain_text("A contact on the record")
    page.locator("fieldset.pa").get_by_text("Significant need", exact=True).click()
    page.get_by_role("button", name=re.compile("^Save, next")).click()


def by_keyboard_alone(page: Page, record: str) -> None:
    page.goto(f"{record}assessment/factor/4/")
    expect(page.get_by_text("saves and goes on.")).to_be_visible()
    page.keyboard.press("4")
    page.keyboard.press("3")
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="5 Achievements")).to_be_visible()
    row = page.get_by_role("row", name=re.compile("^4 Life skills"))
    expect(row).to_contain_text("No concern")
    expect(row).to_contain_text("Some need")
    expect(page.get_by_text("saves and goes on.")).to_be_visible()
    page.keyboard.press("0")
    page.keyboard.press("0")
    page.get_by_label("Why was it not explored?").fill("No time left today")
    page.get_by_role("button", name=re.compile("^Save, next")).click()
    expect(page.get_by_text("1 not explored")).to_be_visible()


def was_another_meeting(page: Page, record: str, look: Look) -> None:
    page.goto(f"{record}assessment/")
    page.get_by_role("link", name="Another meeting, or who was there").click()
    page.get_by_label("Who else was there?").fill("His uncle")
    look(page, "assessment-meeting")
    page.get_by_role("button", name="Save the meeting").click()
    expect(page.get_by_role("region", name="Meetings")).to_contain_text("with Jay and His uncle")


def sees_how_far(page: Page, record: str, look: Look) -> None:
    page.goto(f"{record}assessment/compare/")
    expect(page.get_by_role("img", name=re.compile("wheel"))).to_have_count(2)
    expect(page.get_by_role("row", name=re.compile("^In all"))).to_be_visible()
    look(page, "compare")
    page.get_by_label("From", exact=True).select_option(index=1)
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", name=re.compile("^How far Jay"))).to_be_visible()
