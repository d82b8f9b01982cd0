"""Every page of the gallery as people meet it: on a phone, at a desk, on paper, with large text."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.ground.design.conftest import Browsing
from tests.ground.design.gallery import PAGES

QUIET = [path for path in PAGES if path != "/progress/"]  # that one leads on by itself


def faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['help']} at {[node['target'] for node in one['nodes']][:4]}" for one in found]


def beyond_the_edge(page: Page) -> int:
    width: int = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return width


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(browsing: Browsing, width: int) -> None:
    def story(page: Page) -> dict[str, list[str]]:
        found = {}
        for path in QUIET:
            page.goto(path)
            found[path] = faults(page)
        return found

    assert {path: found for path, found in browsing(story, width=width).items() if found} == {}


def test_nothing_is_wider_than_the_screen(browsing: Browsing) -> None:
    def story(page: Page) -> dict[str, int]:
        found = {}
        for path in QUIET:
            page.goto(path)
            for width in (320, 768, 1024):
                page.set_viewport_size({"width": width, "height": 700})
                found[f"{path} {width}"] = beyond_the_edge(page)
        return found

    assert {where: far for where, far in browsing(story, width=320).items() if far > 0} == {}


def test_text_twice_as_large_still_fits(browsing: Browsing) -> None:
    def story(page: Page) -> dict[str, int]:
        found = {}
        for path in ("/desk/", "/form/wrong/", "/door/", "/record/"):
            page.goto(path)
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            found[path] = beyond_the_edge(page)
        return found

    assert {path: far for path, far in browsing(story, width=640).items() if far > 0} == {}


def test_letters_are_no_smaller_than_promised(browsing: Browsing) -> None:
    def size(page: Page, path: str) -> float:
        page.goto(path)
        found: float = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.read')).fontSize)")
        return found

    assert browsing(lambda page: size(page, "/record/")) >= 16
    assert browsing(lambda page: size(page, "/door/")) >= 19


def test_a_picked_choice_is_seen_in_forced_colours(browsing: Browsing) -> None:
    def story(page: Page) -> list[str]:
        page.goto("/form/")
        chosen = "getComputedStyle(document.querySelector('.cx-choice label:has(:checked)')).borderTopWidth"
        other = (
            "getComputedStyle(document.querySelector('.cx-choice label:not(:has(:checked))')).borderTopWidth"
        )
        return [page.evaluate(chosen), page.evaluate(other)]

    chosen, other = browsing(story, forced_colors="active")
    assert chosen != other


def test_paper_has_no_frame(browsing: Browsing) -> None:
    def story(page: Page) -> list[bool]:
        page.goto("/plan/")
        page.emulate_media(media="print")
        hidden = (".cx-bar", ".cx-nav", ".cx-deskfoot", ".is-new", ".cx-noprint")
        return [page.locator(where).first.is_visible() for where in hidden] + [
            page.locator(".cx-goal__words").is_visible()
        ]

    assert browsing(story) == [False] * 5 + [True]


def test_every_page_works_without_scripts(browsing: Browsing) -> None:
    def story(page: Page) -> list[str]:
        said = []
        for path in QUIET:
            page.goto(path)
            if not page.locator("h1").is_visible() or page.locator("dialog[open]").count():
                said.append(path)
        return said

    assert browsing(story, java_script_enabled=False) == []
