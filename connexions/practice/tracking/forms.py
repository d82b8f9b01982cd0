"""What is asked about what a young person does."""

from datetime import date, timedelta
from typing import Any

from django import forms

from connexions.ground.design.fields import DateField, Form
from connexions.practice.tracking.models import ActivityKind


class SourceField(forms.CharField):
    """How we know: free text, with the common answers offered."""

    def __init__(self) -> None:
        super().__init__(
            label="How we know", max_length=100, help_text="Who told us, and how: “Jay, on the phone”."
        )


class ConfirmForm(Form):
    """It is still so."""

    source = SourceField()
    evidence = forms.CharField(label="What we saw, if anything", max_length=300, required=False)
    review_on = DateField(label="Ask again on", required=False)


class RecordForm(Form):
    """They do something else now."""

    kind = forms.ChoiceField(label="What they do now")
    start_on = DateField(label="Since when", what="day it began")
    establishment_name = forms.CharField(
        label="Where", max_length=200, required=False, help_text="School, college, employer or provider."
    )
    predicted_end_on = DateField(
        label="Last day of the course", required=False, help_text="For a course or training."
    )
    review_on = DateField(
        label="Ask again on", required=False, help_text="For something short: a gap year, a temporary job."
    )
    source = SourceField()

    def __init__(self, *args: Any, kinds: list[ActivityKind], on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [("", "Choose"), *grouped(kinds)]  # type: ignore[attr-defined]
        self.fields["start_on"]._latest = on  # type: ignore[attr-defined]
        self.fields["review_on"]._earliest = on + timedelta(days=1)  # type: ignore[attr-defined]


def grouped(kinds: list[ActivityKind]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The kinds by group, as a list to choose from shows them."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for kind in kinds:
        groups.setdefault(ActivityKind.Group(kind.group).label, []).append((kind.code, kind.label))
    return list(groups.items())
