"""Booking and moving: a free time, or another one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from connexions.ground.base import clock
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design.fields import DateField, Form
from connexions.ground.design.times import TimeField
from connexions.practice.appointments.models import Appointment
from connexions.practice.appointments.rules import times
from connexions.practice.appointments.rules.times import Span

OTHER = "other"


class OpenChoice(forms.ChoiceField):
    """A choice among free times: one that was free a minute ago may be sent, and the database decides."""

    def valid_value(self, value: Any) -> bool:
        return True


class SlotForm(Form):
    """When and where."""

    adviser = forms.UUIDField(widget=forms.HiddenInput)
    minutes = forms.IntegerField(widget=forms.HiddenInput, min_value=5, max_value=480)
    how = forms.ChoiceField(widget=forms.HiddenInput, choices=Appointment.How.choices)
    slot = OpenChoice(label="When", widget=forms.RadioSelect)
    other_on = DateField(label="Day", what="day of the appointment", required=False, earliest=clock.today)
    other_time = TimeField(label="Time", required=False)
    room = forms.ChoiceField(label="Room", required=False)
    where = forms.CharField(label="Where you will meet", required=False, max_length=200)
    sure = forms.BooleanField(label="Book it all the same", required=False)

    def __init__(
        self, *args: Any, offers: list[tuple[str, str]], rooms: list[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["slot"].choices = [*offers, (OTHER, "Another time")]  # type: ignore[attr-defined]
        self.fields["room"].choices = [("", "Choose a room"), *rooms]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        slot, minutes = told.get("slot"), told.get("minutes")
        if not slot or not minutes:
            return told
        try:
            told["span"], told["room_id"] = self._typed(told) if slot == OTHER else _chosen(slot, minutes)
        except NotPossible as refusal:
            self.add_error("other_time" if slot == OTHER else "slot", refusal.sentence)
        if told.get("how") == Appointment.How.ELSEWHERE and not told.get("where", "").strip():
            self.add_error("where", "Say where you will meet")
        return told

    def _typed(self, told: dict[str, Any]) -> tuple[Span | None, UUID | None]:
        day, at = told.get("other_on"), told.get("other_time")
        if day is None and "other_on" not in self.errors:
            self.add_error(
                "other_on", ValidationError("Enter the day of the appointment", code="date day month year")
            )
        if at is None and "other_time" not in self.errors:
            self.add_error("other_time", "Enter a time like 2:30pm or 14:30")
        room = told.get("room") or None
        if told.get("how") == Appointment.How.ROOM and room is None:
            self.add_error("room", "Choose a room")
        if day is None or at is None:
            return None, None
        return times.span(day, at, told["minutes"]), UUID(room) if room else None


def _chosen(slot: str, minutes: int) -> tuple[Span, UUID | None]:
    """What the value of a free time says. Raises ``NotPossible`` for what is none."""
    starts, _, room = slot.partition("|")
    try:
        starts_at = datetime.fromisoformat(starts)
        room_id = UUID(room) if room else None
    except ValueError:
        raise NotPossible("Choose one of the times, or give another.") from None
    if starts_at.tzinfo is None:
        raise NotPossible("Choose one of the times, or give another.")
    return times.lasting(starts_at, minutes), room_id


class BookForm(SlotForm):
    """And what for, who comes, what they need."""

    purpose = forms.CharField(
        label="What for",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="In plain words, as you would say it to them. It is in no text or e-mail.",
    )
    with_carer = forms.BooleanField(label="A carer comes too", required=False)
    with_interpreter = forms.BooleanField(label="An interpreter is needed", required=False)
    with_other = forms.CharField(label="Who else comes", required=False, max_length=100)
    step_free = forms.BooleanField(label="A step-free place is needed", required=False)
    needs = forms.CharField(label="What else they need", required=False, max_length=200)


class MoveForm(SlotForm):
    """And why it is moved."""

    reason = forms.CharField(label="Why it is moved", required=False, max_length=300)


class CancelForm(Form):
    """By whom, and why."""

    whose = forms.ChoiceField(
        label="Who cancels", choices=[("them", "They do"), ("us", "We do")], widget=forms.RadioSelect
    )
    reason = forms.CharField(label="Why", max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class CameForm(Form):
    """What was said: the contact itself."""

    note = forms.CharField(
        label="What you spoke about", widget=forms.Textarea(attrs={"rows": 5}), max_length=4000
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class MissedForm(Form):
    """What follows a missed one."""

    NEXT = [
        ("try", "Try again"),
        ("offer", "Offer another appointment"),
        ("carer", "Tell their carer"),
        ("letter", "Send a letter"),
    ]
    next_step = forms.ChoiceField(label="What is next", choices=NEXT, widget=forms.RadioSelect)
    try_again_on = DateField(
        label="Comes up again on", required=False, earliest=clock.today, help_text="On your Today."
    )
    note = forms.CharField(
        label="What you know of it", widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=1000
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
