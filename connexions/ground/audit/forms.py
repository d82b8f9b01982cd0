"""What may be asked of the record."""

from typing import Any
from uuid import UUID

from django import forms

from connexions.ground.audit.queries import KINDS, Kind, Wanted
from connexions.ground.base import clock
from connexions.ground.design.fields import DateField, Form


class SearchForm(Form):
    """Who, what and when; each may be left out."""

    who = forms.ChoiceField(label="Who", required=False)
    kind = forms.ChoiceField(
        label="What",
        required=False,
        choices=[("", "Everything"), *((kind, text) for kind, text in KINDS.items())],
    )
    on = DateField(label="Day", required=False, latest=clock.today)

    def __init__(self, *args: Any, actors: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [("", "Anybody"), *((str(actor), name) for actor, name in actors)]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What was asked, as far as it is in order."""
        told = getattr(self, "cleaned_data", {})
        return Wanted(
            actor=UUID(told["who"]) if told.get("who") else None,
            kind=Kind(told["kind"]) if told.get("kind") else None,
            on=told.get("on"),
        )
