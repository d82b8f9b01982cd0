"""What a young person is asked on their own page, in plain words."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from connexions.ground.design import words
from connexions.ground.design.fields import Form
from connexions.registers.people.categories import ALWAYS, Group, in_order
from connexions.trust.sharing import rules
from connexions.trust.sharing.forms.whom_and_what import WhatForm

LENGTHS = (1, 3, 6, 12, 24)  # months, as far as the partnership lets a consent last


def lengths(*, on: date, longest: int) -> list[tuple[str, str]]:
    """For how long, each with its last day: up to *longest* months."""
    offered = sorted({*(one for one in LENGTHS if one < longest), longest})
    return [
        (str(one), f"{words.count(one, 'month')}, until {words.day(rules.ends_by(on, one))}")
        for one in offered
    ]


class OwnWhomForm(Form):
    """Which organisations."""

    whom = forms.MultipleChoiceField(
        label="Who do you want to share with?",
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose one or several. You can stop each of them alone, at any time.",
        error_messages={"required": "Choose who you want to share with"},
    )

    def __init__(self, *args: Any, recipients: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["whom"].choices = recipients  # type: ignore[attr-defined]


class OwnWhatForm(WhatForm):
    """Which information, in their words."""

    own = True


class OwnWhyForm(Form):
    """What it is for."""

    purpose = forms.ChoiceField(
        label="What is it for?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is for"},
    )

    def __init__(self, *args: Any, purposes: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["purpose"].choices = purposes  # type: ignore[attr-defined]


class OwnUntilForm(Form):
    """For how long, from now."""

    months = forms.ChoiceField(
        label="For how long?",
        widget=forms.RadioSelect,
        help_text="It stops by itself then. You can stop it before, at any time.",
        error_messages={"required": "Choose for how long"},
    )

    def __init__(self, *args: Any, lengths: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["months"].choices = lengths  # type: ignore[attr-defined]


class OwnLessForm(Form):
    """What goes on, of what is shared already: all of it or less."""

    groups = forms.MultipleChoiceField(
        label="What may they go on seeing?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Take out what they should not see any more. They always see your name.",
    )

    def __init__(self, *args: Any, groups: Iterable[Group], **options: Any) -> None:
        super().__init__(*args, **options)
        offered = in_order(set(groups) - ALWAYS)
        self.fields["groups"].choices = [(one.value, one.own_label) for one in offered]  # type: ignore[attr-defined]
