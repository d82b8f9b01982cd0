"""The day of a review, what was found of each step, what was decided; and why there is none for a time."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from connexions.ground.base import clock
from connexions.ground.design.fields import DateField, Form
from connexions.practice.casework.models import Reason, Review, StepLook
from connexions.registers.people.models.young_person import LevelOfNeed


class DueForm(Form):
    """When to look again."""

    due_on = DateField(label="Review on", what="day of the review", earliest=clock.today)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class HoldForm(Form):
    """What was found and decided."""

    review = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    held_on = DateField(label="Held on", what="day on which it was held", latest=clock.today)
    present = forms.MultipleChoiceField(
        label="Who was there",
        widget=forms.CheckboxSelectMultiple,
        choices=Review.Present.choices,
        required=False,
    )
    others = forms.CharField(
        label="Their names", max_length=200, required=False, help_text="Of carers and other agencies."
    )
    they_say = forms.CharField(
        label="What they say",
        help_text="In the young person’s own words.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
    )
    summary = forms.CharField(
        label="How things stand",
        help_text="What has changed, as you see it. They can read it.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
    )
    decision = forms.ChoiceField(
        label="What you decided together", widget=forms.RadioSelect, choices=Review.Decision.choices
    )
    new_level = forms.ChoiceField(label="Support from now on", widget=forms.RadioSelect, required=False)
    reason = forms.ChoiceField(label="Why support ends", required=False)
    ending = forms.CharField(
        label="End summary",
        help_text="In plain words, to the young person: what you did together, and where to ask for help.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        required=False,
    )

    def __init__(self, *args: Any, level: str, reasons: list[Reason], **options: Any) -> None:
        super().__init__(*args, **options)
        others = [(value, label) for value, label in LevelOfNeed.choices if value != level]
        self.fields["new_level"].choices = others  # type: ignore[attr-defined]
        self.fields["reason"].choices = [("", "Choose"), *listed(reasons)]  # type: ignore[attr-defined]

    def clean_new_level(self) -> str:
        level: str = self.cleaned_data["new_level"]
        if not level and self.cleaned_data.get("decision") == Review.Decision.CHANGE_LEVEL:
            raise ValidationError("Choose the level of support to change to")
        return level

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if not reason and self.cleaned_data.get("decision") == Review.Decision.CLOSE:
            raise ValidationError("Choose why support ends")
        return reason

    def clean_ending(self) -> str:
        ending: str = self.cleaned_data["ending"].strip()
        if not ending and self.cleaned_data.get("decision") == Review.Decision.CLOSE:
            raise ValidationError("Write the end summary: it goes to the young person")
        return ending


class StepLookForm(Form):
    """How one step stands."""

    found = forms.ChoiceField(label="How it stands", widget=forms.RadioSelect, choices=StepLook.Found.choices)
    new_day = DateField(label="By", what="new day", earliest=clock.today, required=False)
    words = forms.CharField(
        label="In a few words",
        help_text="Needed where it is dropped: it stays in the plan to be read.",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("found") == StepLook.Found.NEW_DAY and not told.get("new_day"):
            self.add_error("new_day", "Give this step a day that is still to come")
        if told.get("found") == StepLook.Found.DROPPED and not (told.get("words") or "").strip():
            self.add_error("words", "Say why this step is dropped")
        return told


class ExemptionForm(Form):
    """No review until a day, because."""

    reason = forms.ChoiceField(label="Why", widget=forms.RadioSelect)
    words = forms.CharField(
        label="In your own words", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    until_on = DateField(
        label="Review again on",
        what="day on which it is due again",
        help_text="It falls due by itself on this day.",
        earliest=clock.today,
    )

    def __init__(self, *args: Any, reasons: list[Reason], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].choices = listed(reasons)  # type: ignore[attr-defined]


def listed(reasons: list[Reason]) -> list[tuple[str, str]]:
    """Reasons as choices, saying where a manager has to agree."""
    return [
        (one.key, f"{one.words} (a manager agrees)" if one.needs_manager else one.words) for one in reasons
    ]
