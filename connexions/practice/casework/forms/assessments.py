"""How one factor stands, and an assessment's end."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from connexions.ground.design.fields import Form

NOT_EXPLORED = ("", "Not explored")


class LevelField(forms.TypedChoiceField):
    """A level of the scale, the strongest first; nothing is "not explored"."""

    def __init__(self, label: str) -> None:
        super().__init__(label=label, required=False, coerce=int, empty_value=None, widget=forms.RadioSelect)


class RatingForm(Form):
    """Both views of one factor, and their grounds."""

    young_person_level = LevelField("The young person says")
    adviser_level = LevelField("You say")
    difference = forms.CharField(
        label="You see this differently. Why, in a few words?",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=1000,
    )
    evidence = forms.CharField(
        label="What this rests on",
        help_text="One thing a line: what was said, seen or sent, and when.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=4000,
    )
    strengths = forms.CharField(
        label="Strengths to build on",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=2000,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, scale: Iterable[Mapping[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        levels = [(one["level"], one["label"]) for one in scale]
        for name in ("young_person_level", "adviser_level"):
            self.fields[name].choices = [*reversed(levels), NOT_EXPLORED]  # type: ignore[attr-defined]


class FinishForm(Form):
    """The whole in a few words."""

    summary = forms.CharField(
        label="The whole in a few words",
        help_text="Strengths first; then what matters most now. They can read it.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=4000,
    )
