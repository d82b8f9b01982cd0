"""The scripts, in a real browser, against a server that keeps what it is sent."""

import re

from playwright.sync_api import Page, expect

from tests.ground.design.conftest import Browsing
from tests.ground.design.gallery import Handler


def sent_to(path: str) -> list[dict[str, object]]:
    return [typed for where, typed, _ in Handler.sent if where == path]


def test_slash_goes_to_the_search_box(browsing: Browsing) -> None:
    def story(page: Page) -> None:
        page.goto("/desk/")
        page.keyboard.press("/")
        expect(page.locator("#find")).to_be_focused()
        expect(page.locator("#find")).to_have_value("")

    browsing(story)


def test_slash_is_only_a_letter_while_typing(browsing: Browsing) -> None:
    def story(page: Page) -> None:
        page.goto("/form/empty/")
        page.locator("#id_note").press_sequentially("1/2")
        expect(page.locator("#id_note")).to_have_value("1/2")
        expect(page.locator("#id_note")).to_be_focused()

    browsing(story)


def test_the_key_can_be_switched_off_and_stays_off(browsing: Browsing) -> None:
    def story(page: Page) -> None:
        page.goto("/desk/")
        page.get_by_role("button", name="Switch the / key off").click()
        page.reload()
        page.locator("h1").click()
        page.keyboard.press("/")
        expect(page.locator("#find")).not_to_be_focused()
        page.get_by_role("button", name="Switch the / key on").click()
        page.locator("h1").click()
        page.keyboard.press("/")
        expect(page.locator("#find")).to_be_focused()

    browsing(story)


def test_arrows_move_through_rows(browsing: Browsing) -> None:
    def story(page: Page) -> None:
        page.goto("/desk/")
        names = page.locator("[data-rows] th a")
        page.keyboard.press("/")
        page.keyboard.press("ArrowDown")
        expect(names.nth(0)).to_be_focused()
        page.keyboard.press("ArrowDown")
        expect(names.nth(1)).to_be_focused()
        page.keyboard.press("Home")
        page.keyboard.press("ArrowUp")
        expect(page.locator("#find")).to_be_focused()

    browsing(story)


def test_what_is_typed_is_kept_when_typing_stops(browsing: Browsing) -> None:
    def story(page: Page) -> None:
        page.goto("/form/empty/")
        page.locator("#id_password").fill("secret words")
        with page.expect_response("**/drafts/"):
            page.locator("#id_note").press_sequentially("Rang out")
        expect(page.locator("[data-draft-note]")).to_contain_text("Draft kept, ")

    browsing(story)
    kept = sent_to("/drafts/")[-1]
    assert kept["key"] == "contact:7"
    assert kept["version"] == 3
    assert kept["data"]["note"] == ["Rang out"]  # type: ignore[index]
    assert not {"password", "csrfmiddlewaretoken", "draft_owner"} & set(kept["data"])  # type: ignore[call-overload]


def test_nothing_is_sent_while_nothing_changes(browsing: Browsing) -> None:
    def story(page: Page) -> None:
        page.goto("/form/")
        page.locator("#id_note").focus()
        page.locator("#id_free").focus()
        page.wait_for_timeout(1800)

    browsing(story)
    assert sent_to("/drafts/") == []


def test_what_is_typed_is_kept_when_the_page_is_left(browsing: Browsing) -> None:
    def story(page: Page) -> None:
        page.goto("/form/empty/")
        page.locator("#id_note").press_sequentially("On my way out")
        page.goto("/desk/")

    browsing(story)
    assert [kept["data"]["note"] for kept in sent_to("/drafts/")][-1] == ["On my way out"]  # type: ignore[index]


def test_a_dead_session_keeps_the_text_on_the_page(browsing: Browsing) -> None:
    def story(page: Page) -> None:
        Handler.refusing.add("/drafts/")
        page.goto("/form/empty/")
        page.locator("#id_note").press_sequentially("Rang out")
        ended = page.locator("#session-ended")
        expect(ended).to_be_visible()
        expect(ended).to_contain_text("Nothing is lost")
        page.get_by_role("button", name="Back to the page").click()
        expect(page.locator("#id_note")).to_have_value("Rang out")

    browsing(story)


def test_signing_in_in_another_tab_goes_on_here(browsing: Browsing) -> None:
    def story(page: Page) -> None:
        Handler.refusing.add("/drafts/")
        page.goto("/form/empty/")
        page.locator("#id_note").press_sequentially("Rang out")
        expect(page.locator("#session-ended")).to_be_visible()
        Handler.refusing.clear()
        other = page.context.new_page()
        with page.expect_response("**/drafts/"):
            other.goto("/desk/")
        expect(page.locator("#session-ended")).to_be_hidden()
        expect(page.locator("[data-draft-note]")).to_contain_text("Draft kept")

    browsing(story)


def test_the_end_is_announced_and_can_be_put_off(browsing: Browsing) -> None:
    def story(page: Page) -> None:
        page.clock.install()
        page.goto("/desk/")
        page.clock.fast_forward((1800 - 119) * 1000)
        warning = page.locator("#session-warning")
        expect(warning).to_be_visible()
        expect(warning).to_contain_text("2 minutes")
        page.get_by_role("button", name="Stay signed in").click()
        expect(warning).to_be_hidden()
        assert page.locator("meta[name=csrf-token]").get_attribute("content") == "fresh"

    browsing(story)
    assert len(sent_to("/session/extend/")) == 1


def test_the_end_is_told_when_it_comes(browsing: Browsing) -> None:
    def story(page: Page) -> None:
        page.clock.install()
        page.goto("/form/empty/")
        page.clock.fast_forward(1801 * 1000)
        expect(page.locator("#session-ended")).to_be_visible()

    browsing(story)


def test_progress_is_shown_and_leads_on(browsing: Browsing) -> None:
    def story(page: Page) -> None:
        page.goto("/progress/")
        page.wait_for_url("**/desk/?read")

    browsing(story)


def test_a_choice_asks_before_it_throws_away(browsing: Browsing) -> None:
    def story(page: Page) -> None:
        page.goto("/form/empty/")
        page.get_by_role("button", name="Throw away").click()
        dialog = page.get_by_role("dialog", name="Throw away what you typed?")
        expect(dialog).to_be_visible()
        dialog.get_by_role("button", name="No, go back").click()
        expect(dialog).to_be_hidden()
        page.get_by_role("button", name="Throw away").click()
        with page.expect_navigation():  # to its end: a browser that is closed on its way may never answer
            dialog.get_by_role("button", name="Throw away").click()

    browsing(story)
    assert len(sent_to("/form/")) == 1


def test_leaving_quickly_leaves_nothing_on_the_page(browsing: Browsing) -> None:
    def story(page: Page) -> None:
        page.context.route(
            re.compile("^https://"), lambda route: route.fulfill(body="Weather", content_type="text/html")
        )
        page.goto("/desk/")
        page.goto("/door/")
        page.get_by_role("link", name="Leave quickly").click()
        page.wait_for_url("https://www.bbc.co.uk/weather")
        page.go_back()
        assert "/door/" not in page.url

    browsing(story)


def test_the_error_summary_takes_the_focus_and_leads_to_the_box(browsing: Browsing) -> None:
    def story(page: Page) -> None:
        page.goto("/form/wrong/")
        expect(page.locator(".govuk-error-summary")).to_be_focused()
        page.get_by_role("link", name="The date of birth must be a real date").click()
        expect(page.locator("#id_born_on-day")).to_be_focused()

    browsing(story)
