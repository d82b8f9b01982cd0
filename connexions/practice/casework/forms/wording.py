"""Rules, reasons and kinds of change, as a partnership says them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from connexions.ground.base import clock
from connexions.ground.design.fields import DateField, Form
from connexions.practice.casework.models import ReviewRule, TransitionKind
from connexions.registers.people.models.young_person import LevelOfNeed


class EditionForm(Form):
    """What every edition has."""

    from_on = DateField(label="Holds from", what="day from which it holds", earliest=clock.today)
    edition = forms.IntegerField(widget=forms.HiddenInput)
    in_use = forms.BooleanField(label="In use", required=False)


class RuleForm(EditionForm):
    """When a review is due."""

    event = forms.ChoiceField(label="What has happened", choices=ReviewRule.Event.choices)
    level = forms.ChoiceField(
        label="Level of support", choices=[("", "Any"), *LevelOfNeed.choices], required=False
    )
    within_weeks = forms.IntegerField(label="Review within (weeks)", min_value=1, max_value=104)
    after = forms.IntegerField(
        label="After how many tries",
        help_text="Only for tries that failed.",
        min_value=1,
        max_value=20,
        required=False,
    )
    why = forms.CharField(
        label="Why, in words", help_text="It stands beside the day of the review.", max_length=200
    )
    field_order = ["event", "level", "within_weeks", "after", "why", "from_on", "in_use", "edition"]

    def clean_after(self) -> int | None:
        tries: int | None = self.cleaned_data["after"]
        if tries is None and self.cleaned_data.get("event") == ReviewRule.Event.NOT_REACHED:
            raise ValidationError("Enter after how many tries")
        return tries


class ReasonForm(EditionForm):
    """A reason that may be given."""

    words = forms.CharField(label="Reason, as staff read it", max_length=120)
    plain = forms.CharField(
        label="As the young person reads it",
        help_text="Leave it empty where they should not be told.",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    needs_manager = forms.BooleanField(label="A manager has to agree", required=False)
    tries = forms.IntegerField(
        label="Only after so many failed tries", min_value=1, max_value=20, required=False
    )
    field_order = ["words", "plain", "needs_manager", "tries", "from_on", "in_use", "edition"]


class KindForm(EditionForm):
    """A change that is prepared in time."""

    words = forms.CharField(label="What changes, as staff read it", max_length=120)
    plain = forms.CharField(
        label="As the young person reads it", max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    age = forms.IntegerField(
        label="Age reached", help_text="Empty where it is begun by hand, as a move is.", min_value=13,
        max_value=25, required=False,
    )  # fmt: skip
    for_whom = forms.ChoiceField(label="For whom", choices=TransitionKind.ForWhom.choices)
    months_ahead = forms.IntegerField(label="Begin so many months ahead", min_value=1, max_value=36)
    checklist = forms.CharField(
        label="What to do",
        help_text="One thing a line.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    field_order = [
        "words",
        "plain",
        "age",
        "for_whom",
        "months_ahead",
        "checklist",
        "from_on",
        "in_use",
        "edition",
    ]


FORMS: dict[str, type[EditionForm]] = {
    "rules": RuleForm,
    "endings": ReasonForm,
    "exemptions": ReasonForm,
    "transitions": KindForm,
}


def told_of(what: str, cleaned: dict[str, Any]) -> dict[str, Any]:
    """What an edition is made of, of what was typed."""
    told = {name: value for name, value in cleaned.items() if name not in ("from_on", "edition", "in_use")}
    if what in ("endings", "exemptions"):
        told["kind"] = what.removesuffix("s")
    return told
