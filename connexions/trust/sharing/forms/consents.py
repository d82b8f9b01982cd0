"""What it is for, how long it lasts, and how it was given."""

from typing import Any

from django import forms

from connexions.ground.base import clock
from connexions.ground.design.fields import DateField, Form
from connexions.trust.sharing.models import Consent


class WhyForm(Form):
    """What it is shared for."""

    purpose = forms.ChoiceField(label="What is it for?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, purposes: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["purpose"].choices = purposes  # type: ignore[attr-defined]


class UntilForm(Form):
    """From when, until when."""

    from_on = DateField(label="From", what="first day")
    until_on = DateField(
        label="Until",
        what="last day",
        earliest=clock.today,
        help_text="The last day on which it may be told. It can be taken back at any time before.",
    )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = told.get("from_on"), told.get("until_on")
        if begins and ends and ends < begins:
            self.add_error("until_on", "The last day must be after the first")
        return told


class HowForm(Form):
    """How it was given, and by whom. From 16 they decide themselves; under 16 somebody judges whether they can."""

    how = forms.ChoiceField(
        label="How did they agree?", widget=forms.RadioSelect, choices=Consent.How.choices
    )
    can_decide = forms.ChoiceField(
        label="Can they decide this themselves?",
        required=False,
        widget=forms.RadioSelect,
        choices=[("yes", "Yes: they agreed themselves"), ("no", "No: a parent or carer agreed for them")],
    )
    why = forms.CharField(
        label="Why do you judge so?",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Do they understand what is shared, with whom, and what may follow?",
    )
    carer = forms.ChoiceField(label="Which parent or carer?", required=False)

    def __init__(self, *args: Any, under_16: bool, carers: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.under_16 = under_16
        if not under_16:
            for name in ("can_decide", "why", "carer"):
                del self.fields[name]
            return
        self.fields["carer"].choices = [("", "Choose one"), *carers]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.under_16:
            return told
        if not told.get("can_decide"):
            self.add_error("can_decide", "Say whether they can decide this themselves")
        if not (told.get("why") or "").strip():
            self.add_error("why", "Say why you judge so")
        if told.get("can_decide") == "no" and not told.get("carer"):
            self.add_error("carer", "Choose the parent or carer who agreed: add them to the record first")
        return told


class RenewForm(UntilForm):
    """The same again, for longer."""

    how = forms.ChoiceField(
        label="How did they agree to go on?", widget=forms.RadioSelect, choices=Consent.How.choices
    )


class WithdrawForm(Form):
    """Taking it back."""

    why = forms.CharField(
        label="What they said", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
