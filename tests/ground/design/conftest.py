"""A browser on the gallery's pages.

Playwright keeps an event loop running in the thread it was started in, where Django refuses the database.
So the browser lives in a thread of its own, and a test hands its story over.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from functools import partial
from queue import SimpleQueue
from typing import Any, TypeVar

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.ground.design.gallery import FRAME, Handler, serve

T = TypeVar("T")
PATIENCE = 120  # seconds for a story
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


class Aside:
    """A thread that does one thing after another, and that nobody waits for in the end, whatever it does then."""

    def __init__(self) -> None:
        self._asked: SimpleQueue[tuple[Callable[[], Any], Future[Any]]] = SimpleQueue()
        threading.Thread(target=self._work, daemon=True).start()

    def do(self, what: Callable[[], T], *, patience: float) -> T:
        """Do it there, and give what comes of it. Raises ``TimeoutError``."""
        done: Future[T] = Future()
        self._asked.put((what, done))
        return done.result(timeout=patience)

    def _work(self) -> None:
        while True:
            what, done = self._asked.get()
            try:
                done.set_result(what())
            except BaseException as problem:
                done.set_exception(problem)


class Browsing:
    """`browsing(story, width=360)` runs `story(page)` on a fresh page; the browser's complaints fail it."""

    def __init__(self, aside: Aside, browser: Browser, address: str) -> None:
        self._aside, self._browser, self._address = aside, browser, address

    stuck = False  # a story that never ends must not make every later one wait as long

    def __call__(self, story: Callable[[Page], T], *, width: int = 1280, **context: Any) -> T:
        assert not Browsing.stuck, "The browser hangs since an earlier story."
        try:
            return self._aside.do(partial(self._tell, story, width, context), patience=PATIENCE)
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
def _browser() -> Iterator[tuple[Aside, Browser]]:
    aside = Aside()
    playwright, browser = aside.do(_open, patience=60)
    yield aside, browser
    if not Browsing.stuck:
        aside.do(browser.close, patience=60)
        aside.do(playwright.stop, patience=60)


@pytest.fixture(autouse=True)
def frame_addresses() -> Iterator[None]:
    """The frame is drawn with the names in `addresses`, whatever rooms are open."""
    with override_settings(**FRAME):
        yield


@pytest.fixture
def browsing(_browser: tuple[Aside, Browser]) -> Iterator[Browsing]:
    Handler.sent.clear()
    Handler.refusing.clear()
    server = serve()
    running = threading.Thread(target=server.serve_forever, daemon=True)
    running.start()
    yield Browsing(*_browser, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    running.join()
    server.server_close()
