"""Telling without consent: under which law, why, and whether they are told of it."""

from typing import Any

from django import forms

from connexions.ground.base import clock
from connexions.ground.design.fields import DateField, Form


class LawForm(Form):
    """Under which law, and why."""

    gateway = forms.ChoiceField(label="Which law lets us tell it?", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why must it be told without their agreement?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What you know, why it cannot wait or be asked, and why this much and no more.",
    )

    def __init__(self, *args: Any, gateways: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["gateway"].choices = gateways  # type: ignore[attr-defined]


class TellForm(Form):
    """Whether the young person sees it."""

    tell = forms.ChoiceField(
        label="Will they see that we told this?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes, on their own page"), ("no", "No: that would be unsafe")],
    )
    why_not = forms.CharField(
        label="Why would it be unsafe?",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    review_on = DateField(
        label="Look at this again on", what="day to look again", required=False, earliest=clock.today
    )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("tell") == "no":
            if not (told.get("why_not") or "").strip():
                self.add_error("why_not", "Say why it would be unsafe")
            if not told.get("review_on") and "review_on" not in self.errors:
                self.add_error("review_on", "Say when this is looked at again")
        return told


class RulesForm(Form):
    """How long a consent may last, and when it is asked again."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    longest_months = forms.IntegerField(label="A consent lasts at most, in months", min_value=1, max_value=24)
    usual_months = forms.IntegerField(label="What the form suggests, in months", min_value=1, max_value=24)
    ask_again_days = forms.IntegerField(
        label="Ask again so many days before it ends", min_value=1, max_value=180
    )


class DeclineForm(Form):
    """Not agreeing."""

    why = forms.CharField(label="Why is it not to be told?", max_length=500)


class ReviewForm(TellForm):
    """Looking again whether they can be told."""

    tell = forms.ChoiceField(
        label="Can they see it now?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes, show it to them"), ("no", "No: that would still be unsafe")],
    )


class ObjectionForm(Form):
    """That somebody objects to other information being told."""

    words = forms.CharField(
        label="What they said", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
