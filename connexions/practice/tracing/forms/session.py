"""What is answered in a call session."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms

from connexions.ground.design.fields import DateField, Form
from connexions.practice.tracking.models import ActivityKind, Source

STILL, CHANGED = "still", "changed"


class OutcomeForm(Form):
    """What came of a call; which key was pressed is the button's own."""

    rang = forms.ChoiceField(label="Which number", required=False)
    words = forms.CharField(
        label="Note",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Kept with the contact.",
    )
    again_on = DateField(label="Call back on", what="day to call back", required=False)

    def __init__(self, *args: Any, numbers: list[tuple[str, str]], on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["rang"].choices = [*numbers, ("", "None of these")]  # type: ignore[attr-defined]
        self.fields["again_on"]._earliest = on  # type: ignore[attr-defined]
        self.fields["again_on"]._latest = on + timedelta(days=120)  # type: ignore[attr-defined]

    def rang_id(self, what: str) -> UUID | None:
        """The number that was rung, if it was of this sort: ``point`` or ``carer``."""
        kind, _, key = self.cleaned_data["rang"].partition(":")
        return UUID(key) if kind == what and key else None


class ToldForm(OutcomeForm):
    """They told us what they do: still so, or what it is now."""

    answer = forms.ChoiceField(
        label="What do they do now?",
        widget=forms.RadioSelect,
        choices=[(STILL, "Still what is recorded"), (CHANGED, "Something else")],
    )
    kind = forms.ChoiceField(label="What they do now", required=False)
    start_on = DateField(label="Since when", what="day it began", required=False)
    establishment_name = forms.CharField(label="Where", max_length=200, required=False)
    predicted_end_on = DateField(label="Last day of the course", required=False)
    review_on = DateField(label="Ask again on", required=False)
    source_key = forms.ChoiceField(label="Who told us")

    def __init__(
        self, *args: Any, kinds: list[tuple[str, Any]], sources: list[Source], known: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [("", "Choose"), *kinds]  # type: ignore[attr-defined]
        self.fields["source_key"].choices = [  # type: ignore[attr-defined]
            (one.key, one.label) for one in sources if one.purpose == Source.Purpose.TOLD
        ]
        if not known:  # what is not known cannot be still so
            self.fields["answer"].choices = [(CHANGED, "What they told us")]  # type: ignore[attr-defined]
            self.fields["answer"].initial = CHANGED
        self.fields["start_on"]._latest = options.get("on")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("answer") == CHANGED:
            if not told.get("kind"):
                self.add_error("kind", "Choose what they do now")
            if not told.get("start_on") and "start_on" not in self.errors:
                self.add_error("start_on", "Say since when")
        return told


def listed(kinds: list[ActivityKind]) -> list[tuple[str, Any]]:
    """The kinds by group, as a list to choose from shows them."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for kind in kinds:
        groups.setdefault(ActivityKind.Group(kind.group).label, []).append((kind.code, kind.label))
    return list(groups.items())
