"""The main job as one story, on a young person who has just arrived in an extract.

The operator imports it; a manager gives somebody in it to an adviser; the adviser finds them on Today,
speaks with them, looks at their situation, agrees a plan, fails to reach them once, does a step, holds a
review with a second look, and sees how far they have come. Each time Today says what is next and forgets
what is done.
"""

import json
import re
from pathlib import Path

from lxml import etree
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.journeys.coming_in import CAROL, come_in
from tests.journeys.look import Look
from tests.journeys.pressing import presses
from tests.journeys.product import Product

OWEN = "owen.blakelock@tyneandwear.example.org"


def test_from_the_extract_to_the_review(
    context: BrowserContext,
    other_context: BrowserContext,
    page: Page,
    product: Product,
    look: Look,
    tmp_path: Path,
) -> None:
    name = arrives_in_an_extract(product, tmp_path)
    known_as = name.split(" ")[0]
    come_in(other_context, product, CAROL)
    is_given_to_owen_by_carol(other_context.new_page(), name)

    come_in(context, product, OWEN)
    page.goto("/")
    expect(group(page, "New to you")).to_contain_text(name)
    look(page, "today")
    page.goto("/caseload/")
    look(page, "caseload")
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    record = page.url

    speaks_with_them(page)
    tells_them_in_person(page, record, known_as)
    page.goto("/")
    expect(page.locator("main")).not_to_contain_text(name)

    looks_at_their_situation(page, record, known_as, look)
    agrees_a_plan(page, known_as, look)
    tells_them_in_person(page, record, known_as)
    fails_to_reach_them_and_then_does(page, record, name)
    does_the_step(page, record)
    reviews_and_sees_how_far(page, record, name, known_as, look)


def arrives_in_an_extract(product: Product, folder: Path) -> str:
    """Whoever stands first in the extract that was imported without a fault."""
    extract = folder / "extract.xml"
    product.manage("demo", "--extract", str(extract), "--records", "12", "--partnership", "tyne-and-wear")
    told = json.loads(product.manage("import_ccis", str(extract), "--json"))
    assert told["records"] == 12
    assert told["created"] >= 8
    names = [
        f"{one.findtext('.//{*}GivenName')} {one.findtext('.//{*}FamilyName')}"
        for one in etree.parse(extract).iterfind(".//{*}YoungPersonsRecord")
    ]
    return names[0]


def group(page: Page, title: str) -> Locator:
    """The rows of "needs you" under a title."""
    return page.get_by_role("region", name=title)


def read_out(seen: str, hidden: str) -> re.Pattern[str]:
    """What a link is called: what is seen, then what is only read aloud."""
    return re.compile(rf"^{re.escape(seen)}\W+{re.escape(hidden)}$")


def is_given_to_owen_by_carol(page: Page, name: str) -> None:
    page.goto("/")
    page.get_by_role("button", name="Give them an adviser").click()
    page.get_by_label("Name", exact=True).fill(name.split(" ")[1])
    page.get_by_role("button", name="Show").click()
    page.get_by_role("checkbox", name=f"Choose {name}").first.check()
    page.get_by_label("With those ticked").select_option(label="Give them to an adviser")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Adviser", exact=True).select_option(label="Owen Blakelock, Newcastle")
    page.get_by_role("button", name="Give to adviser").click()
    expect(page.locator("main")).to_contain_text("1 young person given to Owen Blakelock")


def speaks_with_them(page: Page) -> None:
    page.get_by_role("button", name="Record a contact").first.click()
    page.get_by_text("Phone", exact=True).click()
    page.get_by_text("We spoke", exact=True).click()
    page.get_by_role("button", name="Save contact").click()
    expect(page.get_by_role("alert").first).to_contain_text("Say in a few words what you spoke about")
    page.get_by_label("Note").fill("Wants to work with engines. Sleeping badly.")
    page.get_by_role("button", name="Save contact").click()
    expect(page.locator("main")).to_contain_text("Wants to work with engines.")


def tells_them_in_person(page: Page, record: str, known_as: str) -> None:
    """The extract says nothing of how to reach them: what they were to be told, somebody says to them."""
    page.goto(f"{record}told/")
    page.get_by_role("button", name=re.compile(f"^I have told {re.escape(known_as)}")).click()
    expect(page.get_by_text(f"Noted: you have told {known_as} yourself.")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^I have told"))).to_have_count(0)


def rates(page: Page, they: str, you: str, words: str = "") -> None:
    """Both views of the factor on the screen, saved on going to the next."""
    page.locator("fieldset.yp").get_by_text(they, exact=True).click()
    page.locator("fieldset.pa").get_by_text(you, exact=True).click()
    if words:
        page.get_by_label("What this rests on").fill(words)
        page.locator("#rate").get_by_text("The young person", exact=True).click()
    page.get_by_role("button", name=re.compile("^Save, next")).click()


def looks_at_their_situation(page: Page, record: str, known_as: str, look: Look) -> None:
    page.goto(record)
    page.get_by_role("link", name="Assessment", exact=True).click()
    page.get_by_role("button", name="Start an assessment").click()
    rates(page, "Some need", "Significant need", "Left college in October.")
    rates(page, "No concern", "No concern")
    expect(page.get_by_role("heading", name="3 Key skills")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("wheel"))).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("^1 Participation"))).to_contain_text("Significant need")
    look(page, "assessment")
    page.get_by_role("link", name="12 Emotional well-being").click()
    rates(page, "Significant need", "Critical need")
    page.get_by_role("button", name="Finish and go to the plan").click()
    page.get_by_label("The whole in a few words").fill("Good with engines; not sleeping.")
    page.get_by_role("button", name="Finish and go to the plan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Plan")
    expect(page.locator("aside")).to_contain_text("Participation: significant need")


def agrees_a_plan(page: Page, known_as: str, look: Look) -> None:
    page.get_by_role("link", name=read_out("Add a goal", "for Participation")).click()
    expect(page.get_by_role("checkbox", name=re.compile("^Participation"))).to_be_checked()
    page.get_by_label("Goal, in their own words").fill("Work with engines, properly.")
    page.get_by_role("button", name="Save the goal").click()
    page.get_by_role("button", name=read_out("Add a step", "to goal 1")).click()
    page.get_by_label("Step").fill("Go to the garage's open day")
    page.get_by_role("group", name="By").get_by_label("Day").fill("1 March 2031")
    page.get_by_role("button", name="Save the step").click()

    page.get_by_role("button", name=f"Agree the plan with {known_as}").click()
    page.get_by_role("button", name="We agree").click()
    refused = "A need has neither a goal nor a reason why not yet: Emotional well-being."
    expect(page.get_by_role("alert").first).to_contain_text(refused)
    page.get_by_role("link", name=read_out("say why not yet", "Emotional well-being")).click()
    page.get_by_label("Why").fill("Sees the nurse on Thursday; we talk after that.")
    page.get_by_role("button", name="Save the reason").click()
    page.get_by_role("button", name=f"Agree the plan with {known_as}").click()
    page.get_by_role("button", name="We agree").click()
    expect(page.get_by_text("Edition 1, agreed on")).to_be_visible()
    look(page, "plan")


def fails_to_reach_them_and_then_does(page: Page, record: str, name: str) -> None:
    page.goto("/")
    expect(page.locator("main")).not_to_contain_text(name)
    quick_contact(page, name, "No answer", "Rang out.")
    expect(group(page, "This week")).to_contain_text(name)
    quick_contact(page, name, "We spoke", "Rang back: the open day is fine.")
    expect(page.locator("main")).not_to_contain_text(f"{name},")
    expect(page.get_by_role("link", name=name)).to_have_count(0)


def quick_contact(page: Page, name: str, outcome: str, note: str) -> None:
    page.get_by_label("Who with").fill(name)
    page.locator("aside").get_by_text("Phone", exact=True).click()
    page.locator("aside").get_by_text(outcome, exact=True).click()
    page.get_by_label("Note").fill(note)
    page.get_by_role("button", name="Save contact").click()
    # They spoke by phone minutes ago: the page asks whether this is the same contact once more.
    page.get_by_label("This is another contact, not the same").check()
    page.get_by_role("button", name="Save contact").click()
    known_as = re.escape(name.split(" ")[0])
    said = re.compile(rf"The contact with {known_as}.* is recorded|Recorded.*{known_as}")
    expect(page.get_by_text(said)).to_be_visible()


def does_the_step(page: Page, record: str) -> None:
    page.goto(f"{record}plan/")
    page.get_by_role("button", name=read_out("Done", "Go to the garage's open day")).click()
    expect(page.get_by_text("1 of 1 done")).to_be_visible()


def reviews_and_sees_how_far(page: Page, record: str, name: str, known_as: str, look: Look) -> None:
    page.goto(f"{record}review/")
    page.get_by_role("button", name=re.compile("^(Set a day|Move the day)$")).click()
    today = page.evaluate("new Date().toISOString().slice(0, 10)")
    year, month, day = today.split("-")
    for box, value in (("Day", day), ("Month", month), ("Year", year)):
        page.get_by_label(box).fill(value)
    presses(page.get_by_role("button", name="Save the day"))
    page.goto("/")
    expect(group(page, "This week")).to_contain_text(name)
    group(page, "This week").get_by_role("button", name=read_out("Start review", name)).click()

    page.get_by_role("button", name="Start an assessment").click()
    rates(page, "No concern", "Some need", "Went to the open day.")
    rates(page, "No concern", "No concern")
    presses(page.get_by_role("button", name="Finish and go to the plan"))
    presses(page.get_by_role("button", name="Finish and go to the plan"))
    page.goto(f"{record}review/hold/")
    expect(page.locator("aside")).to_contain_text("1 level up in all")
    page.get_by_role("textbox", name="How things stand").fill("Starts at the garage in January.")
    look(page, "review")
    page.get_by_role("button", name="The review is held").click()
    expect(page.get_by_text("Starts at the garage in January.")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("^Participation"))).to_contain_text("up 1")
    look(page, "distance")
    page.goto("/")
    expect(page.get_by_role("link", name=name)).to_have_count(0)
    page.goto(f"{record}timeline/")
    for kind in ("Review held", "Assessment finished", "Plan agreed", "Step done", "Phone: we spoke"):
        expect(page.locator("main")).to_contain_text(kind)
