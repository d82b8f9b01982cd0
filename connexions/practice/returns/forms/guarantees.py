"""The baseline, and one status for many."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from connexions.ground.design.fields import DateField, Form


class BaselineForm(Form):
    """Until when leavers stay in the return for the Guarantee."""

    until_on = DateField(
        label="Done with on",
        what="day on which the Guarantee is done with",
        help_text="Until the day before, leavers who are on the baseline stay in the return.",
    )


class OffersForm(Form):
    """One status for everybody who is ticked."""

    code = forms.ChoiceField(label="Status for those you ticked")

    def __init__(self, *args: Any, codes: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        told = [(code, f"{text} ({code})") for code, text in codes.items()]
        self.fields["code"].choices = [("", "Choose"), *told]  # type: ignore[attr-defined]
