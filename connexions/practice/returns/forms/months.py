"""Which month to build, and why one is sent again."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from connexions.ground.design.fields import DateField, Form
from connexions.ground.design.words import month
from connexions.practice.returns.rules.months import month_before
from connexions.practice.returns.rules.standing import Standing
from connexions.registers.partners.models import LocalAuthority

MONTHS_BACK = 14


class BuildForm(Form):
    """Which month, of which authorities."""

    period_end = forms.TypedChoiceField(label="Month", coerce=date.fromisoformat)
    authorities = forms.MultipleChoiceField(label="Local authorities", widget=forms.CheckboxSelectMultiple)
    sent_on = DateField(label="Day of sending", what="day of sending", help_text="It stands in the file.")

    def __init__(self, *args: Any, on: date, authorities: list[LocalAuthority], **options: Any) -> None:
        options.setdefault(
            "initial",
            {
                "period_end": month_before(on).isoformat(),
                "authorities": [one.code for one in authorities],
                "sent_on": on,
            },
        )
        super().__init__(*args, **options)
        ends = [month_before(on)]
        while len(ends) < MONTHS_BACK:
            ends.append(month_before(ends[-1]))
        self.fields["period_end"].choices = [(end.isoformat(), month(end)) for end in ends]  # type: ignore[attr-defined]
        self.fields["authorities"].choices = [(one.code, f"{one.name} ({one.code})") for one in authorities]  # type: ignore[attr-defined]


class FreezeForm(Form):
    """That it was sent; and why once more."""

    why = forms.CharField(label="Why it is sent again", max_length=300, required=False)


class WhichForm(forms.Form):
    """Which of those told of are shown; anything odd shows all."""

    status = forms.ChoiceField(choices=[(code, code) for code in "PGALTEMD"], required=False)
    standing = forms.ChoiceField(choices=[(one.value, one.value) for one in Standing], required=False)
    authority = forms.RegexField(r"^[0-9]{3}$", required=False)
    rule = forms.IntegerField(required=False, min_value=1, max_value=9999)

    def chosen(self) -> dict[str, Any]:
        """What was asked for, as ``queries.months.Asked`` takes it."""
        self.is_valid()
        told = {name: self.cleaned_data.get(name) or "" for name in ("status", "standing", "authority")}
        return {**told, "rule": self.cleaned_data.get("rule") or None}
