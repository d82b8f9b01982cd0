"""Whose an adviser's young people are to be."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from connexions.ground.design.fields import Form
from connexions.practice.casework.queries.handing import SHARE, STAY, Group, Theirs
from connexions.registers.accounts.models import Membership

NOTED = 60  # so many are given a box for a note; a page with eight hundred would help nobody


class HandOverForm(Form):
    """For each group, to whom; among whom to share; and why."""

    among = forms.MultipleChoiceField(
        label="Share out among",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="So that their posts fill evenly. Only for those who are to be shared out.",
    )
    reason = forms.CharField(
        label="Why",
        max_length=200,
        required=False,
        help_text="They are told who, not why: this is for colleagues.",
    )

    def __init__(
        self, *args: Any, groups: Sequence[Group], advisers: Sequence[Membership], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.groups, self.advisers = groups, advisers
        named = [(str(one.pk), one.user.name) for one in advisers]
        choices = [(STAY, "Stay for now"), (SHARE, "Share out among those ticked below"), *named]
        for group in groups:
            self.fields[f"to-{group.key}"] = forms.ChoiceField(
                label=group.label, choices=choices, initial=STAY if len(groups) > 1 else SHARE
            )
        self.fields["among"].choices = named  # type: ignore[attr-defined]

    @property
    def targets(self) -> dict[str, str]:
        """For each group what was chosen."""
        return {group.key: self.cleaned_data[f"to-{group.key}"] for group in self.groups}

    @property
    def among_whom(self) -> list[Membership]:
        return [one for one in self.advisers if str(one.pk) in self.cleaned_data["among"]]

    @property
    def rows(self) -> list[tuple[Group, Any]]:
        """Each group with its question."""
        return [(group, self[f"to-{group.key}"]) for group in self.groups]


def notes(data: Any, people: Sequence[Theirs]) -> dict[UUID, str]:
    """The notes that were typed for these."""
    typed = {one.id: str(data.get(f"note-{one.id}", "")).strip()[:5000] for one in people}
    return {whom: said for whom, said in typed.items() if said}
