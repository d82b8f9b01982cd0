"""Restricting a record, naming who sees it, breaking the glass, and looking at that afterwards."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from connexions.ground.base import clock
from connexions.ground.design.fields import DateField, Form
from connexions.registers.accounts.models import Membership
from connexions.registers.people.models import GlassBroken, Restriction


def called(one: Membership) -> str:
    """A member of staff as they are offered: name, role and team."""
    return ", ".join(filter(None, (one.user.name, one.get_role_display(), one.team.name if one.team else "")))


class RestrictForm(Form):
    """Why, who is to see it, and when it is looked at again."""

    kind = forms.ChoiceField(label="Why is the record restricted?", choices=Restriction.Kind.choices)
    reason = forms.CharField(
        label="What happened, and who said so",
        help_text="Read by those who are named. It is kept sealed.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    named = forms.MultipleChoiceField(
        label="Who is to see the record",
        help_text="You are named in any case. Everybody else is shut out, their adviser too unless ticked here.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    review_on = DateField(label="Look at it again on", what="day on which it is looked at again")

    def __init__(self, *args: Any, staff: Iterable[Membership], offered: list[UUID], **options: Any) -> None:
        super().__init__(*args, **options)
        people = {str(one.user_id): called(one) for one in staff}
        self.fields["named"].choices = list(people.items())  # type: ignore[attr-defined]
        self.fields["named"].initial = [str(one) for one in offered if str(one) in people]

    def clean_named(self) -> list[UUID]:
        return [UUID(one) for one in self.cleaned_data["named"]]


class NameForm(Form):
    """One more person who sees the record."""

    user = forms.ChoiceField(label="Who")
    why = forms.CharField(label="Why do they need to see it?", max_length=200)
    until_on = DateField(
        label="Closed to them again on",
        what="day on which it closes to them",
        earliest=clock.today,
        required=False,
        help_text="Leave empty where they need it for as long as it is restricted.",
    )

    def __init__(self, *args: Any, staff: Iterable[Membership], **options: Any) -> None:
        super().__init__(*args, **options)
        people = {str(one.user_id): called(one) for one in staff}
        self.fields["user"].choices = [("", "Choose"), *people.items()]  # type: ignore[attr-defined]

    def clean_user(self) -> UUID:
        return UUID(self.cleaned_data["user"])


class LookAgainForm(Form):
    """It is still needed."""

    review_on = DateField(label="Look at it again on", what="day on which it is looked at again")


class EndForm(Form):
    """It is needed no longer."""

    because = forms.CharField(
        label="Why is it not needed any more?",
        help_text="Everybody whose work it is will see the record again, with where they live.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class GlassForm(Form):
    """Why a restricted record must be opened now."""

    reason = forms.CharField(
        label="Why must you open it?",
        help_text="In five words or more. The managers are told at once, and one of them reads this.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class ReviewForm(Form):
    """Whether it was proper."""

    finding = forms.ChoiceField(
        label="Was it proper?", choices=GlassBroken.Finding.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="What you found, and what follows",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
