"""What is asked about an organisation."""

from typing import Any

from django import forms

from connexions.ground.base import clock
from connexions.ground.design.fields import DateField, Form
from connexions.registers.partners.models import Organisation


class OrganisationForm(Form):
    """What an organisation is."""

    name = forms.CharField(label="Name", max_length=150)
    kind = forms.ChoiceField(label="Kind", required=False)
    about = forms.CharField(label="What it does, in a sentence", max_length=300, required=False)
    phone = forms.CharField(label="Phone", max_length=30, required=False)
    email = forms.EmailField(label="E-mail address", required=False)
    website = forms.URLField(label="Website", required=False, assume_scheme="https")

    def __init__(self, *args: Any, kinds: list[str], standing: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        named = sorted({*kinds, standing} - {""})
        self.fields["kind"].choices = [("", "Choose one"), *((one, one) for one in named)]  # type: ignore[attr-defined]


class FindForm(Form):
    """Narrowing the list."""

    q = forms.CharField(label="Name", required=False)
    kind = forms.ChoiceField(label="Kind", required=False)
    closed = forms.BooleanField(label="Closed ones", required=False)

    def __init__(self, *args: Any, kinds: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [("", "Any kind"), *((one, one) for one in kinds)]  # type: ignore[attr-defined]


class CloseForm(Form):
    """Why we work with it no more."""

    why = forms.CharField(label="Why it is closed", max_length=200)


class MergeForm(Form):
    """Which entry stays."""

    into = forms.TypedChoiceField(label="The entry to keep", coerce=int, empty_value=None)

    def __init__(self, *args: Any, others: list[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(one.pk, one.name) for one in others]
        self.fields["into"].choices = [("", "Choose one"), *named]  # type: ignore[attr-defined]


class KindForm(Form):
    """A further kind."""

    name = forms.CharField(label="Another kind", max_length=60)


class DayOffForm(Form):
    """A day on which nobody is expected to answer."""

    on = DateField(label="Day", what="day", earliest=clock.today)
    name = forms.CharField(label="What it is", max_length=80)
