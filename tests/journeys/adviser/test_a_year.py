"""One young person through a year: given an adviser, assessed, a plan agreed, met and missed, reviewed, another
level of support, eighteen, an end that she reads herself, and a beginning again with everything still there."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.adviser.test_main_job import rates, read_out
from tests.journeys.coming_in import MEGAN, come_in
from tests.journeys.look import Look
from tests.journeys.pressing import presses
from tests.journeys.product import Product, running

ANITA = "anita.desouza@suffolk.example.org"  # a team manager
MILLIE = "amelia.frost@example.org"  # a young person
NAME = "Millie Frost"
EIGHTEEN = 55  # the day of the story on which she turns 18
SUMMARY = "You wanted a place on a course. You found it yourself, and you go every week."


class Year:
    """The day it is, and the people who come in on it."""

    def __init__(self, page: Page, context: BrowserContext, product: Product) -> None:
        self.page, self.context, self.product = page, context, product
        self.record = ""

    def day(self, number: int, who: str = MEGAN) -> None:
        """So many days after the beginning; the night before has done its work."""
        self.product.manage("move_clock", str(number))
        self.product.manage("every_night")
        self.comes_in(who)

    def comes_in(self, who: str) -> None:
        come_in(self.context, self.product, who)
        self.page.goto("/")

    def opens(self, page: str) -> None:
        self.page.goto(f"{self.record}{page}")


@pytest.fixture(scope="module")
def product() -> Iterator[Product]:
    """A product of its own: its clock runs ahead, and the nights that pass are everybody's."""
    with running(called="year") as product:
        yield product


def test_a_year(page: Page, context: BrowserContext, product: Product, look: Look) -> None:
    year = Year(page, context, product)
    year.day(0)
    finds_her_record(year)
    tells_her_real_birthday(year, EIGHTEEN)
    an_earlier_year_ends(year)
    is_given_to_megan_by_anita(year, look)

    year.comes_in(MEGAN)
    looks_at_her_situation(year)
    agrees_a_plan(year)
    year.day(1)
    prepares_for_eighteen(year, look)
    year.day(20)
    records(year, "We spoke", "Went to see the college with her.")
    year.day(30)
    records(year, "No answer", "Rang out.")
    year.day(34)
    page.goto("/caseload/?words=Frost")
    expect(page.get_by_role("row").filter(has_text=NAME)).to_contain_text(re.compile("not reached"))
    year.day(46)
    reviews_with_a_new_look(year, look)
    year.day(60)
    turns_eighteen(year)
    year.day(200)
    support_ends(year, look)
    reads_it_herself(year, look)
    year.day(330, ANITA)
    is_taken_up_again(year, look)
    finds_everything_there(year)


def finds_her_record(year: Year) -> None:
    year.page.goto("/caseload/?q=Frost&words=Frost")
    year.page.get_by_role("link", name=NAME).first.click()
    expect(year.page.get_by_role("heading", level=1)).to_have_text(NAME)
    year.record = year.page.url


def tells_her_real_birthday(year: Year, turns_18: int) -> None:
    page = year.page
    year.opens("details/about/")
    fills_in_a_day(page, "Date of birth", turns_18, years_back=18)
    page.get_by_role("button", name=re.compile("^Save")).click()
    expect(page.get_by_text("Birth, gender and ethnicity are saved.")).to_be_visible()


def an_earlier_year_ends(year: Year) -> None:
    year.opens("support/end/")
    year.page.get_by_label("Goals met").check()
    year.page.get_by_role("button", name="End support").click()
    expect(year.page.get_by_role("alert").first).to_contain_text("End summary")
    year.page.get_by_label("End summary").fill("We did what we set out to do last year.")
    year.page.get_by_role("button", name="End support").click()
    expect(year.page.locator("main")).to_contain_text("Support ended on")


def is_given_to_megan_by_anita(year: Year, look: Look) -> None:
    page = year.page
    year.comes_in(ANITA)
    year.opens("support/again/")
    look(page, "taken up again")
    page.get_by_label("Who helps now").select_option(label="Megan Pryke")
    page.get_by_label("Why support is taken up again").fill("She asked for help with a course.")
    page.get_by_label("Another is begun").check()
    page.get_by_role("button", name="Take support up again").click()
    expect(page.locator("main")).to_contain_text("Support is taken up again with Megan Pryke")
    expect(page.locator("main")).to_contain_text("Why then:")


def looks_at_her_situation(year: Year) -> None:
    page = year.page
    year.opens("assessment/")
    page.get_by_role("button", name=re.compile("^Start another$|^Start an assessment$")).first.click()
    rates(page, "Some need", "Significant need", "Left sixth form in October.")
    expect(page.get_by_role("heading", name="2 Basic skills")).to_be_visible()
    page.goto(f"{year.record}assessment/finish/")
    page.get_by_label("The whole in a few words").fill("She knows what she wants.")
    page.get_by_role("button", name="Finish and go to the plan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Plan")


def agrees_a_plan(year: Year) -> None:
    page = year.page
    year.opens("plan/goals/add/?need=1")
    page.get_by_label("Goal, in their own words").fill("A place on a course that I like.")
    page.get_by_role("button", name="Save the goal").click()
    for words, day in (("Go to the open evening", 12), ("Send the form", 300)):
        page.get_by_role("button", name=read_out("Add a step", "to goal 1")).click()
        page.get_by_label("Step").fill(words)
        fills_in_a_day(page, "By", day)
        page.get_by_role("button", name="Save the step").click()
    page.get_by_role("button", name="Agree the plan with Millie").click()
    page.get_by_role("button", name="We agree").click()
    expect(page.locator("main")).to_contain_text("agreed on")


def fills_in_a_day(page: Page, group: str, ahead: int, *, years_back: int = 0) -> None:
    day: list[int] = page.evaluate(
        "([n, back]) => { const d = new Date(Date.now() + n * 864e5);"
        " return [d.getDate(), d.getMonth() + 1, d.getFullYear() - back] }",
        [ahead, years_back],
    )
    boxes = page.get_by_role("group", name=group)
    for box, value in zip(("Day", "Month", "Year"), day, strict=True):
        boxes.get_by_label(box).fill(str(value))


def prepares_for_eighteen(year: Year, look: Look) -> None:
    page = year.page
    year.opens("review/")
    presses(page.get_by_role("link", name=re.compile("^Turns 18")))
    look(page, "a change ahead")
    page.get_by_role(
        "button", name=read_out("Done", "Say what changes in law at 18, and who decides then")
    ).click()
    page.get_by_label("Who has said yes").fill("Jo Marsh, adult services")
    page.get_by_role("button", name="They have said yes").click()
    expect(page.get_by_role("alert").first).to_contain_text("Say first who helps from then on.")
    expect(page.get_by_label("Who has said yes")).to_have_value("Jo Marsh, adult services")
    page.get_by_role("button", name="Change", exact=True).click()
    page.get_by_label("Who helps from then on").fill("Adult services, Jo Marsh")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Tell them").click()
    page.get_by_label("Who has said yes").fill("Jo Marsh, adult services")
    page.get_by_role("button", name="They have said yes").click()
    expect(page.locator("main")).to_contain_text("Confirmed")
    page.get_by_role("button", name="Hand-over summary").click()
    expect(page.locator("main")).to_contain_text("A place on a course that I like.")
    look(page, "hand-over")


def records(year: Year, outcome: str, words: str) -> None:
    page = year.page
    year.opens("contacts/record/")
    page.get_by_text("Phone", exact=True).click()
    page.get_by_text(outcome, exact=True).click()
    page.get_by_label("Note").fill(words)
    page.get_by_role("button", name="Save contact").click()
    expect(page.locator("main")).to_contain_text(words)


def reviews_with_a_new_look(year: Year, look: Look) -> None:
    page = year.page
    expect(page.locator("main")).to_contain_text("Review")
    year.opens("review/")
    expect(page.locator("main")).to_contain_text("Why then:")
    page.get_by_role("button", name="Hold the review").click()
    page.get_by_role("button", name="Start an assessment").click()
    rates(page, "No concern", "Some need", "Has a place from January.")
    expect(page.get_by_role("heading", name="2 Basic skills")).to_be_visible()
    page.goto(f"{year.record}assessment/finish/")
    page.get_by_label("The whole in a few words").fill("She knows what she wants.")
    page.get_by_role("button", name="Finish and go to the plan").click()
    year.opens("review/hold/")
    expect(page.locator("aside")).to_contain_text("Since")
    page.get_by_role("button", name=read_out("Done", "Go to the open evening")).click()
    page.get_by_role("button", name=read_out("Going on", "Send the form")).click()
    page.get_by_label("What they say").fill("I liked it there.")
    page.get_by_role("textbox", name="How things stand").fill("Has a place from January.")
    page.get_by_label("Change the level of support").check()
    page.get_by_label("Supported", exact=True).check()
    look(page, "holding a review")
    page.get_by_role("button", name="The review is held").click()
    expect(page.locator("main")).to_contain_text("With supported help we look again every 13 weeks")
    expect(page.locator("main")).to_contain_text("“I liked it there.”")
    look(page, "a review held")


def turns_eighteen(year: Year) -> None:
    page = year.page
    year.opens("review/")
    page.get_by_role("link", name=re.compile("^Turns 18")).click()
    page.get_by_role("button", name="It has happened").click()
    expect(page.locator("main")).to_contain_text("Nothing was sent by this")


def support_ends(year: Year, look: Look) -> None:
    page = year.page
    year.opens("review/")
    page.get_by_role("link", name="End support").click()
    expect(page.locator("main")).to_contain_text("1 step still open")
    page.get_by_label("Goals met").check()
    page.get_by_label("End summary").fill(SUMMARY)
    look(page, "ending support")
    page.get_by_role("button", name="End support").click()
    expect(page.locator("main")).to_contain_text("Support has ended. Everything is kept.")


def reads_it_herself(year: Year, look: Look) -> None:
    page = year.page
    year.comes_in(MILLIE)
    page.goto("/my/support/")
    expect(page.locator("main")).to_contain_text(SUMMARY)
    expect(page.locator("main")).to_contain_text("You can come back at any time")
    look(page, "what comes next")


def is_taken_up_again(year: Year, look: Look) -> None:
    page = year.page
    year.opens("support/again/")
    page.get_by_label("Who helps now").select_option(label="Megan Pryke")
    page.get_by_label("Why support is taken up again").fill("The course ended early.")
    page.get_by_label("Goes on where it stopped").check()
    page.get_by_role("button", name="Take support up again").click()
    expect(page.locator("main")).to_contain_text("Everything is there.")
    look(page, "the year in reviews")


def finds_everything_there(year: Year) -> None:
    page = year.page
    year.comes_in(MEGAN)
    year.opens("plan/")
    for words in ("A place on a course that I like.", "Go to the open evening", "Send the form"):
        expect(page.locator("main")).to_contain_text(words)
    year.opens("timeline/")
    for kind in ("Support ended: Goals met", "Support taken up again", "Change: Turns 18", "Review held"):
        expect(page.locator("main")).to_contain_text(kind)
