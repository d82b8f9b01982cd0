"""What is asked about what a young person does."""

from datetime import date, timedelta
from typing import Any

from django import forms

from connexions.ground.design.fields import DateField, Form
from connexions.practice.tracking.models import ActivityKind, CurrencyRule, Source


class Known(Form):
    """How we know: who told us, from the list; in whose words; what we saw."""

    source_key = forms.ChoiceField(label="Who told us")
    source = forms.CharField(
        label="How, in a few words",
        max_length=58,
        required=False,
        help_text="“On the phone, at about four.”",
    )
    evidence_key = forms.ChoiceField(label="What we saw", required=False)
    evidence = forms.CharField(label="What it says", max_length=200, required=False)

    def __init__(self, *args: Any, sources: list[Source], **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, "source_key", _listed(sources, Source.Purpose.TOLD))
        _offer(self, "evidence_key", _listed(sources, Source.Purpose.SEEN, "Nothing, or not asked"))


class ConfirmForm(Known):
    """It is still so."""

    review_on = DateField(label="Ask again on", required=False)


class RecordForm(Known):
    """They do something else now."""

    kind = forms.ChoiceField(label="What they do now")
    start_on = DateField(label="Since when", what="day it began")
    establishment_name = forms.CharField(
        label="Where", max_length=200, required=False, help_text="School, college, employer or provider."
    )
    predicted_end_on = DateField(
        label="Last day of the course", required=False, help_text="For a course or training."
    )
    review_on = DateField(
        label="Ask again on", required=False, help_text="For something short: a gap year, a temporary job."
    )

    def __init__(self, *args: Any, kinds: list[ActivityKind], on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, "kind", [("", "Choose"), *grouped(kinds)])
        self.fields["start_on"]._latest = on  # type: ignore[attr-defined]
        self.fields["review_on"]._earliest = on + timedelta(days=1)  # type: ignore[attr-defined]


class BecauseForm(Form):
    """Why something is put right."""

    because = forms.CharField(
        label="Why",
        max_length=300,
        help_text="What was wrong, and how you know. It stands beside the change.",
    )


class SpellForm(BecauseForm):
    """A spell that is over."""

    kind = forms.ChoiceField(label="What they did")
    start_on = DateField(label="First day", what="first day")
    last_on = DateField(label="Last day", what="last day")
    establishment_name = forms.CharField(label="Where", max_length=200, required=False)
    make_room = forms.BooleanField(label="Shorten the spells around it where they overlap", required=False)

    def __init__(self, *args: Any, kinds: list[ActivityKind], on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, "kind", [("", "Choose"), *grouped(kinds)])
        self.fields["start_on"]._latest = on  # type: ignore[attr-defined]
        if "last_on" in self.fields:
            self.fields["last_on"]._latest = on  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        first, last = told.get("start_on"), told.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", "The last day is before the first: look at the two again")
        return told


class CorrectSpellForm(SpellForm):
    """What a spell should have said. One that goes on has no last day to put right."""

    def __init__(self, *args: Any, goes_on: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if goes_on:
            del self.fields["last_on"]


class AddSpellForm(SpellForm):
    """A spell that was missed."""

    source_key = forms.ChoiceField(label="Who told us")

    def __init__(self, *args: Any, sources: list[Source], **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, "source_key", _listed(sources, Source.Purpose.TOLD))


class RemoveSpellForm(BecauseForm):
    """A spell that never was."""


class BelievedForm(Form):
    """Which day, and as it was recorded by when."""

    day = DateField(label="What they did on", what="day")
    recorded = DateField(label="As it was recorded at the end of", what="day it was recorded by")


class SourceForm(Form):
    """An answer to “how do we know?”."""

    purpose = forms.ChoiceField(label="In which list", choices=Source.Purpose.choices)
    label = forms.CharField(label="In words", max_length=40)
    order = forms.IntegerField(
        label="Place in the list", min_value=1, max_value=999, help_text="Smaller numbers come first."
    )
    in_use = forms.BooleanField(label="May be chosen", required=False)


class CurrencyForm(Form):
    """How long one kind stays current, from a day on."""

    basis = forms.ChoiceField(label="It lapses", choices=CurrencyRule.Basis.choices)
    months = forms.IntegerField(label="After months", min_value=0, max_value=24, required=False)
    days = forms.IntegerField(label="And days", min_value=0, max_value=366, required=False)
    capped = forms.BooleanField(label="At most until the course ends", required=False)
    from_on = DateField(label="For what is verified from", what="day from which it holds")
    because = forms.CharField(
        label="Why",
        max_length=300,
        help_text="Which edition of the requirement says so, or what you decided.",
    )

    def clean_months(self) -> int:
        return self.cleaned_data["months"] or 0

    def clean_days(self) -> int:
        return self.cleaned_data["days"] or 0


def _offer(form: Form, name: str, choices: list[Any]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]


def _listed(sources: list[Source], purpose: str, none: str = "Choose") -> list[tuple[str, str]]:
    return [("", none), *((one.key, one.label) for one in sources if one.purpose == purpose)]


def grouped(kinds: list[ActivityKind]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The kinds by group, as a list to choose from shows them."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for kind in kinds:
        groups.setdefault(ActivityKind.Group(kind.group).label, []).append((kind.code, kind.label))
    return list(groups.items())
