"""What a service is asked about a referral: the same on its own page, by a link, and where ours write it down."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from connexions.ground.base import clock
from connexions.ground.design.fields import DateField, Form
from connexions.practice.referrals.models import HandOver, Token
from connexions.practice.referrals.rules import moves
from connexions.registers.partners.models import Organisation

LABELS = {
    "receive": "We have it, and will answer",
    "accept": "We accept it",
    "ask": "We need to know more first",
    "decline": "We decline it",
    "wait": "They are on our waiting list",
    "start": "We have started with them",
    "end": "It has ended",
}


class MoveForm(Form):
    """What the service does now, and what belongs to it."""

    move = forms.ChoiceField(label="What do you want to tell us?", widget=forms.RadioSelect)
    question = forms.CharField(
        label="What do you need to know?",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.ChoiceField(
        label="Why", required=False, choices=[("", "Choose"), *moves.REASONS.items()], widget=forms.Select
    )
    position = forms.IntegerField(
        label="Their place on the list", required=False, min_value=1, max_value=10_000, help_text="1 is next."
    )
    expected_on = DateField(
        label="When you expect to start", what="day you expect to start", required=False, earliest=clock.today
    )
    outcome = forms.ChoiceField(
        label="How it ended",
        required=False,
        choices=[("", "Choose"), *((str(one), said) for one, said in moves.OUTCOMES.items())],
        widget=forms.Select,
    )
    words = forms.CharField(
        label="Anything else",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Those who made the referral read it, and the young person may.",
    )

    def __init__(self, *args: Any, possible: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(name, LABELS[name]) for name in LABELS if name in possible]
        self.fields["move"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        move = told.get("move")
        if move == "ask" and not told.get("question", "").strip():
            self.add_error("question", "Write what you need to know")
        if move == "decline" and not told.get("reason"):
            self.add_error("reason", "Say why it is declined: choose one of the reasons")
        if move == "decline" and told.get("reason") == "other" and not told.get("words", "").strip():
            self.add_error("words", "Say why it is declined, in your own words")
        if move == "wait" and not told.get("position") and not told.get("expected_on"):
            self.add_error("position", "Say how far from the front they are, or when you expect to start")
        if move == "end" and not told.get("outcome"):
            self.add_error("outcome", "Say how it ended: choose one of the outcomes")
        return told


class CodeForm(Form):
    """The code that opens a link."""

    code = forms.CharField(
        label="The code you were told",
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text="Six digits. Whoever made the referral tells you, by telephone.",
    )


class HandOverForm(Form):
    """When and where they are handed over together."""

    kind = forms.ChoiceField(label="How", widget=forms.RadioSelect, choices=HandOver.Kind.choices)
    on = DateField(label="Day", what="day", earliest=clock.today)
    time = forms.TimeField(
        label="Time", input_formats=["%H:%M", "%H.%M", "%I:%M%p", "%I%p"], help_text="For example 14:30."
    )
    where = forms.CharField(label="Where, or which number", max_length=200, required=False)
    who = forms.CharField(label="Whom they will meet", max_length=200, required=False)


class FileForm(Form):
    """A file of outcomes."""

    file = forms.FileField(label="The file", help_text="A CSV file like the one to fill in, up to 1 MB.")
    LARGEST = 1_000_000

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > self.LARGEST:
            raise ValidationError("The file is larger than 1 MB: send it in parts")
        return file


class TokenForm(Form):
    """A key for another system."""

    organisation = forms.ModelChoiceField(label="Which organisation", queryset=Organisation.objects.none())
    name = forms.CharField(label="Which system of theirs", max_length=80)
    scopes = forms.MultipleChoiceField(
        label="What it may do", choices=Token.Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(
        label="It works for",
        coerce=int,
        choices=[(30, "30 days"), (90, "90 days"), (180, "180 days"), (365, "A year")],
    )

    def __init__(self, *args: Any, partnership: int, **options: Any) -> None:
        super().__init__(*args, **options)
        here = Organisation.objects.filter(partnership_id=partnership)
        self.fields["organisation"].queryset = here.order_by("name")  # type: ignore[attr-defined]
