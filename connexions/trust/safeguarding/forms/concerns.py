"""Raising a concern in two steps, and what is written in it afterwards."""

from collections.abc import Sequence
from typing import Any

from django import forms

from connexions.ground.base import clock
from connexions.ground.design.fields import DateField, Form
from connexions.ground.design.times import TimeField
from connexions.trust.safeguarding.models import Decision, Kind, ToldOf

LONGEST = 8000
Choices = Sequence[tuple[Any, str]]


def _words(label: str, *, hint: str = "", rows: int = 4, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class RaiseForm(Form):
    """What worries you, and about whom."""

    kind = forms.ChoiceField(label="What is it about?", choices=Kind.choices, initial=Kind.NOT_SURE)
    words = _words(
        "What have you seen, heard or been told?",
        hint="As it was said, if you can. Say when, where and who else knows.",
        rows=6,
    )
    whom = forms.CharField(
        label="Whom is it about?",
        help_text="A name, or what you know: age, school, where you met. There need not be a record.",
        max_length=300,
    )
    about_colleague = forms.ChoiceField(
        label="Is it about somebody who works here?",
        help_text="They are not told, and cannot see it.",
        required=False,
    )

    def __init__(self, *args: Any, colleagues: Choices, knows_whom: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if knows_whom:
            del self.fields["whom"]
        if colleagues:
            self.fields["about_colleague"].choices = [("", "No"), *colleagues]  # type: ignore[attr-defined]
        else:
            del self.fields["about_colleague"]


class NotSafeForm(Form):
    """A young person says that they do not feel safe, in their own words."""

    words = _words(
        "What is happening?", hint="Say as much or as little as you like. Your own words are fine.", rows=5
    )


class DecisionForm(Form):
    """A decision and its reasons."""

    what = forms.ChoiceField(
        label="What was decided?", choices=Decision.What.choices, widget=forms.RadioSelect
    )
    reasons = _words("Why?", hint="What is known, what was weighed, who was asked.")


class ToldForm(Form):
    """Who was told, and what."""

    who = forms.CharField(label="Who was told?", max_length=200)
    organisation = forms.CharField(label="Where do they work?", max_length=150, required=False)
    how = forms.ChoiceField(
        label="How?", choices=[one for one in ToldOf.How.choices if one[0] != ToldOf.How.HERE]
    )
    told_on = DateField(label="On", what="day on which they were told", latest=clock.today)
    told_time = TimeField(label="At", required=False)
    what = _words("What were they told?")


class ToRaiserForm(Form):
    """What is said to whoever raised it."""

    what = _words(
        "What should they know?",
        hint="They see this beneath what they wrote, and nothing else of what followed. Say no more than they need.",
    )


class PlanForm(Form):
    """Something to be done."""

    words = _words("What is to be done?", rows=2)
    owner = forms.ChoiceField(label="By whom?", help_text="The concern is opened to them.")
    due_on = DateField(label="By", what="day by which it is done", earliest=clock.today)

    def __init__(self, *args: Any, colleagues: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["owner"].choices = [("", "Choose a colleague"), *colleagues]  # type: ignore[attr-defined]


class HandOnForm(Form):
    """Who sees to it from now on."""

    to = forms.ChoiceField(label="To whom?")
    why = _words("Why?", rows=2, required=False)

    def __init__(self, *args: Any, colleagues: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].choices = [("", "Choose a colleague"), *colleagues]  # type: ignore[attr-defined]


class NameForm(Form):
    """To whom it is opened, and why."""

    user = forms.ChoiceField(label="To whom?", help_text="Colleagues and inspectors. They see all of it.")
    why = _words("Why do they need to see it?", rows=2)

    def __init__(self, *args: Any, colleagues: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["user"].choices = [("", "Choose somebody"), *colleagues]  # type: ignore[attr-defined]


class CloseForm(Form):
    """The review with which a concern is closed."""

    review = _words("Review", hint="Is the young person safe now? What helped? What would we do otherwise?")


class WhyForm(Form):
    """Why a concern is opened again."""

    why = _words("Why is it opened again?", rows=2)


class DoneForm(Form):
    """What came of something that was to be done."""

    came_of_it = _words("What came of it?", rows=3)
