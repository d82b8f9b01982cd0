"""Who is to help."""

from collections.abc import Iterable
from typing import Any

from django import forms

from connexions.ground.design.fields import Form
from connexions.registers.accounts.models import Membership


class AllocateForm(Form):
    """Whose young person this is to be, and why."""

    adviser = forms.TypedChoiceField(label="Adviser", coerce=int)
    reason = forms.CharField(
        label="Why",
        max_length=200,
        required=False,
        help_text="They are told who, not why: this is for colleagues.",
    )

    def __init__(self, *args: Any, advisers: Iterable[Membership], **options: Any) -> None:
        super().__init__(*args, **options)
        self.memberships = {one.pk: one for one in advisers}
        named = [(pk, _called(one)) for pk, one in self.memberships.items()]
        self.fields["adviser"].choices = [("", "Choose"), *named]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Membership:
        """The adviser's membership."""
        return self.memberships[self.cleaned_data["adviser"]]


def _called(membership: Membership) -> str:
    return f"{membership.user.name}, {membership.team.name}" if membership.team else membership.user.name
