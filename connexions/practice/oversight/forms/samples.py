"""Drawing a sample, and judging what was drawn."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from connexions.ground.base import clock
from connexions.ground.design.fields import DateField, Form
from connexions.practice.oversight.actions.judgements import Found
from connexions.practice.oversight.models import Edition, Sample
from connexions.practice.oversight.queries.frames import Asked
from connexions.practice.oversight.rules.judging import ANSWERS, OVERALL
from connexions.practice.oversight.rules.sampling import MOST
from connexions.registers.accounts.models import Membership

LONGEST = 4000


class DrawForm(Form):
    """What to draw from, and how many."""

    of = forms.ChoiceField(label="Draw", widget=forms.RadioSelect, choices=Sample.Of.choices)
    wanted = forms.IntegerField(label="How many", min_value=1, max_value=MOST)
    team = forms.TypedChoiceField(label="Team", coerce=int, empty_value=None, required=False)
    adviser = forms.TypedChoiceField(label="Adviser", coerce=UUID, empty_value=None, required=False)
    from_on = DateField(label="Finished or agreed from", what="first day", latest=clock.today)
    until_on = DateField(label="Until", what="last day", latest=clock.today)
    strata = forms.ChoiceField(
        label="Spread it evenly?",
        widget=forms.RadioSelect,
        choices=Sample.Strata.choices,
        help_text="Each level or adviser gets its share, and at least one where there is room.",
    )
    why = forms.CharField(label="Why this sample", max_length=200, required=False)

    def __init__(
        self,
        *args: Any,
        teams: list[tuple[int, str]],
        advisers: Iterable[Membership],
        whole: bool,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        everybody = [("", "Every team")] if whole else []
        self.fields["team"].choices = [*everybody, *teams]  # type: ignore[attr-defined]
        named = list(dict.fromkeys((str(one.user_id), one.user.name) for one in advisers))
        self.fields["adviser"].choices = [("", "Every adviser"), *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        first, last = told.get("from_on"), told.get("until_on")
        if first and last and last < first:
            raise ValidationError({"until_on": "The last day must be the first day or later"})
        return told

    @property
    def asked(self) -> Asked:
        """What was asked for."""
        names = ("of", "from_on", "until_on", "strata", "team", "adviser")
        return Asked(**{name: self.cleaned_data[name] for name in names})


class JudgeForm(Form):
    """The checklist of one edition, and the whole."""

    overall = forms.ChoiceField(
        label="Altogether", widget=forms.RadioSelect, choices=list(OVERALL.items()), required=False
    )
    good = forms.CharField(
        label="What is good", widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST, required=False
    )
    to_do = forms.CharField(
        label="What to do", widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST, required=False
    )
    by_on = DateField(label="By", what="day by which it is to be done", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, edition: Edition, **options: Any) -> None:
        self.questions = edition.questions
        super().__init__(*args, **options)

    @property
    def found(self) -> Found:
        """What the reader found."""
        told = self.cleaned_data
        answers = {
            one["key"]: (told[f"answer_{one['key']}"], told[f"words_{one['key']}"]) for one in self.questions
        }
        return Found(answers, told["overall"], told["good"], told["to_do"], told["by_on"])


def judge_form(*args: Any, edition: Edition, **options: Any) -> JudgeForm:
    """The form of one edition: each question asks for an answer and for words."""
    fields: dict[str, Any] = {}
    for one in edition.questions:
        fields[f"answer_{one['key']}"] = forms.ChoiceField(
            label=one["text"], widget=forms.RadioSelect, choices=list(ANSWERS.items()), required=False
        )
        fields[f"words_{one['key']}"] = forms.CharField(
            label=f"In words: {one['text']}",
            widget=forms.Textarea(attrs={"rows": 2}),
            max_length=LONGEST,
            required=False,
        )
    made: type[JudgeForm] = type("JudgeForm", (JudgeForm,), fields)
    return made(*args, edition=edition, **options)


class ReasonForm(Form):
    """Why something is set aside."""

    reason = forms.CharField(label="Why it is set aside", max_length=300)


class ReplyForm(Form):
    """What is said back."""

    words = forms.CharField(
        label="What you want to say", widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST
    )


def starting_with(on: date) -> dict[str, Any]:
    """What stands in the form to begin with: the last three months."""
    return {
        "of": Sample.Of.BOTH,
        "wanted": 10,
        "from_on": date.fromordinal(on.toordinal() - 91),
        "until_on": on,
        "strata": Sample.Strata.LEVEL,
    }
