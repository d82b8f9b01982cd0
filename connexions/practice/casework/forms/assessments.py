"""How one factor stands, what that rests on, who was there, and an assessment's end."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from connexions.ground.base import clock
from connexions.ground.design.fields import DateField, Form
from connexions.practice.casework.models import Contact, Evidence

NOT_EXPLORED = ("", "Not explored")
LEVELS = ("young_person_level", "adviser_level")
# What somebody may write down by hand; a contact is picked from the record.
BY_HAND = [choice for choice in Evidence.Source.choices if choice[0] != Evidence.Source.CONTACT]


class LevelField(forms.TypedChoiceField):
    """A level of the scale, the strongest first; nothing is "not explored"."""

    def __init__(self, label: str) -> None:
        super().__init__(label=label, required=False, coerce=int, empty_value=None, widget=forms.RadioSelect)


def lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class RatingForm(Form):
    """Both views of one factor, and one more thing that they rest on."""

    young_person_level = LevelField("The young person says")
    adviser_level = LevelField("You say")
    not_explored = forms.CharField(
        label="Why was it not explored?",
        help_text="Only if neither of you rates it: no time left, did not want to talk about it.",
        required=False,
        max_length=300,
    )
    difference = forms.CharField(
        label="You see this differently. Why, in a few words?",
        help_text="Only if the two differ.",
        widget=lines(2),
        required=False,
        max_length=1000,
    )
    rests_on = forms.CharField(
        label="What this rests on",
        help_text="One thing at a time.",
        widget=lines(2),
        required=False,
        max_length=4000,
    )
    source = forms.ChoiceField(label="Where from", choices=BY_HAND, required=False, widget=forms.RadioSelect)
    who = forms.CharField(label="Who, or which document", required=False, max_length=120)
    said_on = DateField(label="When", what="date", required=False, latest=clock.today)
    strengths = forms.CharField(
        label="Strengths to build on", widget=lines(2), required=False, max_length=2000
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, scale: Iterable[Mapping[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        levels = [(one["level"], one["label"]) for one in scale]
        for name in LEVELS:
            self.fields[name].choices = [*reversed(levels), NOT_EXPLORED]  # type: ignore[attr-defined]

    @property
    def is_answered(self) -> bool:
        """Whether a level, or "not explored", was chosen by either."""
        return any(name in self.data for name in LEVELS)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("rests_on") and not told.get("source") and "source" not in self.errors:
            self.add_error("source", "Choose who said it or where it is from.")
        rated = any(told.get(name) is not None for name in LEVELS)
        if self.is_answered and not rated and not told.get("not_explored") and not self.errors:
            self.add_error("not_explored", "Say why it was not explored: a few words will do.")
        written = any(told.get(name) for name in ("rests_on", "difference", "strengths", "not_explored"))
        if not self.is_answered and (not written or told.get("difference") or told.get("strengths")):
            self.add_error("adviser_level", "Choose a level, or “Not explored”.")
        return told


class FinishForm(Form):
    """The whole in a few words."""

    summary = forms.CharField(
        label="The whole in a few words",
        help_text="Strengths first; then what matters most now. They can read it.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=4000,
    )


class SittingForm(Form):
    """Who was there, on which day."""

    held_on = DateField(label="When did you meet?", what="date of the meeting", latest=clock.today)
    with_young_person = forms.TypedChoiceField(
        label="Was the young person there?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda told: told == "yes",
        widget=forms.RadioSelect,
    )
    others = forms.CharField(
        label="Who else was there?",
        help_text="A parent, a teacher, another worker. Leave it empty if nobody was.",
        required=False,
        max_length=200,
    )


class TheirsForm(Form):
    """A young person's own answer about one thing, in plain words."""

    level = LevelField("How is it?")
    words = forms.CharField(
        label="Anything you want to say about it?", widget=lines(3), required=False, max_length=2000
    )

    def __init__(self, *args: Any, scale: Iterable[Mapping[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        levels = [(one["level"], one.get("plain") or one["label"]) for one in scale]
        self.fields["level"].choices = [*reversed(levels), ("", "I would rather not say")]  # type: ignore[attr-defined]

    @property
    def is_answered(self) -> bool:
        return "level" in self.data


class FromRecordForm(Form):
    """Contacts of the record that a rating rests on."""

    contacts = forms.MultipleChoiceField(
        label="Which of these does it rest on?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one, or go back."},
    )

    def __init__(self, *args: Any, found: Iterable[Contact], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["contacts"].choices = [(str(one.pk), one.note[:200]) for one in found]  # type: ignore[attr-defined]


def day_of(told: Mapping[str, Any], today: date) -> date:
    """The day that was given; today where none was."""
    given: date | None = told.get("said_on")
    return given or today
