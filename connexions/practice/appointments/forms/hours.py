"""Hours, rooms, opening times and the rules of the diary."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from connexions.ground.base import clock
from connexions.ground.design.fields import DateField, Form
from connexions.ground.design.times import TimeField
from connexions.practice.appointments.models import AdviserSession
from connexions.practice.appointments.models.hours import WEEKDAYS
from connexions.registers.partners.models import Centre

Kind = AdviserSession.Kind


class HoursForm(Form):
    """When an adviser sees people, or is away."""

    kind = forms.ChoiceField(
        label="What", choices=Kind.choices, widget=forms.RadioSelect, initial=Kind.WEEKLY
    )
    weekday = forms.TypedChoiceField(
        label="Day of the week",
        choices=[("", "Choose a day"), *WEEKDAYS],
        coerce=int,
        empty_value=None,
        required=False,
    )
    from_on = DateField(label="From", what="first day")
    until_on = DateField(
        label="Until", what="last day", required=False, help_text="The last day. Left empty, it goes on."
    )
    starts = TimeField(label="Begins at", required=False)
    ends = TimeField(label="Ends at", required=False)
    centre_id = forms.TypedChoiceField(label="Where", coerce=int, empty_value=None, required=False)
    slot_minutes = forms.IntegerField(label="Minutes of a slot", min_value=5, max_value=240)
    drop_in = forms.BooleanField(label="For people who drop in: nothing is booked then", required=False)
    note = forms.CharField(label="Note", required=False, max_length=100)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, centres: list[Centre], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["centre_id"].choices = [  # type: ignore[attr-defined]
            ("", "At no centre in particular"),
            *((one.pk, one.name) for one in centres),
        ]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("kind") == Kind.WEEKLY and told.get("weekday") is None:
            self.add_error("weekday", "Choose a day of the week")
        if told.get("kind") != Kind.AWAY:
            for name in ("starts", "ends"):
                if told.get(name) is None and name not in self.errors:
                    self.add_error(name, "Enter a time like 2:30pm or 14:30")
        return told


class RoomForm(Form):
    """A room."""

    name = forms.CharField(label="Name", max_length=60)
    people = forms.IntegerField(label="People it holds", min_value=1, max_value=200, initial=4)
    step_free = forms.BooleanField(label="It can be reached without a step", required=False, initial=True)
    note = forms.CharField(
        label="Note", required=False, max_length=200, help_text="Hearing loop, screen, how to find it."
    )
    closed_on = DateField(label="Not used from", what="first day on which it is not used", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class OpeningForm(Form):
    """When a centre is open, day by day; an empty line is a day on which it is shut."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for number, name in WEEKDAYS:
            self.fields[f"opens_{number}"] = TimeField(label=f"{name}, opens", required=False)
            self.fields[f"closes_{number}"] = TimeField(label=f"{name}, closes", required=False)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        told["times"] = {}
        for number, name in WEEKDAYS:
            opens, closes = told.get(f"opens_{number}"), told.get(f"closes_{number}")
            if bool(opens) != bool(closes) and not {f"opens_{number}", f"closes_{number}"} & set(self.errors):
                self.add_error(
                    f"closes_{number}" if opens else f"opens_{number}", f"Enter both times of {name}, or none"
                )
            elif opens and closes and closes <= opens:
                self.add_error(f"closes_{number}", f"On {name} the centre must close later than it opens")
            else:
                told["times"][number] = (opens, closes) if opens and closes else None
        return told


class ShutForm(Form):
    """A day on which a centre stays shut."""

    on = DateField(label="Shut on", what="day on which it is shut", earliest=clock.today)
    why = forms.CharField(label="Why", required=False, max_length=100)


class RulesForm(Form):
    """How the diary is kept."""

    remind = forms.CharField(
        label="Remind so many hours before",
        required=False,
        max_length=40,
        help_text="One or more numbers: 24, 2. Left empty, nobody is reminded.",
    )
    quiet_from = TimeField(label="Nothing is sent from")
    quiet_until = TimeField(label="until")
    slot_minutes = forms.IntegerField(
        label="Minutes of a slot, unless said otherwise", min_value=5, max_value=240
    )
    missed_in_a_row = forms.IntegerField(
        label="Missed in a row before another way is suggested", min_value=2, max_value=20
    )
    try_again_days = forms.IntegerField(
        label="Days until a missed one comes up again", min_value=0, max_value=60
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_remind(self) -> list[int]:
        typed = [word for word in re.split(r"[\s,;]+|and", self.cleaned_data["remind"]) if word]
        if (
            not all(re.fullmatch(r"[0-9]{1,3}", word) and 0 < int(word) <= 336 for word in typed)
            or len(typed) > 5
        ):
            raise ValidationError("Enter up to five whole numbers of hours from 1 to 336, like 24, 2")
        return [int(word) for word in typed]
