"""Goals, steps and agreement."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from connexions.ground.design.fields import DateField, Form
from connexions.ground.design.words import day
from connexions.practice.casework.models import Plan, Step
from connexions.practice.casework.rules import LINK_DAYS
from connexions.registers.papers.forms import PaperField

NOBODY = "nobody"
COPY = "copy"
NEEDS_A_NAME = {Step.Owner.CARER, Step.Owner.PARTNER}


class GoalForm(Form):
    """What they want, in their words; beside it what it comes to, and what it builds on."""

    words = forms.CharField(
        label="Goal, in their own words", max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    clarified = forms.CharField(
        label="In other words",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="How you would both know that they have got there. It stands beneath their own words, never in"
        " place of them.",
    )
    strengths = forms.CharField(label="Strengths it builds on", max_length=300, required=False)
    factors = forms.TypedMultipleChoiceField(
        label="Needs it answers", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, factors: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["factors"].choices = factors  # type: ignore[attr-defined]


class StepForm(Form):
    """One thing somebody will do, by a day; who is reminded of it, and when."""

    words = forms.CharField(
        label="Step", max_length=300, help_text="One thing, so small that it can be ticked."
    )
    owner = forms.ChoiceField(label="Who will do it", widget=forms.RadioSelect, choices=Step.Owner.choices)
    carer = forms.ChoiceField(label="Which carer", required=False, widget=forms.Select)
    owner_name = forms.CharField(label="Their name", max_length=100, required=False)
    due_on = DateField(label="By", what="day it is due")
    remind_whom = forms.ChoiceField(
        label="Remind",
        required=False,
        widget=forms.RadioSelect,
        choices=[(NOBODY, "Nobody"), *Step.Reminded.choices[1:]],
    )
    remind_days = forms.TypedChoiceField(
        label="When",
        coerce=int,
        required=False,
        widget=forms.Select,
        choices=[(0, "On the day"), (1, "The day before"), (3, "3 days before"), (7, "A week before")],
    )
    reason = forms.CharField(
        label="Why it changes",
        max_length=300,
        required=False,
        help_text="What it said before stays in the plan, with this.",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        begun_on: date | None = None,
        carers: Sequence[str] = (),
        was_due_on: date | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self._begun_on, self._was_due_on = begun_on, was_due_on
        known = [(name, name) for name in carers]
        self.fields["carer"].choices = [("", "Somebody else, named below"), *known]  # type: ignore[attr-defined]

    def clean_owner_name(self) -> str:
        owner, carer = self.cleaned_data.get("owner"), self.cleaned_data.get("carer", "")
        if owner not in NEEDS_A_NAME:
            return ""
        name: str = carer if owner == Step.Owner.CARER and carer else self.cleaned_data["owner_name"].strip()
        if not name:
            raise ValidationError("Say which carer or agency")
        return name

    def clean_remind_whom(self) -> str:
        chosen: str = self.cleaned_data["remind_whom"]
        return "" if chosen == NOBODY else chosen

    def clean_remind_days(self) -> int:
        days = self.cleaned_data["remind_days"]
        return 1 if days == "" else int(days)

    def clean_due_on(self) -> date:
        due_on: date = self.cleaned_data["due_on"]
        if self._begun_on and due_on < self._begun_on and due_on != self._was_due_on:
            raise ValidationError(
                f"The plan was begun on {day(self._begun_on)}: choose that day or a later one"
            )
        return due_on


class ReasonForm(Form):
    """Why: it stays in the plan, to be read."""

    reason = forms.CharField(label="Why", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class AgreeForm(Form):
    """They agree, face to face or on paper."""

    how = forms.ChoiceField(
        label="How they agreed", widget=forms.RadioSelect, choices=Plan.Agreement.choices[:2]
    )
    signed_on = DateField(label="Signed on", what="day it was signed", required=False)
    scan = PaperField(label="Scan or photo of the signed plan", required=False)
    words = forms.CharField(
        label="What they said to it",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, begun_on: date | None = None, today: date | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._begun_on, self._today = begun_on, today

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("how") != Plan.Agreement.ON_PAPER or "signed_on" in self.errors:
            return told
        signed_on = told.get("signed_on")
        if signed_on is None:
            told["signed_on"] = self._today
        elif self._begun_on and signed_on < self._begun_on:
            self.add_error(
                "signed_on", f"The plan was begun on {day(self._begun_on)}: it was signed then or later"
            )
        elif self._today and signed_on > self._today:
            self.add_error("signed_on", "The day on which it was signed cannot be in the future")
        return told


class AskForm(Form):
    """Ask the young person to agree by a link."""

    to = forms.ChoiceField(label="How they get it", widget=forms.RadioSelect)
    days = forms.TypedChoiceField(
        label="It works for",
        coerce=int,
        widget=forms.Select,
        choices=[(days, f"{days} days") for days in LINK_DAYS],
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    safe = forms.CharField(
        label="How do you know that it is safe to write to them here?",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Only if it is sent: who else sees this phone or inbox, and what did they ask for? It is kept.",
    )

    def __init__(
        self, *args: Any, ways: list[tuple[str, str]], restricted: bool = False, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["to"].choices = [*ways, (COPY, "Show me the link, and I pass it on")]  # type: ignore[attr-defined]
        if not (restricted and ways):
            del self.fields["safe"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if "safe" in self.fields and told.get("to") not in (None, COPY) and not told.get("safe", "").strip():
            self.add_error("safe", "Say how you know that it is safe, or pass the link on yourself")
        return told


class AnswerForm(Form):
    """The young person's own answer."""

    answer = forms.ChoiceField(
        label="Do you agree with this plan?",
        widget=forms.RadioSelect,
        choices=[("agree", "Yes, I agree"), ("change", "I want to change something")],
    )
    words = forms.CharField(
        label="Anything you want to say",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("answer") == "change" and not told.get("words", "").strip():
            self.add_error("words", "Write what you want to change")
        return told


class SayForm(Form):
    """What a young person says about a step."""

    words = forms.CharField(
        label="What do you want to say about it?", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class PromptForm(Form):
    """One prompt, as a partnership has it."""

    is_on = forms.BooleanField(label="Ask this", required=False)
    says = forms.CharField(
        label="What it asks",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="{name} stands for the young person, {word} for the word that was found, {number} and {day} for a"
        " number and a day.",
    )
    words = forms.CharField(
        label="Words it looks for",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="One a line.",
    )
    number = forms.IntegerField(label="Limit", required=False, min_value=0, max_value=1000)
    version = forms.IntegerField(widget=forms.HiddenInput)


class CloseForm(Form):
    """A plan's end."""

    summary = forms.CharField(label="How it ended", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
