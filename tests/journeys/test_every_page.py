"""Every page as people meet it: at phone and desk width, with nothing for axe to find."""

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.journeys.coming_in import (
    CAROL,
    ELEANOR,
    ELLIS,
    HANNAH,
    JAY,
    MARCUS,
    PRIYA,
    RUTH,
    come_in,
)
from tests.journeys.finding import opens
from tests.journeys.look import Look
from tests.journeys.product import Product

RECORD = (
    "",
    "timeline/",
    "details/",
    "details/changes/",
    "details/name/",
    "details/name/new/",
    "details/about/",
    "details/languages/",
    "details/school/",
    "details/support/",
    "details/addresses/new/",
    "details/reach/new/",
    "details/carers/new/",
    "details/siblings/new/",
    "details/numbers/new/",
    "details/situation/new/",
    "looks/",
    "assessment/",
    "plan/",
    "contacts/",
    "contacts/record/",
    "appointments/",
    "appointments/book/",
    "review/",
    "review/day/",
    "told/",
    "status/",
    "status/confirm/",
    "status/change/",
)
PAGES = {
    PRIYA: (
        "/",
        "/day/",
        "/day/away/",
        "/diary/",
        "/caseload/",
        "/search/",
        "/young-people/new/",
        "/account/",
    ),
    CAROL: ("/", "/caseload/"),
    MARCUS: ("/day/out/", "/day/out/rules/", "/", "/diary/rules/", "/caseload/", "/staff/", "/audit/"),
    HANNAH: (
        "/search/",
        "/moving-in/",
        "/services/",
        "/services/due/",
        "/services/add/",
        "/services/imports/",
    ),
    RUTH: ("/caseload/", "/search/", "/audit/"),
    ELLIS: ("/staff/", "/staff/add/", "/audit/"),
    ELEANOR: ("/national/",),
    JAY: ("/me/", "/me/appointments/", "/me/messages/", "/me/record/"),
}


@pytest.mark.parametrize("email", PAGES)
def test_pages_of_a_role(
    email: str, context: BrowserContext, page: Page, product: Product, look: Look
) -> None:
    come_in(context, product, email)
    for path in PAGES[email]:
        visit(page, path)
        look(page, f"{email.split('.')[0]} {path}")


def test_pages_of_a_record(context: BrowserContext, page: Page, product: Product, look: Look) -> None:
    come_in(context, product, PRIYA)
    record = opens(page, "Jay Holloway")
    for path in RECORD:
        visit(page, record + path)
        look(page, f"record {path or 'overview'}")


def test_what_is_not_there_and_what_is_not_allowed(
    context: BrowserContext, page: Page, product: Product, look: Look
) -> None:
    come_in(context, product, PRIYA)
    page.goto("/nowhere/")
    look(page, "not found")
    page.goto("/staff/")
    look(page, "not allowed")


def visit(page: Page, path: str) -> None:
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200, f"{path}: {answer.status}"
