"""What is asked about answers, reports, sendings and the queues themselves."""

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms

from connexions.ground.design.fields import DateField, Form
from connexions.practice.tracing.actions.links import Said
from connexions.practice.tracing.actions.queue_rules import LABELS
from connexions.practice.tracing.models import QueueRules, Sending, StatusAnswer
from connexions.practice.tracing.rules.outcomes import ENDINGS


class AnswerForm(Form):
    """What somebody does now, in their own words."""

    still = forms.ChoiceField(
        label="Is that still right?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes, that is right"), ("no", "No, something else now")],
    )
    does = forms.ChoiceField(
        label="What do you do now?",
        widget=forms.RadioSelect,
        choices=StatusAnswer.Does.choices,
        required=False,
    )
    where = forms.CharField(
        label="Where", max_length=200, required=False, help_text="The school, college, firm or course."
    )
    since_on = DateField(
        label="Since about when", what="day it began", required=False, help_text="A guess is fine."
    )
    words = forms.CharField(
        label="Anything you want to tell us",
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    wants_help = forms.BooleanField(label="I would like somebody to ring me", required=False)

    def __init__(self, *args: Any, known: bool, carer: str, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["since_on"]._latest = on  # type: ignore[attr-defined]
        if not known:
            del self.fields["still"]
        if carer:
            self.fields["does"].label = f"What does {carer} do now?"
            self.fields["wants_help"].label = "We would like somebody to ring us"

    def said(self) -> Said:
        """What was answered: what is still so needs no more."""
        told = self.cleaned_data
        said = Said(words=told["words"], wants_help=told["wants_help"])
        if told.get("still") == "yes":
            return replace(said, still=True)
        return replace(said, does=told["does"], where=told["where"], since_on=told["since_on"])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("still") != "yes" and "still" not in self.errors and not told.get("does"):
            self.add_error("does", "Choose the one that fits best")
        return told


class TakeForm(Form):
    """An answer as it goes on to the record."""

    kind = forms.ChoiceField(label="What they do now")
    start_on = DateField(label="Since when", what="day it began")
    establishment_name = forms.CharField(label="Where", max_length=200, required=False)
    predicted_end_on = DateField(label="Last day of the course", required=False)
    review_on = DateField(label="Ask again on", required=False)

    def __init__(self, *args: Any, kinds: list[tuple[str, Any]], on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [("", "Choose"), *kinds]  # type: ignore[attr-defined]
        self.fields["start_on"]._latest = on  # type: ignore[attr-defined]


class AsideForm(Form):
    """Why an answer is not taken on."""

    because = forms.CharField(label="Why the record stays as it is", max_length=300)


class LeavingForm(Form):
    """A report that a young person left."""

    place = forms.CharField(
        label="School, college or provider", max_length=200, help_text="Which they have left."
    )
    reported_by = forms.CharField(label="Who told us", max_length=120)
    reply_to = forms.EmailField(
        label="Where the outcome is told back",
        required=False,
        help_text="An e-mail address at work. No name goes into the e-mail, only their reference.",
    )
    their_reference = forms.CharField(
        label="Their reference",
        max_length=40,
        required=False,
        help_text="By which they know whom we mean: not a name.",
    )
    reported_on = DateField(label="When they told us", what="day they told us")
    left_on = DateField(label="When they left", what="day they left")
    reason = forms.CharField(label="Why, if they said", max_length=300, required=False)


class EndForm(Form):
    """How a report ended."""

    ending = forms.ChoiceField(
        label="How it ended", widget=forms.RadioSelect, choices=[(key, said) for key, said in ENDINGS.items()]
    )


class ToldBackForm(Form):
    """How they were told."""

    how = forms.CharField(label="How they were told", max_length=60, help_text="“By telephone”.")


class WriteForm(Form):
    """What is written to a group."""

    way = forms.ChoiceField(
        label="How", choices=Sending.Way.choices, widget=forms.RadioSelect, initial=Sending.Way.TEXT
    )
    words = forms.CharField(
        label="What it says",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="{name} becomes what each is called, {link} the address by which each answers for themselves.",
    )


class RulesForm(Form):
    """How the queues work: a number for each."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, label in LABELS.items():
            column: Any = QueueRules._meta.get_field(name)
            least, most = sorted(one.limit_value for one in column.validators if hasattr(one, "limit_value"))[
                :2
            ]
            self.fields[name] = forms.IntegerField(
                label=label, min_value=least, max_value=most, help_text=column.help_text
            )
