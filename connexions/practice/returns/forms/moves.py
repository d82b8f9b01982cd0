"""Who left, and where to; a package that arrives."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from connexions.engines.ccis import Specification
from connexions.ground.base import clock
from connexions.ground.design.fields import CheckedFileField, DateField, Form
from connexions.practice.returns.models import Departure
from connexions.registers.partners.models import LocalAuthority


def english(spec: Specification, *, but: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The authorities that somebody may have moved to, by name."""
    left_out = set(but)
    found = [(code, f"{name} ({code})") for code, name in spec.authorities.items() if code not in left_out]
    return sorted(found, key=lambda one: one[1])


class ConfirmForm(Form):
    """They have moved: where to and since when."""

    to_authority = forms.ChoiceField(label="Which authority they moved to")
    moved_on = DateField(label="Since when", what="day on which they moved", latest=clock.today)

    def __init__(self, *args: Any, spec: Specification, but: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to_authority"].choices = [("", "Choose"), *english(spec, but=but)]  # type: ignore[attr-defined]


class LeaveForm(Form):
    """Why they are told of no more."""

    reason = forms.ChoiceField(label="Why", choices=Departure.Reason.choices, widget=forms.RadioSelect)
    left_on = DateField(label="Since when", what="day on which they left", latest=clock.today)
    to_authority = forms.ChoiceField(
        label="Where to", required=False, help_text="For a move to another authority, or out of England."
    )
    words = forms.CharField(label="How we know", max_length=300, required=False)

    def __init__(self, *args: Any, spec: Specification, but: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        outside = [(code, name) for code, name in sorted(spec.pseudo_authorities.items()) if code != "004"]
        self.fields["to_authority"].choices = [  # type: ignore[attr-defined]
            ("", "Nowhere else"),
            ("Outside England", outside),
            ("In England", english(spec, but=but)),
        ]


class LeadForm(Form):
    """With which of our authorities they are."""

    lead_authority = forms.ChoiceField(label="Lead authority")

    def __init__(self, *args: Any, authorities: list[LocalAuthority], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["lead_authority"].choices = [  # type: ignore[attr-defined]
            ("", "Choose"),
            *((one.code, f"{one.name} ({one.code})") for one in authorities),
        ]


class PackageForm(Form):
    """The file that another authority sent."""

    package = CheckedFileField(
        label="Package",
        max_length=200,
        help_text="The file that the other authority made for you.",
        error_messages={
            "required": "Choose the package to take in hand",
            "empty": "The file is empty: choose it again",
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
    )
