"""What is asked about a dispute."""

from typing import Any
from uuid import UUID

from django import forms

from connexions.ground.design.fields import Form
from connexions.registers.partners import subjects
from connexions.registers.partners.models import Organisation

LONGEST = 4000
NAMELESS = "Name nobody: both sides read this."


class RaiseForm(Form):
    """What the two differ about."""

    organisation = forms.TypedChoiceField(label="With whom", coerce=int, empty_value=None)
    about_kind = forms.ChoiceField(label="It is about", widget=forms.RadioSelect)
    title = forms.CharField(label="What it is about, in a few words", max_length=150, help_text=NAMELESS)
    words = forms.CharField(
        label="What happened, and what you think should happen",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST,
    )
    shared = forms.BooleanField(
        label="The other side may read this",
        required=False,
        initial=True,
        help_text="Leave it out where it speaks of a young person: then it stays with us.",
    )
    about_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, organisations: list[Organisation], theirs: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(one.pk, one.name) for one in organisations]
        self.fields["organisation"].choices = named if theirs else [("", "Choose one"), *named]  # type: ignore[attr-defined]
        self.fields["about_kind"].choices = subjects.choices()  # type: ignore[attr-defined]
        if theirs:
            del self.fields["shared"]
            self.fields["organisation"].initial = named[0][0] if named else None
            self.fields["organisation"].widget = forms.HiddenInput()

    @property
    def about(self) -> UUID | None:
        found: UUID | None = self.cleaned_data["about_id"]
        return found


class WordsForm(Form):
    """What is said."""

    words = forms.CharField(
        label="In words", widget=forms.Textarea(attrs={"rows": 4}), max_length=LONGEST, help_text=NAMELESS
    )


class AddForm(WordsForm):
    """What is said besides, and to whom."""

    shared = forms.BooleanField(
        label="The other side may read this",
        required=False,
        help_text="Left out, it stays with us: only who may see what it is about reads it.",
    )


class SettleForm(Form):
    """How it ended."""

    decided = forms.CharField(
        label="What was decided",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        help_text=NAMELESS,
    )
    learnt = forms.CharField(
        label="What was learnt",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
        help_text="It stands in the list of lessons: what should both sides do otherwise? Name nobody.",
    )


class LearnForm(Form):
    """What was learnt."""

    learnt = forms.CharField(
        label="What was learnt",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        help_text=NAMELESS,
    )
