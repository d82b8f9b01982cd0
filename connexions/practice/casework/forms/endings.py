"""Why support ends, and how it is taken up again."""

from typing import Any

from django import forms

from connexions.ground.design.fields import Form
from connexions.practice.casework.forms.reviews import listed
from connexions.practice.casework.models import Reason
from connexions.registers.accounts.models import Membership


class EndForm(Form):
    """Support ends."""

    reason = forms.ChoiceField(label="Why support ends", widget=forms.RadioSelect)
    words = forms.CharField(
        label="For the record",
        help_text="What led to it, as you see it.",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    summary = forms.CharField(
        label="End summary",
        help_text=(
            "It goes to the young person. In plain words: what you did together, what they can be proud of, "
            "and where to ask for help from now on."
        ),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, reasons: list[Reason], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].choices = listed(reasons)  # type: ignore[attr-defined]


class DecideForm(Form):
    """A manager agrees, or does not."""

    agree = forms.TypedChoiceField(
        label="Does support end?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes, it ends today"), ("no", "No, it goes on")],
        coerce=lambda value: value == "yes",
    )
    words = forms.CharField(
        label="To the adviser",
        help_text="Needed where it goes on.",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReopenForm(Form):
    """Support is taken up again."""

    to = forms.TypedChoiceField(label="Who helps now", coerce=int)
    reason = forms.CharField(
        label="Why support is taken up again", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    plan = forms.ChoiceField(
        label="The plan",
        widget=forms.RadioSelect,
        choices=[("take_up", "Goes on where it stopped, to be agreed anew"), ("anew", "Another is begun")],
        required=False,
    )

    def __init__(self, *args: Any, advisers: list[Membership], has_plan: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].choices = [(one.pk, one.user.name) for one in advisers]  # type: ignore[attr-defined]
        if not has_plan:
            del self.fields["plan"]
        else:
            self.fields["plan"].required = True


class UndoForm(Form):
    """It was a mistake."""

    reason = forms.CharField(
        label="How the mistake came about", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
