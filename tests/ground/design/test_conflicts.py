"""Two people edited the same thing."""

import datetime as dt
from typing import Any

import pytest
from django.http import QueryDict
from lxml import html

from connexions.ground.base.refusals import Conflict, Difference
from connexions.ground.design.conflicts import compare, settle
from tests.ground.design.gallery import ANSWERS, Questions, draw, sent

THEIRS: dict[str, Any] = {
    "name": "Jayden",
    "born_on": dt.date(2009, 5, 15),
    "doing": "c",
    "agreed": False,
    "needs": ["bsl", "big"],
}


def page_of(theirs: dict[str, Any]) -> html.HtmlElement:
    """The choice as a page would carry it, without the frame."""
    form = Questions(data=sent(ANSWERS))
    differences = [Difference(name, name, value, None) for name, value in theirs.items()]
    told = compare(form, Conflict("x", version=8, differences=differences))
    boxes = "".join(f'<input name="{box}" value="{value}">' for box, value in sent(ANSWERS).items())
    for one in told:
        boxes += f'<input type="radio" name="keep:{one["name"]}" value="theirs">'
        boxes += f'<input type="radio" name="keep:{one["name"]}" value="mine" checked>'
        boxes += "".join(f'<input name="theirs:{box}" value="{value}">' for box, value in one["typed"])
    return html.document_fromstring(f"<form>{boxes}</form>").forms[0]


def chosen(page: html.HtmlElement, *theirs: str) -> dict[str, Any]:
    query = QueryDict(mutable=True)
    for box, value in page.form_values():
        if box.startswith("keep:") and box.removeprefix("keep:") in theirs:
            value = "theirs"
        query.appendlist(box, value)
    form = Questions(data=settle(query))
    form.full_clean()
    return form.cleaned_data


@pytest.mark.parametrize("name", THEIRS)
def test_theirs_takes_the_place_of_mine(name: str) -> None:
    mine, taken = chosen(page_of(THEIRS)), chosen(page_of(THEIRS), name)
    if name == "agreed":
        assert "agreed" not in taken  # it is required, and theirs is not ticked
    else:
        assert taken[name] == THEIRS[name]
    others = set(mine) & set(taken) - {name}
    assert {other: taken[other] for other in others} == {other: mine[other] for other in others}


def test_mine_stays_where_nothing_else_is_chosen() -> None:
    form = Questions(data=sent(ANSWERS))
    form.full_clean()
    assert chosen(page_of(THEIRS)) == form.cleaned_data


def test_an_ordinary_post_is_left_as_it_is() -> None:
    query = sent({"on-day": "3", "note": "theirs: no"})
    assert settle(query).dict() == query.dict()


def test_the_page_shows_both_texts_in_words() -> None:
    text = html.document_fromstring(draw("/conflict/")).text_content()
    for said in ("Tom Ridley wrote", "15 May 2009", "14 May 2009", "A job", "College", "Jay & <b>Lee</b>"):
        assert said in text
    assert 'name="version" value="8"' in draw("/conflict/")
