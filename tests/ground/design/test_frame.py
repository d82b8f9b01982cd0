"""The frame round every page, and the environment it is drawn in."""

import pytest
from django.template import engines
from django.test import RequestFactory, override_settings
from jinja2 import UndefinedError
from lxml import html

from connexions.ground.base.acting import Actor, Role
from connexions.ground.design.icons import icon, names
from tests.ground.design.gallery import JAY, PRIYA, context, draw, environment


def page(template: str, actor: Actor | None, **more: object) -> html.HtmlElement:
    request = RequestFactory().get("/desk/")
    told = {"request": request, "csrf_input": "", "csrf_token": "x", **context(actor), **more}
    return html.document_fromstring(environment().from_string(template).render(told))


def sections(desk: html.HtmlElement, *, hidden: str) -> list[str]:
    """The sections that stand in the nav at the width at which what bears `hidden` is not drawn."""
    links = desk.xpath(
        "//nav[@class='cx-nav']//a[not(ancestor::*[contains(@class, $hidden)])]", hidden=hidden
    )
    return [link.text.strip() for link in links]


DESK = '{% extends "design/desk.html" %}{% block title %}Plan{% endblock %}'
EITHER = "{% extends layout() %}{% block title %}Plan{% endblock %}"


def test_a_missing_variable_fails_the_page() -> None:
    with pytest.raises(UndefinedError):
        environment().from_string("{{ nobody }}").render()
    with pytest.raises(UndefinedError):
        environment().from_string("{{ given.part }}").render(given={})


def test_govuk_macros_may_be_given_little() -> None:
    tag = '{% from "govuk_frontend_jinja/components/tag/macro.html" import govukTag %}'
    drawn = environment().from_string(tag + '{{ govukTag({"text": "<b>"}) }}')
    assert "&lt;b&gt;" in drawn.render()


def test_what_is_written_into_a_page_is_escaped() -> None:
    assert engines["jinja2"].env.from_string("{{ x }}").render(x="<b>") == "&lt;b&gt;"


def test_the_title_says_page_and_place() -> None:
    assert page(DESK, PRIYA).findtext(".//title") == "Plan – Connexions Tyne and Wear"
    assert page(DESK, PRIYA, error=True).findtext(".//title") == "Error: Plan – Connexions Tyne and Wear"


def test_the_desk_says_who_i_am_and_where_i_can_go() -> None:
    desk = page(DESK, PRIYA)
    assert "Priya Nair" in desk.text_content()
    assert "Personal adviser" in desk.text_content()
    assert sections(desk, hidden="cx-nav__phone") == ["Today", "Young people", "Moving in"]
    assert desk.xpath("//nav//a[@aria-current]/@href") == ["/desk/"]
    assert desk.xpath("//form[@role='search']/@method") == ["post"]  # no name stands in an address


def test_on_a_phone_what_does_not_fit_in_the_row_waits_behind_more_and_nothing_is_said_twice() -> None:
    desk = page(DESK, PRIYA)
    assert sections(desk, hidden="cx-nav__desk") == ["Today", "Young people", "Moving in"]
    assert [link.text.strip() for link in desk.xpath("//nav//details//a")] == ["Moving in"]


def test_nobody_searches_who_may_not() -> None:
    analyst = Actor(role=Role.NATIONAL_ANALYST, partnership=0, name="A")
    assert page(DESK, analyst, find_href=None).xpath("//*[@data-find]") == []


def test_signed_out_there_is_nothing_of_anybody() -> None:
    door = page(EITHER, None)
    assert (
        door.xpath("//meta[@name='csrf-token'] | //meta[@name='session-expires-in'] | //dialog | //nav") == []
    )
    assert door.xpath("//a[@data-quick-exit]")


def test_staff_come_to_the_desk_and_others_to_the_door() -> None:
    assert page(EITHER, PRIYA).body.get("class").split()[-1] == "cx-desk"
    assert page(EITHER, JAY).body.get("class").split()[-1] == "cx-door"


def test_scripts_are_told_when_the_session_ends() -> None:
    told = page(DESK, PRIYA).xpath("//meta[@name='session-expires-in']")[0]
    assert (told.get("content"), told.get("data-extend")) == ("1800", "/session/extend/")


@pytest.mark.parametrize("name", ["400", "403", "404", "409", "429", "500"])
@override_settings(ROOT_URLCONF="tests.ground.design.nowhere")
def test_error_pages_need_neither_request_nor_database_nor_addresses(name: str) -> None:
    drawn = engines["jinja2"].env.get_template(f"{name}.html").render()
    assert html.document_fromstring(drawn).xpath("count(//h1)") == 1


@pytest.mark.parametrize("name", ["400", "403", "404", "409", "429"])
def test_a_refusals_sentence_is_shown_unchanged(name: str) -> None:
    drawn = (
        engines["jinja2"]
        .env.get_template(f"{name}.html")
        .render(sentence="Only Priya’s manager may <do> this.")
    )
    assert "Only Priya’s manager may <do> this." in html.document_fromstring(drawn).text_content()


def test_every_page_of_the_gallery_has_one_heading_and_no_inline_style_or_script() -> None:
    for path in ("/desk/", "/record/", "/plan/", "/wheel/", "/form/wrong/", "/door/", "/conflict/"):
        drawn = html.document_fromstring(draw(path))
        assert drawn.xpath("count(//h1)") == 1, path
        assert drawn.xpath("//*[@style] | //style | //script[not(@src)] | //*[@onclick]") == [], path


def test_a_form_carries_its_token_version_and_owner() -> None:
    form = html.document_fromstring(draw("/form/")).xpath("//main//form")[0]
    assert {"csrfmiddlewaretoken", "version", "draft_owner", "secret"} <= set(form.inputs.keys())
    assert form.inputs["version"].value == "3"
    assert (form.get("data-draft"), form.get("enctype")) == ("contact:7", "multipart/form-data")


def test_an_icon_that_is_not_there_is_named() -> None:
    assert "#i-eye" in icon("eye")
    with pytest.raises(ValueError, match="There is no icon 'owl'"):
        icon("owl")
    assert len(names()) > 20
