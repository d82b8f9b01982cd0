"""A stop, and the rules of what may leave the desk."""

from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from connexions.ground.design.fields import Form
from connexions.practice.casework.models import Contact
from connexions.practice.outreach.actions.carrying import LABELS
from connexions.practice.outreach.actions.written import LONGEST

TIMES = ["%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p"]


class TimeField(forms.TimeField):
    """A time as people write it: 14:30, 2:30pm, 2pm."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=TIMES, **options)
        self.error_messages["invalid"] = "Enter a time like 2:30pm or 14:30"

    def to_python(self, value: Any) -> time | None:
        found: time | None = super().to_python(value.replace(" ", "") if isinstance(value, str) else value)
        return found


class StopForm(Form):
    """What a visit is about, and when."""

    about = forms.CharField(
        label="What it is about",
        max_length=200,
        required=False,
        help_text="It stands on the sheet: write no more than you would want found.",
    )
    at = TimeField(label="Time", required=False)


class CarryingForm(Form):
    """How much may leave the desk, and how it is locked."""

    most_people = forms.IntegerField(label=LABELS["most_people"], min_value=1, max_value=40)
    ends_at = TimeField(label=LABELS["ends_at"], help_text="From then on no device shows it.")
    lock_after_minutes = forms.IntegerField(
        label=LABELS["lock_after_minutes"],
        min_value=1,
        max_value=30,
        help_text="Minutes without a touch until the device asks for the passphrase again.",
    )
    wrong_tries = forms.IntegerField(
        label=LABELS["wrong_tries"],
        min_value=3,
        max_value=20,
        help_text="After so many wrong passphrases the sheet is wiped from the device.",
    )
    shortest_passphrase = forms.IntegerField(
        label=LABELS["shortest_passphrase"], min_value=12, max_value=64, help_text="In letters."
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class DecideForm(Form):
    """A contact that was written away, as it is to be recorded."""

    channel = forms.ChoiceField(label="How", choices=Contact.Channel.choices, widget=forms.RadioSelect)
    outcome = forms.ChoiceField(
        label="What happened", choices=Contact.Outcome.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label="Note", widget=forms.Textarea(attrs={"rows": 6}), required=False, max_length=LONGEST
    )

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"].strip()
        if not words and self.cleaned_data.get("outcome") == Contact.Outcome.SPOKE:
            raise ValidationError("Say in a few words what you spoke about")
        return words
