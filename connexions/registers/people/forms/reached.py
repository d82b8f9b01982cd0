"""Where somebody lives, and how they are reached."""

from typing import Any

from django import forms
from django.core.validators import validate_email

from connexions.engines.identifiers import postcode
from connexions.ground.base import clock
from connexions.ground.design.fields import DateField, Form, PhoneInput
from connexions.registers.people import reach
from connexions.registers.people.models import ContactPoint
from connexions.registers.people.models.about import NO_FIXED_ADDRESS


class HomeForm(Form):
    """One home."""

    no_fixed_address = forms.BooleanField(
        label="No fixed address",
        required=False,
        help_text="Sofa surfing, on the street, between places. An address below may then be left empty.",
    )
    line_1 = forms.CharField(label="Address line 1", max_length=100, required=False)
    line_2 = forms.CharField(label="Address line 2", max_length=100, required=False)
    line_3 = forms.CharField(label="Address line 3", max_length=100, required=False)
    town = forms.CharField(label="Town or city", max_length=80, required=False)
    county = forms.CharField(label="County", max_length=60, required=False)
    postcode = forms.CharField(label="Postcode", max_length=10, required=False)
    with_whom = forms.CharField(
        label="Lives with", max_length=100, required=False, help_text="Mother; foster family; alone."
    )
    from_on = DateField(
        label="Lived there from", what="date from which they lived there", latest=clock.today, required=False
    )
    source = forms.CharField(label="Who told us", max_length=100, required=False)

    def clean_postcode(self) -> str:
        typed: str = self.cleaned_data["postcode"].strip()
        if not typed:
            return ""
        if problem := postcode.problem(typed):
            raise forms.ValidationError(problem)
        return postcode.normalise(typed)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("no_fixed_address"):
            told["postcode"] = told.get("postcode") or NO_FIXED_ADDRESS
        elif not told.get("line_1") and not told.get("postcode") and "postcode" not in self.errors:
            self.add_error("line_1", "Enter an address, or tick “No fixed address”")
        return told


class MoveForm(HomeForm):
    """Where they live now, and since when."""

    from_on = DateField(label="Moved on", what="date of the move", latest=clock.today, initial=clock.today)


class ContactPointForm(Form):
    """A number or address, and whether it may be used."""

    value = forms.CharField(
        label="Phone number or e-mail address",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    whose = forms.CharField(
        label="Whose it is", max_length=60, required=False, help_text="Leave empty where it is their own."
    )
    preferred = forms.BooleanField(label="They prefer to be reached here", required=False)
    note = forms.CharField(
        label="Note", max_length=200, required=False, help_text="Best times; who may answer."
    )
    opted_out_on = DateField(
        label="They asked us not to use it, on",
        what="date on which they asked",
        latest=clock.today,
        required=False,
    )
    failed_on = DateField(
        label="It did not work, on",
        what="date on which it failed",
        latest=clock.today,
        required=False,
        help_text="Wrong number, bounced, out of service.",
    )
    source = forms.CharField(label="Who told us", max_length=100, required=False)

    def clean_value(self) -> str:
        typed: str = self.cleaned_data["value"].strip()
        if "@" in typed:
            try:
                validate_email(typed)
            except forms.ValidationError:
                raise forms.ValidationError("Enter an e-mail address like name@example.org") from None
            return typed.lower()
        try:
            return reach.phone(typed)
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from None

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if value := told.get("value"):
            told["kind"] = _kind(value)
        return told


def _kind(value: str) -> str:
    if "@" in value:
        return ContactPoint.Kind.EMAIL
    return ContactPoint.Kind.MOBILE if reach.is_mobile(value) else ContactPoint.Kind.PHONE


class CarerForm(Form):
    """A parent or carer."""

    name = forms.CharField(label="Name", max_length=150)
    relationship = forms.CharField(
        label="Relationship", max_length=60, required=False, help_text="Mother; foster carer; grandfather."
    )
    parental_responsibility = forms.ChoiceField(
        label="Parental responsibility",
        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
        widget=forms.RadioSelect,
        initial="unknown",
    )
    may_contact = forms.BooleanField(
        label="The young person is content that we speak with them", required=False
    )
    phone = forms.CharField(label="Phone", max_length=30, required=False, widget=PhoneInput)
    email = forms.EmailField(label="E-mail", required=False)
    note = forms.CharField(label="Note", max_length=200, required=False)
    source = forms.CharField(label="Who told us", max_length=100, required=False)

    def clean_phone(self) -> str:
        typed: str = self.cleaned_data["phone"].strip()
        try:
            return reach.phone(typed) if typed else ""
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from None

    def clean_parental_responsibility(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["parental_responsibility"])
