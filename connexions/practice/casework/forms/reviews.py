"""The day of a review, and what was decided on it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from connexions.ground.base import clock
from connexions.ground.design.fields import DateField, Form
from connexions.practice.casework.models import Review
from connexions.registers.people.models.young_person import LevelOfNeed


class DueForm(Form):
    """When to look again."""

    due_on = DateField(label="Review on", what="day of the review", earliest=clock.today)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class HoldForm(Form):
    """What was found and decided."""

    summary = forms.CharField(
        label="How things stand",
        help_text="What has changed, in their words and yours. They can read it.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
    )
    decision = forms.ChoiceField(
        label="What you decided together", widget=forms.RadioSelect, choices=Review.Decision.choices
    )
    new_level = forms.ChoiceField(label="Support from now on", widget=forms.RadioSelect, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, level: str, **options: Any) -> None:
        super().__init__(*args, **options)
        others = [(value, label) for value, label in LevelOfNeed.choices if value != level]
        self.fields["new_level"].choices = others  # type: ignore[attr-defined]

    def clean_new_level(self) -> str:
        level: str = self.cleaned_data["new_level"]
        if not level and self.cleaned_data.get("decision") == Review.Decision.CHANGE_LEVEL:
            raise ValidationError("Choose the level of support to change to")
        return level
