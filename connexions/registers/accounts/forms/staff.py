"""What is asked about a member of staff."""

from typing import Any

from django import forms

from connexions.ground.base.acting import Actor, Role
from connexions.ground.design.fields import DateField, Form
from connexions.registers.accounts import rules
from connexions.registers.accounts.models import Membership
from connexions.registers.accounts.permissions import serves_all
from connexions.registers.partners.models import Organisation, Partnership, Team


def _roles(partnership: int | None) -> list[tuple[str, str]]:
    """The roles to choose from; where the place is not known yet, those of any place."""
    found = (
        rules.PARTNERSHIP_ROLES | rules.NATIONAL_ROLES if partnership is None else rules.roles_at(partnership)
    )
    return [(role.value, role.label) for role in Role if role in found]


def _offer(field: forms.Field, **choices: Any) -> None:
    """What there is to choose from, known only when it is known who asks."""
    for name, value in choices.items():
        setattr(field, name, value)


class AddForm(Form):
    """Somebody new."""

    name = forms.CharField(
        max_length=120, label="Name", widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    email = forms.EmailField(label="Work e-mail address", help_text="The invitation goes there.")
    partnership = forms.ModelChoiceField(
        Partnership.objects.none(), label="Partnership", empty_label="Choose one"
    )
    role = forms.ChoiceField(label="Role")
    team = forms.ModelChoiceField(Team.objects.none(), label="Team", required=False, empty_label="No team")
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Organisation",
        required=False,
        empty_label="None",
        help_text="For a partner worker: the agency they work for.",
    )

    def __init__(self, *args: Any, by: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        everywhere = serves_all(by)
        here = {} if everywhere else {"partnership_id": by.partnership}
        teams = Team.objects.filter(**here).select_related("partnership").order_by("name")
        _offer(self.fields["team"], queryset=teams)
        _offer(self.fields["organisation"], queryset=Organisation.objects.filter(**here).order_by("name"))
        roles = _roles(None if everywhere else by.partnership)
        _offer(self.fields["role"], choices=[("", "Choose one"), *roles])
        if everywhere:
            _offer(self.fields["partnership"], queryset=Partnership.objects.all())
        else:
            del self.fields["partnership"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("role") == Role.PARTNER_WORKER and not told.get("organisation"):
            self.add_error("organisation", "Choose the organisation that the partner worker works for")
        return told


class ChangeForm(Form):
    """What somebody is here."""

    role = forms.ChoiceField(label="Role")
    team = forms.ModelChoiceField(Team.objects.none(), label="Team", required=False, empty_label="No team")
    until_on = DateField(
        label="Ends on",
        what="day it ends",
        required=False,
        help_text="The first day on which they no longer have this role. Leave it empty if it goes on.",
    )

    def __init__(self, *args: Any, membership: Membership, **options: Any) -> None:
        options["initial"] = {
            "role": membership.role,
            "team": membership.team_id,
            "until_on": membership.until_on,
        }
        super().__init__(*args, **options)
        _offer(self.fields["role"], choices=_roles(membership.partnership_id))
        teams = Team.objects.filter(partnership=membership.partnership_id).order_by("name")
        _offer(self.fields["team"], queryset=teams)


class FindForm(Form):
    """Narrowing the list."""

    q = forms.CharField(label="Name or e-mail address", required=False)
    role = forms.ChoiceField(label="Role", required=False, choices=[("", "Any role"), *_roles(None)])
    closed = forms.BooleanField(label="Closed accounts", required=False)
