"""Fields and their refusals."""

import datetime as dt
from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from connexions.ground.design.fields import DateField, Form


class Visit(Form):
    """A visit that is planned."""

    on = DateField(label="Review on", what="date of the review")
    left_on = DateField(
        label="Date left", required=False, earliest=dt.date(2020, 1, 1), latest=lambda: dt.date(2026, 1, 1)
    )
    place = forms.CharField(label="Where, 100% sure?", max_length=5, required=False)
    how = forms.ChoiceField(label="How", choices=[("a", "A")])
    size = forms.IntegerField(label="How many", min_value=2, required=False)


def filled(**changes: str) -> Visit:
    data = {"on-day": "3", "on-month": "11", "on-year": "2026", "how": "a"} | {
        name.replace("__", "-"): value for name, value in changes.items()
    }
    query = QueryDict(mutable=True)
    query.update(data)
    return Visit(data=query)


def refusals(form: Visit) -> dict[str, Any]:
    return {name: list(texts) for name, texts in form.errors.items()}


def test_a_good_form_is_taken() -> None:
    form = filled()
    assert refusals(form) == {}
    assert form.cleaned_data["on"] == dt.date(2026, 11, 3)
    assert form.cleaned_data["left_on"] is None


def test_a_whole_date_without_boxes_is_taken() -> None:
    assert Visit(data={"on": "2026-11-03", "how": "a"}).is_valid()


@pytest.mark.parametrize(
    ("changes", "name", "said"),
    [
        ({"on__day": "", "on__month": "", "on__year": ""}, "on", "Enter the date of the review"),
        ({"on__year": ""}, "on", "The date of the review must include a year"),
        (
            {"left_on__day": "1", "left_on__month": "1", "left_on__year": "2019"},
            "left_on",
            "The date left must be 1 January 2020 or later",
        ),
        (
            {"left_on__day": "2", "left_on__month": "1", "left_on__year": "2026"},
            "left_on",
            "The date left must be 1 January 2026 or earlier",
        ),
        ({"place": "Newcastle"}, "place", "“Where, 100% sure?” must be 5 characters or fewer: it has 9"),
        ({"how": ""}, "how", "Choose an answer to “How”"),
        ({"how": "z"}, "how", "Choose one of the answers to “How”: “z” is not one of them"),
        ({"size": "1"}, "size", "“How many” must be 2 or more"),
        ({"size": "one"}, "size", "“How many” must be a whole number, like 15"),
    ],
)
def test_refusals_name_the_question_and_the_way_out(changes: dict[str, str], name: str, said: str) -> None:
    assert refusals(filled(**changes)) == {name: [said]}


def test_a_form_never_speaks_djangos_words() -> None:
    class All(Form):
        text = forms.CharField()
        mail = forms.EmailField()
        tick = forms.BooleanField(label="I know")
        many = forms.MultipleChoiceField(choices=[("a", "A")])

    said = All(data=QueryDict("mail=x")).errors
    assert said["text"] == ["Fill in “Text”"]
    assert said["mail"] == ["Enter an e-mail address like name@example.org"]
    assert said["tick"] == ["Tick “I know” to go on"]
    assert said["many"] == ["Choose an answer to “Many”"]


def test_a_refusal_of_ones_own_is_kept() -> None:
    class Own(Form):
        text = forms.CharField(error_messages={"required": "Say it."})

    assert Own(data={}).errors["text"] == ["Say it."]


def test_unchanged_dates_are_not_changes() -> None:
    field = DateField(label="On")
    on = dt.date(2026, 11, 3)
    assert not field.has_changed(
        on, field.widget.value_from_datadict({"x-day": "03", "x-month": "Nov", "x-year": "2026"}, {}, "x")
    )
    assert field.has_changed(
        on, field.widget.value_from_datadict({"x-day": "4", "x-month": "11", "x-year": "2026"}, {}, "x")
    )
    assert field.has_changed(on, field.widget.value_from_datadict({}, {}, "x"))
