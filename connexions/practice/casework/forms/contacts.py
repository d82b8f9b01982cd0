"""A contact, or a try at one."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from connexions.ground.base import clock
from connexions.ground.design.fields import DateField, Form
from connexions.practice.casework.models import Contact

TIMES = ["%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p"]


class TimeField(forms.TimeField):
    """A time as people write it: 14:30, 2:30pm, 2pm."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=TIMES, **options)
        self.error_messages["invalid"] = "Enter a time like 2:30pm or 14:30"

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(" ", "") if isinstance(value, str) else value)


class ContactForm(Form):
    """How, what came of it, what was said."""

    channel = forms.ChoiceField(label="How", choices=Contact.Channel.choices, widget=forms.RadioSelect)
    outcome = forms.ChoiceField(
        label="What happened", choices=Contact.Outcome.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="Note", widget=forms.Textarea(attrs={"rows": 4}), required=False, max_length=4000
    )
    met_on = DateField(label="When", what="day of the contact", latest=clock.today)
    time = TimeField(label="Time", required=False)
    try_again_on = DateField(
        label="Try again on",
        required=False,
        earliest=clock.today,
        help_text="If nobody was reached. Left empty, a working day soon is chosen.",
    )

    def clean_note(self) -> str:
        note: str = self.cleaned_data["note"].strip()
        if not note and self.cleaned_data.get("outcome") == Contact.Outcome.SPOKE:
            raise ValidationError("Say in a few words what you spoke about")
        return note


class QuickContactForm(Form):
    """The same in a corner of Today: whom by name, now."""

    who = forms.CharField(label="Who with", max_length=120)
    channel = forms.ChoiceField(
        label="How",
        choices=Contact.Channel.choices[:4],
        widget=forms.RadioSelect,
        initial=Contact.Channel.PHONE,
    )
    outcome = forms.ChoiceField(
        label="What happened", choices=Contact.Outcome.choices[:4], widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="Note", widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=4000
    )
    young_person = forms.UUIDField(required=False, widget=forms.HiddenInput)

    clean_note = ContactForm.clean_note
