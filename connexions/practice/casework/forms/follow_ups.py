"""What is to be done, by whom, by when; and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from connexions.ground.design.fields import DateField, Form


class FollowUpForm(Form):
    """Something to do for a young person."""

    words = forms.CharField(label="What is to be done", max_length=300)
    due_on = DateField(label="By", what="day by which it is done")
    owner = forms.ChoiceField(label="Who does it", widget=forms.Select)

    def __init__(self, *args: Any, owners: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["owner"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(owners)


class SettleForm(Form):
    """What came of it."""

    came_of_it = forms.CharField(
        label="What came of it", max_length=300, required=False, help_text="Needed where it will not be done."
    )
