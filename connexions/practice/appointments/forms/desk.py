"""Letting somebody in at the front desk, and seeing them."""

from typing import Any

from django import forms

from connexions.ground.design.fields import Form


class ArriveForm(Form):
    """Who came in: a name to look for, or a first name alone."""

    who = forms.CharField(label="Name", max_length=120, help_text="Looked for among the young people here.")
    about = forms.CharField(label="What about", required=False, max_length=200, help_text="In a few words.")
    urgent = forms.BooleanField(label="It is urgent", required=False)
    urgent_reason = forms.CharField(label="Why it is urgent", required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("urgent") and not told.get("urgent_reason", "").strip():
            self.add_error("urgent_reason", "Say why it is urgent: others wait longer for it")
        if not told.get("urgent"):
            told["urgent_reason"] = ""
        return told


class SeenForm(Form):
    """What was said to somebody who dropped in."""

    note = forms.CharField(
        label="What you spoke about", widget=forms.Textarea(attrs={"rows": 5}), max_length=4000
    )


class LinkForm(Form):
    """Who it is."""

    who = forms.CharField(label="Name, or any number of theirs", max_length=120)
