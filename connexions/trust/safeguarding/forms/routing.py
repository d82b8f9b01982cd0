"""Who is told of a concern: rules, leads, rota, and the rest that a partnership settles."""

from typing import Any

from django import forms

from connexions.ground.base import clock
from connexions.ground.design.fields import DateField, Form
from connexions.ground.design.times import TimeField
from connexions.trust.safeguarding.forms.concerns import Choices
from connexions.trust.safeguarding.models import Kind, RoutingRule
from connexions.trust.safeguarding.rules.routing import LABELS, LONGEST, MOST_STEPS, SHORTEST, Step, To

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class SettledForm(Form):
    """Hours, minutes, months."""

    day_from = TimeField(label="Office hours from")
    day_until = TimeField(label="until")
    weekdays = forms.TypedMultipleChoiceField(
        label="On", choices=list(enumerate(DAYS)), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    minutes = forms.IntegerField(
        label="Minutes until a concern goes up, where no rule fits", min_value=SHORTEST, max_value=LONGEST
    )
    risk_months = forms.IntegerField(
        label="Months that a risk note stands at most", min_value=1, max_value=24
    )
    risk_review_days = forms.IntegerField(
        label="Days until a risk note is looked at again", min_value=1, max_value=365
    )
    visitor_minutes = forms.IntegerField(
        label="Minutes late until the visitor is asked", min_value=0, max_value=240
    )
    buddy_minutes = forms.IntegerField(
        label="Minutes late until their buddy is told", min_value=0, max_value=480
    )
    manager_minutes = forms.IntegerField(
        label="Minutes late until the manager is told", min_value=0, max_value=480
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class RuleForm(Form):
    """For which concerns, and whom it tells, step by step. An empty step is none."""

    kind = forms.ChoiceField(
        label="Kind of concern", choices=[("", "Any kind"), *Kind.choices], required=False
    )
    team = forms.TypedChoiceField(label="About young people of", coerce=int, empty_value=None, required=False)
    when = forms.ChoiceField(label="When", choices=RoutingRule.Hours.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, teams: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["team"].choices = [("", "Any team"), *teams]  # type: ignore[attr-defined]

    @property
    def places(self) -> list[tuple[int, Any, Any]]:
        """Each step with its two fields, for the page."""
        return [(n + 1, self[f"to_{n}"], self[f"minutes_{n}"]) for n in range(MOST_STEPS)]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        for n in range(MOST_STEPS):
            if told.get(f"to_{n}") and not told.get(f"minutes_{n}") and f"minutes_{n}" not in self.errors:
                self.add_error(f"minutes_{n}", "Say how many minutes they have")
        if not any(told.get(f"to_{n}") for n in range(MOST_STEPS)):
            self.add_error("to_0", "Say who is told first")
        return told

    @property
    def steps(self) -> list[Step]:
        """The steps that were filled in."""
        told = self.cleaned_data
        return [Step(To(told[f"to_{n}"]), told[f"minutes_{n}"]) for n in range(MOST_STEPS) if told[f"to_{n}"]]


for _n in range(MOST_STEPS):
    RuleForm.base_fields[f"to_{_n}"] = forms.ChoiceField(
        label=f"Step {_n + 1}: tell",
        choices=[("", "Nobody more"), *((one.value, said) for one, said in LABELS.items())],
        required=False,
    )
    RuleForm.base_fields[f"minutes_{_n}"] = forms.IntegerField(
        label=f"Minutes they have, step {_n + 1}", min_value=SHORTEST, max_value=LONGEST, required=False
    )


class LeadForm(Form):
    """A designated lead."""

    user = forms.ChoiceField(label="Who")
    from_on = DateField(label="From", what="first day")
    until_on = DateField(
        label="Until",
        what="day from which they are none",
        required=False,
        help_text="Left empty, it goes on.",
    )

    def __init__(self, *args: Any, colleagues: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["user"].choices = [("", "Choose a colleague"), *colleagues]  # type: ignore[attr-defined]


class RotaForm(Form):
    """A turn on the rota."""

    user = forms.ChoiceField(label="Who is on duty")
    from_on = DateField(label="From", what="first day", earliest=clock.today)
    from_time = TimeField(label="at")
    until_on = DateField(label="Until", what="last day", earliest=clock.today)
    until_time = TimeField(label="at")
    weeks = forms.IntegerField(label="Weeks in a row", min_value=1, max_value=26, initial=1)

    def __init__(self, *args: Any, colleagues: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["user"].choices = [("", "Choose a colleague"), *colleagues]  # type: ignore[attr-defined]
