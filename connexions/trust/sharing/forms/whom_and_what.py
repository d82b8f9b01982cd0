"""To whom, and what: asked for a consent and for what is told without one."""

from collections.abc import Iterable
from typing import Any

from django import forms

from connexions.ground.design.fields import Form
from connexions.registers.people.categories import ALWAYS, SHAREABLE, Category, Group, known

ORGANISATION, KIND = "org", "kind"


class WhomForm(Form):
    """Which organisations, or which kinds of them."""

    whom = forms.MultipleChoiceField(
        label="Who may be told?",
        widget=forms.CheckboxSelectMultiple,
        help_text="One organisation, several, or all of a kind. Each can be taken back alone.",
    )

    def __init__(self, *args: Any, recipients: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["whom"].choices = recipients  # type: ignore[attr-defined]


class OneForm(Form):
    """Which organisation is to be told."""

    whom = forms.ChoiceField(label="Who is to be told?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, recipients: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        only = [(value, text) for value, text in recipients if value.startswith(ORGANISATION)]
        self.fields["whom"].choices = only  # type: ignore[attr-defined]


class WhatForm(Form):
    """Which information, category by category. The name is always part of it. Their *own* form says it in their
    words."""

    own = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for category in Category:
            groups = [group for group in category.groups if group in SHAREABLE and group not in ALWAYS]
            if groups:
                self.fields[category.value] = forms.MultipleChoiceField(
                    label=category.own_label if self.own else category.label,
                    required=False,
                    choices=[(one.value, one.own_label if self.own else one.label) for one in groups],
                    widget=forms.CheckboxSelectMultiple,
                )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        told["groups"] = known(name for category in Category for name in told.get(category.value) or [])
        if not told["groups"] and not self.errors:
            self.add_error("who", "Tick at least one kind of information")
        return told


def chosen(groups: Iterable[Group]) -> dict[str, list[str]]:
    """Groups as the form has them ticked."""
    found: dict[str, list[str]] = {}
    for group in groups:
        if group not in ALWAYS:
            found.setdefault(group.category.value, []).append(group.value)
    return found
