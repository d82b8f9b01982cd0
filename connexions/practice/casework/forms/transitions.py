"""Preparing a change."""

from typing import Any

from django import forms

from connexions.ground.base import clock
from connexions.ground.design.fields import DateField, Form
from connexions.practice.casework.models import TransitionKind


class BeginForm(Form):
    """A change that is ahead."""

    kind = forms.ChoiceField(label="What changes", widget=forms.RadioSelect)
    on_day = DateField(label="Day of the change", what="day of the change", earliest=clock.today)
    to_whom = forms.CharField(
        label="Who helps from then on",
        help_text="A name, an organisation, a place. Leave it empty while you do not know.",
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, kinds: list[TransitionKind], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [(one.key, one.words) for one in kinds]  # type: ignore[attr-defined]


class ChangeForm(Form):
    """When, to whom, and what they need to know."""

    on_day = DateField(label="Day of the change", what="day of the change")
    to_whom = forms.CharField(
        label="Who helps from then on", help_text="A name, an organisation, a place.", max_length=200,
        required=False,
    )  # fmt: skip
    summary = forms.CharField(
        label="What they need to know",
        help_text="It stands on the hand-over summary. Only what helps, and what the young person agreed to.",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ConfirmForm(Form):
    """Who over there said yes."""

    who = forms.CharField(label="Who has said yes", help_text="A name and an organisation.", max_length=120)


class SettleForm(Form):
    """How it went, or why it is called off."""

    words = forms.CharField(label="In a few words", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
