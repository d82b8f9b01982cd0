"""Questions as HTML."""

import re

import pytest
from django import forms
from django.http import QueryDict
from lxml import html
from markupsafe import Markup

from connexions.ground.design.fields import DateField, Form
from connexions.ground.design.questions import error_summary, field
from tests.ground.design.gallery import ANSWERS, WRONG, Questions, sent


def drawn(markup: Markup) -> html.HtmlElement:
    return html.fragment_fromstring(str(markup), create_parent="div")


@pytest.mark.parametrize(
    "name", [name for name in Questions.base_fields if name not in ("secret", "password", "paper")]
)
def test_what_was_answered_is_shown_again(name: str) -> None:
    """The drawn question, sent back as it stands, gives the same answer."""
    form = Questions(data=sent(ANSWERS))
    page = html.document_fromstring(f"<form>{field(form[name])}</form>")
    back = QueryDict(mutable=True)
    for box, value in page.forms[0].form_values():
        back.appendlist(box, value)
    again = Questions(data=back)
    form.full_clean()
    again.full_clean()
    assert again.cleaned_data[name] == form.cleaned_data[name]


@pytest.mark.parametrize("name", Questions.base_fields)
def test_every_box_has_a_name_that_is_read_out(name: str) -> None:
    page = drawn(field(Questions()[name]))
    for box in page.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        wraps = box.getparent().tag == "label"
        assert wraps or page.xpath(f"//label[@for='{box.get('id')}']"), name


@pytest.mark.parametrize(
    "name", ["name", "email", "note", "born_on", "doing", "how", "outcome", "needs", "agreed"]
)
def test_a_refusal_stands_by_its_question_and_is_read_out_with_it(name: str) -> None:
    form = Questions(data=sent(WRONG))
    page = drawn(field(form[name], look="chips") if name == "how" else field(form[name]))
    said = page.xpath("//p[contains(@class, 'govuk-error-message')]")[0]
    assert form.errors[name][0] in said.text_content()
    described = " ".join(page.xpath("//*/@aria-describedby")).split()
    assert said.get("id") in described


def test_only_the_wrong_box_of_a_date_is_marked() -> None:
    page = drawn(field(Questions(data=sent(WRONG))["born_on"]))
    marked = [box.get("name") for box in page.xpath("//input[contains(@class, 'govuk-input--error')]")]
    assert marked == ["born_on-day"]


def test_the_summary_leads_to_every_refused_question() -> None:
    form = Questions(data=sent(WRONG))
    page = drawn(Markup("").join(field(bound) for bound in form) + error_summary(form))
    links = page.xpath("//div[contains(@class, 'govuk-error-summary')]//a/@href")
    assert len(links) == len(form.errors)
    ids = set(page.xpath("//*/@id"))
    assert [link for link in links if link[1:] not in ids] == []


def test_no_summary_where_all_is_well() -> None:
    assert error_summary(Questions()) == ""


def test_what_concerns_the_whole_form_is_said_without_a_link() -> None:
    form = Questions(data=sent(ANSWERS))
    form.add_error(None, "These two <cannot> both be.")
    summary = drawn(error_summary(form))
    assert "These two <cannot> both be." in summary.text_content()


def test_nothing_typed_becomes_html() -> None:
    evil = "<script>x</script>"

    class Evil(Form):
        text = forms.CharField(label=evil, help_text=evil, initial=evil)
        long = forms.CharField(label=evil, widget=forms.Textarea, initial=evil)
        pick = forms.ChoiceField(label=evil, choices=[(evil, evil), (evil, [(evil, evil)])])
        radio = forms.ChoiceField(label=evil, choices=[(evil, evil)], widget=forms.RadioSelect)
        on = DateField(label=evil, initial=evil)

    form = Evil()
    page = Markup("").join([*(field(bound) for bound in form), field(form["radio"], look="chips", hint=evil)])
    assert evil not in page


def test_what_may_be_left_out_says_so() -> None:
    form = Questions()
    assert "E-mail address (optional)" in field(form["email"])
    assert "optional" not in field(form["email"], optional=False)
    assert "optional" not in field(form["name"])


def test_a_choice_can_show_more() -> None:
    page = drawn(field(Questions()["outcome"], reveal={"spoke": Markup("<p>More</p>")}))
    choice = page.xpath("//input[@value='spoke']")[0]
    assert page.xpath(f"//div[@id='{choice.get('data-shows')}']")[0].text_content().strip() == "More"


def test_ids_are_never_given_twice() -> None:
    form = Questions(data=sent(WRONG))
    page = Markup("").join(field(bound) for bound in form)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
