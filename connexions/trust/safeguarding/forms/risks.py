"""A risk note: whose risk it is first, then the rest; and what is said against one."""

from typing import Any

from django import forms

from connexions.ground.base import clock
from connexions.ground.design.fields import DateField, Form
from connexions.trust.safeguarding.actions.risks import Said
from connexions.trust.safeguarding.models import RiskNote


class RiskForm(Form):
    """What a risk note says."""

    whose = forms.ChoiceField(
        label="Whose risk is it?", choices=RiskNote.Direction.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label="What is the risk?",
        help_text="Who may do what to whom, and where. Not what somebody is.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )
    visit = forms.CharField(
        label="What to do on a visit",
        help_text="Where and how they are met, not only where not.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
    )
    severity = forms.ChoiceField(
        label="How serious?", choices=RiskNote.Severity.choices, widget=forms.RadioSelect
    )
    source = forms.CharField(
        label="Who said so?", help_text="The police; their mother; I saw it.", max_length=100
    )
    said_on = DateField(label="When did they say so?", what="day on which they said so", latest=clock.today)
    ends_on = DateField(label="Ends on", what="day on which it ends")
    review_on = DateField(label="Look at it again on", what="day to look at it again")
    known_to_them = forms.ChoiceField(
        label="Does the young person know of this note?",
        choices=[("yes", "Yes, and they see it on their own page"), ("no", "No: it would be unsafe")],
        widget=forms.RadioSelect,
    )
    why_unknown = forms.CharField(
        label="Why would it be unsafe for them to know?", max_length=300, required=False
    )
    sure = forms.BooleanField(
        label="I have read what the page says about this wording, and it stays as it is", required=False
    )
    why = forms.CharField(label="Why is it changed?", max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, changes: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not changes:
            del self.fields["why"]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("known_to_them") == "no" and not told.get("why_unknown"):
            self.add_error("why_unknown", "Say why they do not know of it")
        return told

    @property
    def said(self) -> Said:
        told = self.cleaned_data
        names = ("whose", "words", "visit", "severity", "source", "said_on", "ends_on", "review_on", "sure")
        known = told["known_to_them"] == "yes"
        return Said(
            **{name: told[name] for name in names},
            known_to_them=known,
            why_unknown="" if known else told["why_unknown"],
        )


def initial(note: RiskNote) -> dict[str, Any]:
    """What stands in the form: the note as it is."""
    names = (
        "whose",
        "words",
        "visit",
        "severity",
        "source",
        "said_on",
        "ends_on",
        "review_on",
        "why_unknown",
        "version",
    )
    return {name: getattr(note, name) for name in names} | {
        "known_to_them": "yes" if note.known_to_them else "no"
    }


class CheckForm(Form):
    """How somebody made sure of it."""

    how = forms.CharField(
        label="How did you make sure of it?", help_text="Rang the police, log 221.", max_length=200
    )


class TakeBackForm(Form):
    """Why a note is taken back."""

    why = forms.CharField(
        label="Why is it taken back?", widget=forms.Textarea(attrs={"rows": 2}), max_length=1000
    )


class ChallengeForm(Form):
    """What is wrong with a note."""

    words = forms.CharField(
        label="What is wrong with it?", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


class AnswerForm(Form):
    """The answer to a challenge."""

    upheld = forms.ChoiceField(
        label="Is the challenge right?",
        choices=[("take_back", "Yes: take the note back"), ("no", "No: it stays as it is")],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label="What do you say to them?", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
