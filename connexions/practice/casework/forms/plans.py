"""Goals, steps and agreement."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from connexions.ground.design.fields import DateField, Form
from connexions.practice.casework.models import Plan, Step

NEEDS_A_NAME = {Step.Owner.CARER, Step.Owner.PARTNER}


class GoalForm(Form):
    """What they want, in their words."""

    words = forms.CharField(
        label="Goal, in their own words", max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    factors = forms.TypedMultipleChoiceField(
        label="Needs it answers", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, factors: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["factors"].choices = factors  # type: ignore[attr-defined]


class StepForm(Form):
    """One thing somebody will do, by a day."""

    words = forms.CharField(
        label="Step", max_length=300, help_text="One thing, so small that it can be ticked."
    )
    owner = forms.ChoiceField(label="Who will do it", widget=forms.RadioSelect, choices=Step.Owner.choices)
    owner_name = forms.CharField(
        label="Their name", max_length=100, required=False, help_text="Of the carer or the agency."
    )
    due_on = DateField(label="By", what="day it is due")
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_owner_name(self) -> str:
        name: str = self.cleaned_data["owner_name"].strip()
        if not name and self.cleaned_data.get("owner") in NEEDS_A_NAME:
            raise ValidationError("Say which carer or agency")
        return name


class ReasonForm(Form):
    """Why: it stays in the plan, to be read."""

    reason = forms.CharField(label="Why", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class AgreeForm(Form):
    """They agree."""

    how = forms.ChoiceField(
        label="How they agreed",
        widget=forms.RadioSelect,
        choices=Plan.Agreement.choices[:2],
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class CloseForm(Form):
    """A plan's end."""

    summary = forms.CharField(label="How it ended", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
