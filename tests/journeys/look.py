"""Looking at a page as people do: on a phone, at a desk, with a screen reader."""

import os
import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = {"phone": 390, "desk": 1280}
AXE = Axe()


class Look:
    """``look(page, "today")``: axe finds nothing, and nothing scrolls sideways, at either width.

    With CONNEXIONS_SCREENSHOTS=FOLDER a picture of each is kept there.
    """

    def __call__(self, page: Page, name: str) -> None:
        before = page.viewport_size
        for word, width in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": 900})
            self._picture(page, f"{name}-{word}")
            faults = self._faults(page)
            assert faults == [], f"{name} at {width} px: {faults}"
            beyond = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert beyond <= 0, f"{name} at {width} px is {beyond} px wider than the screen"
        if before:
            page.set_viewport_size(before)

    def _faults(self, page: Page) -> list[str]:
        found = AXE.run(page).response["violations"]
        return [
            f"{one['id']}: {one['help']} at {[node['target'] for node in one['nodes']][:3]}" for one in found
        ]

    def _picture(self, page: Page, name: str) -> None:
        folder = os.environ.get("CONNEXIONS_SCREENSHOTS")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(
                path=Path(folder) / f"{re.sub(r'[^a-z0-9-]+', '-', name.lower())}.png", full_page=True
            )
