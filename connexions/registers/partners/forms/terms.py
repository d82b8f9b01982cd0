"""What an edition of an agreement says, asked in places: an empty place says nothing."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from connexions.ground.base import clock
from connexions.ground.design.fields import DateField, Form
from connexions.registers.partners.models import AgreementEdition, Side
from connexions.registers.partners.models.agreements import SIDES
from connexions.registers.partners.rules.terms import (
    MOST_CONTACTS,
    MOST_DUTIES,
    MOST_STEPS,
    ContactLine,
    DutyLine,
    StepLine,
    Terms,
)
from connexions.registers.partners.terms import PLAIN

MORE = 2  # empty places beneath those that are filled
MOST_DAYS = 90
WHOLE = {"duties": MOST_DUTIES, "steps": MOST_STEPS, "contacts": MOST_CONTACTS}


def _days(label: str, *, required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_DAYS, required=required)


class TermsForm(Form):
    """The whole of an edition. Made by ``terms_form``, which knows how many places there are."""

    purpose = forms.CharField(
        label="What you work together for",
        help_text="For whom, and what should be better for them.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    answer_within_days = _days("Working days to answer what was sent")
    start_within_days = _days("Working days to begin what was accepted")
    adviser_may = forms.CharField(
        label="What a personal adviser may do there",
        help_text="One a line.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    adviser_may_not = forms.CharField(
        label="What a personal adviser may not do there",
        help_text="One a line.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    up_after_days = _days("Working days a step may be overdue before it goes up by itself")
    from_on = DateField(label="It holds from", what="first day", required=False)
    review_on = DateField(label="Review by", what="day of the review", required=False)
    why = forms.CharField(label="Why this edition differs from the last", max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, places: dict[str, int], **options: Any) -> None:
        self.many = places
        super().__init__(*args, **options)

    @property
    def duties(self) -> list[tuple[Any, Any, Any]]:
        """Each place of "who does what", for the page."""
        return self._places("duties", "side", "does", "for_whom")

    @property
    def steps(self) -> list[tuple[Any, ...]]:
        return self._places("steps", "ours", "theirs", "within_days", "ours_email", "theirs_email")

    @property
    def contacts(self) -> list[tuple[Any, ...]]:
        return self._places("contacts", "side", "name", "role", "phone", "email")

    def _places(self, name: str, *parts: str) -> list[Any]:
        return [tuple(self[f"{name}_{part}_{n}"] for part in parts) for n in range(self.many[name])]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        wrong: dict[str, str] = {}
        for n in range(self.many["steps"]):
            step = {part: told.get(f"steps_{part}_{n}") for part in ("ours", "theirs", "within_days")}
            filled = any(value not in (None, "") for value in step.values())
            for part, value in step.items():
                if filled and value in (None, "") and f"steps_{part}_{n}" not in self.errors:
                    wrong[f"steps_{part}_{n}"] = f"Fill in all of step {n + 1}, or empty it"
        if wrong:
            raise ValidationError(wrong)
        return told

    @property
    def terms(self) -> Terms:
        """What was typed, as terms."""
        told = self.cleaned_data
        return Terms(
            **{name: told[name] for name in PLAIN},
            duties=tuple(self._lines("duties", DutyLine, "does")),
            steps=tuple(self._lines("steps", StepLine, "ours")),
            contacts=tuple(self._lines("contacts", ContactLine, "name")),
        )

    def _lines(self, name: str, line: Any, needed: str) -> list[Any]:
        told, found = self.cleaned_data, []
        for n in range(self.many[name]):
            parts = {part: told[f"{name}_{part}_{n}"] for part in line.__dataclass_fields__}
            if parts[needed]:
                found.append(line(**parts))
        return found


def _text(label: str, most: int = 120) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=False)


def _fields(name: str, n: int) -> dict[str, Any]:
    """The questions of one place. Its number is said, so that labels differ."""
    if name == "duties":
        return {
            "side": forms.ChoiceField(
                label=f"Who, {n + 1}", choices=Side.choices, required=False, initial="ours"
            ),
            "does": _text(f"Does what, {n + 1}", 300),
            "for_whom": _text(f"For whom, {n + 1}", 200),
        }
    if name == "steps":
        return {
            "ours": _text(f"For the partnership, step {n + 1}"),
            "theirs": _text(f"For the organisation, step {n + 1}"),
            "within_days": _days(f"Working days, step {n + 1}", required=False),
            "ours_email": forms.EmailField(
                label=f"Their e-mail at the partnership, step {n + 1}", required=False
            ),
            "theirs_email": forms.EmailField(
                label=f"Their e-mail at the organisation, step {n + 1}", required=False
            ),
        }
    return {
        "side": forms.ChoiceField(
            label=f"Whose contact, {n + 1}", choices=SIDES, required=False, initial="ours"
        ),
        "name": _text(f"Name, {n + 1}"),
        "role": _text(f"Role, {n + 1}"),
        "phone": _text(f"Phone, {n + 1}", 30),
        "email": forms.EmailField(label=f"E-mail, {n + 1}", required=False),
    }


def terms_form(*args: Any, edition: AgreementEdition, terms: Terms, **options: Any) -> TermsForm:
    """The form of a draft, with its places and a few more."""
    places = {name: min(max(len(getattr(terms, name)) + MORE, 3), most) for name, most in WHOLE.items()}
    made = {
        f"{name}_{part}_{n}": question
        for name, many in places.items()
        for n in range(many)
        for part, question in _fields(name, n).items()
    }
    options.setdefault("initial", initial(edition, terms))
    form: type[TermsForm] = type("TermsForm", (TermsForm,), made)
    return form(*args, places=places, **options)


def initial(edition: AgreementEdition, terms: Terms) -> dict[str, Any]:
    """What stands in the form: the draft as it is."""
    found: dict[str, Any] = {name: getattr(terms, name) for name in PLAIN}
    found["version"] = edition.version
    for name in WHOLE:
        for n, line in enumerate(getattr(terms, name)):
            found |= {f"{name}_{part}_{n}": value for part, value in asdict(line).items()}
    return found


class SignForm(Form):
    """Who signs."""

    name = forms.CharField(label="Your name", max_length=120)
    role = forms.CharField(label="Your role", max_length=120)
    agrees = forms.BooleanField(label="I have read it and may sign for my side")
    version = forms.IntegerField(widget=forms.HiddenInput)


class PaperForm(Form):
    """A signature on paper."""

    side = forms.ChoiceField(label="Who signed", widget=forms.RadioSelect, choices=SIDES)
    name = forms.CharField(label="Name, as it was signed", max_length=120)
    role = forms.CharField(label="Role", max_length=120)
    signed_on = DateField(label="Signed on", what="day it was signed", latest=clock.today)
    kept_where = forms.CharField(
        label="Where the signed paper is kept", max_length=200, help_text="So that somebody else finds it."
    )


class ReviewForm(Form):
    """What a review found."""

    words = forms.CharField(
        label="What the review found", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
    )
    next_on = DateField(label="Next review by", what="day of the next review", earliest=clock.today)


class EndForm(Form):
    """When an agreement ends, and why."""

    until_on = DateField(
        label="It holds no more from", what="day from which it holds no more", earliest=clock.today
    )
    why = forms.CharField(label="Why it ends", max_length=300)
