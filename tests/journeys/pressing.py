"""Pressing what sends a form, where the story goes on elsewhere at once."""

from playwright.sync_api import Locator


def presses(button: Locator) -> None:
    """Press it and wait for the page that it leads to: a browser that is sent elsewhere before sends nothing, or
    comes back from there."""
    with button.page.expect_navigation():
        button.click()
