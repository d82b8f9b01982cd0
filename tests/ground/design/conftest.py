"""A browser on the gallery's pages.

Playwright keeps an event loop running in the thread it was started in, where Django refuses the database.
So the browser lives in a thread of its own, and a test hands its story over.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.ground.design.gallery import FRAME, Handler, serve

T = TypeVar("T")
PATIENCE = 300  # seconds for a story
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


class Browsing:
    """`browsing(story, width=360)` runs `story(page)` on a fresh page; the browser's complaints fail it."""

    def __init__(self, thread: ThreadPoolExecutor, browser: Browser, address: str) -> None:
        self._thread, self._browser, self._address = thread, browser, address

    stuck = False  # a story that never ends must not make every later one wait as long

    def __call__(self, story: Callable[[Page], T], *, width: int = 1280, **context: Any) -> T:
        assert not Browsing.stuck, "The browser hangs since an earlier story."
        try:
            return self._thread.submit(self._tell, story, width, context).result(timeout=PATIENCE)
        except TimeoutError:
            Browsing.stuck = True
            raise

    def _tell(self, story: Callable[[Page], T], width: int, options: dict[str, Any]) -> T:
        viewport = {"width": width, "height": 900}
        context = self._browser.new_context(base_url=self._address, viewport=viewport, **options)
        context.set_default_timeout(10_000)
        try:
            page, complaints = context.new_page(), list[str]()
            page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            told = story(page)
            complaints = [text for text in complaints if "status of 401" not in text]
            assert complaints == [], f"The browser complained: {complaints}"
            return told
        finally:
            context.close()


def _open() -> tuple[Playwright, Browser]:
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    playwright = sync_playwright().start()
    return playwright, playwright.chromium.launch(executable_path=found or None, args=FLAGS)


@pytest.fixture(scope="session")
def _browser() -> Iterator[tuple[ThreadPoolExecutor, Browser]]:
    with ThreadPoolExecutor(1) as thread:
        playwright, browser = thread.submit(_open).result(timeout=60)
        yield thread, browser
        thread.submit(browser.close).result(timeout=60)
        thread.submit(playwright.stop).result(timeout=60)


@pytest.fixture(autouse=True)
def frame_addresses() -> Iterator[None]:
    """The frame is drawn with the names in `addresses`, whatever rooms are open."""
    with override_settings(**FRAME):
        yield


@pytest.fixture
def browsing(_browser: tuple[ThreadPoolExecutor, Browser]) -> Iterator[Browsing]:
    Handler.sent.clear()
    Handler.refusing.clear()
    server = serve()
    running = threading.Thread(target=server.serve_forever, daemon=True)
    running.start()
    yield Browsing(*_browser, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    running.join()
    server.server_close()
