"""One plan from its first word to paper: written with prompts, agreed by a link on a phone, changed, agreed on paper
with a scan, ticked and spoken of by the young person, compared with what it was, and printed."""

import re
from datetime import date, timedelta
from pathlib import Path

import pikepdf
from playwright.sync_api import Browser, BrowserContext, Page, expect

from connexions.ground.base import clock
from tests.journeys.coming_in import JAY, PRIYA, come_in
from tests.journeys.conftest import PHONE
from tests.journeys.look import Look
from tests.journeys.pressing import presses
from tests.journeys.product import Product

SIGNED = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def test_a_plan_from_its_first_word_to_paper(
    context: BrowserContext,
    other_context: BrowserContext,
    browser: Browser,
    page: Page,
    product: Product,
    look: Look,
    tmp_path: Path,
) -> None:
    come_in(context, product, PRIYA)
    page.goto("/caseload/")
    page.get_by_role("link", name="Jay Holloway").first.click()
    record = page.url
    born_on = date_of_birth(page)
    page.goto(f"{record}plan/")
    look(page, "plan")
    says_why_not_yet(page)
    is_asked_about_vague_words(page, look)
    link = asks_by_a_link(page, look)
    phone = browser.new_context(viewport=PHONE, base_url=product.localhost_url, locale="en-GB")
    agrees_on_a_phone(phone.new_page(), link, born_on, look)
    phone.close()
    page.goto(f"{record}plan/")
    expect(page.locator("aside")).to_contain_text("by a link")

    changes_it_and_agrees_on_paper(page, tmp_path)
    page.get_by_role("link", name=re.compile("compared with edition")).first.click()
    expect(page.locator("main")).to_contain_text("New step: “Take the form to the open evening”")
    expect(page.get_by_role("link", name="The signed paper")).to_be_visible()
    look(page, "edition")
    prints(page, tmp_path)

    come_in(other_context, product, JAY)
    ticks_and_speaks(other_context.new_page(), look)
    page.goto("/")
    expect(page.locator("main")).to_contain_text("They were kind on the phone")


def date_of_birth(page: Page) -> list[str]:
    """As the strip says it."""
    found = re.search(r"\b(\d{1,2} \w+ \d{4})\b", page.locator(".cx-facts").inner_text())
    assert found
    return found.group(1).split(" ")


def says_why_not_yet(page: Page) -> None:
    """Needs that an assessment found, by whichever story came before, and for which there is no goal."""
    while page.get_by_role("link", name=re.compile("^say why not yet")).count():
        presses(page.get_by_role("link", name=re.compile("^say why not yet")).first)
        page.get_by_label("Why", exact=True).fill("Not until the move is over.")
        presses(page.get_by_role("button", name="Save the reason"))


def is_asked_about_vague_words(page: Page, look: Look) -> None:
    page.get_by_role("button", name=re.compile("^Add a step")).first.click()
    page.get_by_label("Step", exact=True).fill("Try to engage with the college")
    expect(page.get_by_text("“Try to” is hard to tick off.")).to_be_visible()
    expect(page.get_by_text("Would Jay say “engage”?")).to_be_visible()
    look(page, "step")
    page.get_by_label("Step", exact=True).fill("Ring the college office and ask for Dawn")
    expect(page.get_by_text("is hard to tick off")).to_have_count(0)
    fills_date(page, "By", clock.today() + timedelta(days=9))
    page.get_by_role("button", name="Save the step").click()
    expect(page.get_by_text("Changes since: not yet.")).to_be_visible()


def fills_date(page: Page, group: str, day: date) -> None:
    for box, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_role("group", name=group).get_by_label(box).fill(str(value))


def asks_by_a_link(page: Page, look: Look) -> str:
    presses(page.get_by_role("button", name="Ask Jay by a link"))
    look(page, "ask to agree")
    page.get_by_text("Show me the link, and I pass it on").click()
    presses(page.get_by_role("button", name="Ask Jay"))
    look(page, "the link")
    return page.get_by_label("Link").input_value()


def agrees_on_a_phone(page: Page, link: str, born_on: list[str], look: Look) -> None:
    page.goto(link)
    expect(page.locator("main")).not_to_contain_text("Jay")
    look(page, "link")
    page.get_by_label("Day").fill("1")
    page.get_by_label("Month").fill("1")
    page.get_by_label("Year").fill("2001")
    page.get_by_role("button", name="Open my plan").click()
    expect(page.get_by_role("alert")).to_contain_text("not the date of birth that we have")
    for box, value in zip(("Day", "Month", "Year"), born_on, strict=True):
        page.get_by_label(box).fill(value)
    page.get_by_role("button", name="Open my plan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your plan, Jay")
    expect(page.locator("main")).to_contain_text("Ring the college office and ask for Dawn")
    look(page, "plan by link")
    page.get_by_label("Yes, I agree").check()
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("This link has ended")


def changes_it_and_agrees_on_paper(page: Page, folder: Path) -> None:
    page.get_by_role("button", name=re.compile("^Add a step")).first.click()
    page.get_by_label("Step", exact=True).fill("Take the form to the open evening")
    fills_date(page, "By", clock.today() + timedelta(days=12))
    page.get_by_role("button", name="Save the step").click()
    page.get_by_role("link", name="Ring the college office and ask for Dawn", exact=True).click()
    page.get_by_label("Step", exact=True).fill("Ring the college office, ask for Dawn or Lee")
    page.get_by_label("Why it changes").fill("Dawn is away on Mondays")
    page.get_by_role("button", name="Save the step").click()
    expect(page.locator("main")).to_contain_text("Dawn is away on Mondays")
    page.get_by_role("button", name="Agree the plan with Jay").click()
    page.get_by_label("On paper").check()
    (folder / "signed.pdf").write_bytes(SIGNED)
    page.get_by_label("Scan or photo of the signed plan").set_input_files(folder / "signed.pdf")
    page.get_by_role("button", name="We agree").click()
    expect(page.locator("aside")).to_contain_text("on paper")


def prints(page: Page, folder: Path) -> None:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=re.compile("^Print on one page")).click()
    waiting.value.save_as(folder / "plan.pdf")
    assert waiting.value.suggested_filename == "plan.pdf"
    with pikepdf.open(folder / "plan.pdf") as made:
        assert made.Root.MarkInfo.Marked
        assert len(made.pages) == 1


def ticks_and_speaks(page: Page, look: Look) -> None:
    page.goto("/me/plan/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your plan")
    look(page, "my plan")
    step = page.get_by_role("listitem").filter(has_text="Ring the college office, ask for Dawn or Lee")
    step.get_by_role("link", name=re.compile("^Say something")).click()
    page.get_by_label("What do you want to say about it?").fill("They were kind on the phone")
    look(page, "say something")
    page.get_by_role("button", name="Send").click()
    step.get_by_role("button", name=re.compile("^I have done it")).click()
    expect(page.locator("main")).to_contain_text("Well done")
    expect(page.locator("main")).to_contain_text("You said: “They were kind on the phone”")
