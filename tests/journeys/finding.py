"""Finding a young person, as an adviser does it."""

from playwright.sync_api import Page, expect


def opens(page: Page, name: str) -> str:
    """By search, whatever the day's list says; returns the address of the record."""
    page.goto("/search/")
    page.get_by_role("searchbox", name="Name, date of birth").fill(name)
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("link", name=name, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    return page.url
