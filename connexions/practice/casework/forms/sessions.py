"""A group session, and whom to put on its register."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from connexions.ground.design.fields import DateField, Form
from connexions.practice.casework.forms.contacts import TimeField, note_field
from connexions.practice.casework.models import Attendance, GroupSession
from connexions.practice.casework.queries.sessions import YEARS, Whom


class SessionForm(Form):
    """What it is, when and where."""

    title = forms.CharField(label="What it is called", max_length=120)
    kind = forms.ChoiceField(label="Kind", choices=GroupSession.Kind.choices, widget=forms.RadioSelect)
    held_on = DateField(label="Day", what="day of the session")
    time = TimeField(label="Time")
    minutes = forms.IntegerField(label="How many minutes", required=False, min_value=0, max_value=1440)
    place = forms.CharField(label="Where", max_length=120, required=False)
    topic = forms.CharField(
        label="Topic", max_length=300, required=False, help_text="Stands on the record of everybody who came."
    )
    notes = note_field("Notes about the group", help_text="Without names: they are on nobody’s record.")

    def told(self) -> dict[str, Any]:
        """The same, as a session has it."""
        answers = dict(self.cleaned_data)
        day, time = answers.pop("held_on"), answers.pop("time")
        at = timezone.make_aware(datetime.combine(day, time))
        return answers | {"at": at, "notes": answers["notes"].strip()}


class WhomForm(forms.Form):
    """Whom to offer; anything odd is as though it were not asked."""

    mine = forms.ChoiceField(choices=[("yes", ""), ("no", "")], required=False)
    words = forms.CharField(required=False, max_length=120)
    school = forms.CharField(required=False, max_length=120)
    year = forms.TypedChoiceField(
        choices=[(str(year), "") for year in YEARS], coerce=int, empty_value=None, required=False
    )

    def whom(self) -> Whom:
        """What was asked."""
        self.is_valid()
        told = self.cleaned_data
        return Whom(
            mine=told.get("mine") != "no",
            words=told.get("words") or "",
            school=told.get("school") or "",
            year=told.get("year"),
        )


class MarkForm(Form):
    """A mark put right after the register was closed."""

    mark = forms.ChoiceField(label="They were", choices=Attendance.Mark.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label="Reason, where they were absent", max_length=200, required=False)
    because = forms.CharField(label="Why is it put right?", max_length=300)


class CancelForm(Form):
    """Why a session did not take place."""

    because = forms.CharField(label="Why did it not take place?", max_length=300)
