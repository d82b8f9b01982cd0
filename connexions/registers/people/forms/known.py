"""Numbers, circumstances, brothers and sisters."""

from typing import Any

from django import forms

from connexions.ground.base import clock
from connexions.ground.design.fields import DateField, Form
from connexions.registers.people.models import Characteristic, Identifier

# Numbers that come from a return stand as they came; people add the others.
BY_HAND = [choice for choice in Identifier.Scheme.choices if choice[0] not in (Identifier.Scheme.CCIS,)]


class IdentifierForm(Form):
    """A number of some system."""

    scheme = forms.ChoiceField(label="Kind of number", choices=BY_HAND, widget=forms.RadioSelect)
    value = forms.CharField(
        label="Number",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    source = forms.CharField(label="Who told us", max_length=100, required=False)


class CharacteristicForm(Form):
    """Something in their situation."""

    kind = forms.ChoiceField(
        label="What is so", choices=Characteristic.Kind.choices, widget=forms.RadioSelect
    )
    from_on = DateField(label="Since", what="date since which it is so", latest=clock.today, required=False)
    source = forms.CharField(
        label="Who told us", max_length=100, help_text="The social worker; the school’s list."
    )


class EndForm(Form):
    """That it is so no longer."""

    until_on = DateField(label="It ended on", what="date on which it ended", latest=clock.today)


class SiblingForm(Form):
    """Which of those found it is."""

    find = forms.CharField(
        label="Name, date of birth or number",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    sibling = forms.ChoiceField(label="Who is it?", choices=(), required=False, widget=forms.RadioSelect)
    relationship = forms.ChoiceField(
        label="They are",
        choices=[(one, one) for one in ("Sibling", "Twin", "Half-sibling", "Step-sibling", "Foster sibling")],
        initial="Sibling",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, found: list[tuple[str, str]] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["sibling"].choices = found or []  # type: ignore[attr-defined]
        if not found:
            self.fields["sibling"].widget = forms.HiddenInput()
            self.fields["relationship"].widget = forms.HiddenInput()
