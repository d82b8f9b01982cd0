"""Which records to mend are shown."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms


class FaultFilter(forms.Form):
    """By priority, rule, adviser, school; anything odd shows all."""

    priority = forms.TypedChoiceField(choices=[(1, 1), (2, 2), (3, 3)], coerce=int, required=False)
    rule = forms.IntegerField(required=False, min_value=1, max_value=9999)
    adviser = forms.UUIDField(required=False)
    school = forms.UUIDField(required=False)

    def chosen(self) -> dict[str, int | UUID | None]:
        """What was asked for, each None for all."""
        self.is_valid()
        found: dict[str, Any] = {name: self.cleaned_data.get(name) or None for name in self.fields}
        return found
