"""Who is away, and who stands in."""

from collections.abc import Iterable
from typing import Any

from django import forms

from connexions.ground.base import clock
from connexions.ground.design.fields import DateField, Form
from connexions.registers.accounts.models import Membership


class CoverForm(Form):
    """From when until when, and who stands in."""

    adviser = forms.TypedChoiceField(label="Who is away", coerce=int)
    covered_by = forms.TypedChoiceField(
        label="Who stands in",
        coerce=int,
        help_text="They see these young people and may do what their adviser would, as long as it lasts.",
    )
    from_on = DateField(label="First day away", what="first day away", earliest=clock.today)
    until_on = DateField(label="Back on", what="day they are back")
    reason = forms.CharField(
        label="Why", max_length=200, required=False, help_text="For colleagues. Young people are not told."
    )

    def __init__(
        self, *args: Any, away: Iterable[Membership], colleagues: Iterable[Membership], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.away = {one.pk: one for one in away}
        self.colleagues = {one.pk: one for one in colleagues}
        self._offer("adviser", self.away)
        self._offer("covered_by", self.colleagues)
        if len(self.away) == 1:
            self.fields["adviser"].initial = next(iter(self.away))

    def _offer(self, name: str, held: dict[int, Membership]) -> None:
        told = [(pk, _called(one)) for pk, one in held.items()]
        choices = told if name == "adviser" and len(told) == 1 else [("", "Choose"), *told]
        self.fields[name].choices = choices  # type: ignore[attr-defined]


def _called(membership: Membership) -> str:
    return f"{membership.user.name}, {membership.team.name}" if membership.team else membership.user.name
