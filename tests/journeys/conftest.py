"""Journeys: stories told in a real browser against the really running product, on its own database.

``product`` is the running product (web server, worker, PostgreSQL); ``page`` a fresh browser page; ``look``
checks a page as a person with a screen reader would meet it. Nothing here reaches into the product but by its
pages and its operator's commands.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests.journeys.look import Look
from tests.journeys.product import Product, running

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here is a journey."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def product() -> Iterator[Product]:
    """The product, running with a few hundred invented people."""
    with running() as product:
        yield product


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=15_000)  # a machine that does other things besides is no fault of the product
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=CHROMIUM_FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def context(browser: Browser, product: Product) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport=DESK, base_url=product.localhost_url, locale="en-GB")
    made.set_default_timeout(15_000)
    yield made
    made.close()


@pytest.fixture
def other_context(browser: Browser, product: Product) -> Iterator[BrowserContext]:
    """A second browser, of somebody else."""
    made = browser.new_context(viewport=DESK, base_url=product.localhost_url, locale="en-GB")
    made.set_default_timeout(15_000)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page at which any complaint of the browser (a blocked script, an error) fails the test."""
    complaints: list[str] = []
    made = context.new_page()

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            complaints.append(message.text)

    made.on("console", listen)
    made.on("pageerror", lambda error: complaints.append(str(error)))
    yield made
    assert complaints == [], f"The browser complained: {complaints}"


@pytest.fixture
def look() -> Look:
    """Looks at a page: no accessibility fault at phone and desk width, nothing wider than the screen."""
    return Look()
