"""The note of a supervision meeting."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from connexions.ground.base import clock
from connexions.ground.design.fields import DateField, Form
from connexions.practice.oversight.actions.supervision import Promise
from connexions.practice.oversight.models import Agreed, Meeting

PLACES = 4  # for what was agreed
LONGEST = 8000


class MeetingForm(Form):
    """When, what about, whom, and what was agreed."""

    held_on = DateField(label="Held on", what="day of the meeting", latest=clock.today)
    people = forms.CharField(
        label="Young people spoken about",
        help_text="One name a line, from this adviser’s caseload. Only who may see the record is shown the name.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, headings: list[dict[str, Any]], **options: Any) -> None:
        self.headings = headings
        super().__init__(*args, **options)

    @property
    def about(self) -> list[tuple[dict[str, Any], Any]]:
        """Each heading with its field, for the page."""
        return [(one, self[f"note_{one['key']}"]) for one in self.headings]

    @property
    def places(self) -> list[tuple[Any, Any, Any]]:
        """Each place for what was agreed: what, who, by when."""
        return [(self[f"what_{n}"], self[f"who_{n}"], self[f"due_{n}"]) for n in range(PLACES)]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        wrong: dict[str, str] = {}
        for n in range(PLACES):
            if told.get(f"what_{n}") and not told.get(f"due_{n}") and f"due_{n}" not in self.errors:
                wrong[f"due_{n}"] = "Say by when this is to be done"
        if wrong:
            raise ValidationError(wrong)
        return told

    @property
    def notes(self) -> dict[str, str]:
        return {one["key"]: self.cleaned_data[f"note_{one['key']}"] for one in self.headings}

    @property
    def agreed(self) -> list[Promise]:
        """What was agreed; an empty place is none."""
        told = self.cleaned_data
        return [
            Promise(told[f"who_{n}"], told[f"what_{n}"], told[f"due_{n}"])
            for n in range(PLACES)
            if told[f"what_{n}"]
        ]

    @property
    def names(self) -> list[str]:
        """The names that were typed, one a line."""
        return [" ".join(line.split()) for line in self.cleaned_data["people"].splitlines() if line.strip()][
            :20
        ]


def meeting_form(*args: Any, headings: list[dict[str, Any]], **options: Any) -> MeetingForm:
    """The form with a field for each heading."""
    fields: dict[str, Any] = {}
    for one in headings:
        fields[f"note_{one['key']}"] = forms.CharField(
            label=one["name"],
            help_text=one["prompt"],
            widget=forms.Textarea(attrs={"rows": 3}),
            max_length=LONGEST,
            required=False,
        )
    for n in range(PLACES):
        fields[f"what_{n}"] = forms.CharField(label=f"Agreed, {n + 1}", max_length=300, required=False)
        fields[f"who_{n}"] = forms.ChoiceField(label="Who", choices=Agreed.Who.choices)
        fields[f"due_{n}"] = DateField(label="By", what=f"day of number {n + 1}", required=False)
    made: type[MeetingForm] = type("MeetingForm", (MeetingForm,), fields)
    return made(*args, headings=headings, **options)


def initial(meeting: Meeting | None, names: list[str]) -> dict[str, Any]:
    """What stands in the form: the note as it is, or an empty one of today."""
    if meeting is None:
        return {"held_on": clock.today(), "version": 0}
    found: dict[str, Any] = {
        "held_on": meeting.held_on,
        "version": meeting.version,
        "people": "\n".join(names),
    }
    found |= {f"note_{key}": text for key, text in meeting.notes.items()}
    for n, one in enumerate([one for one in meeting.agreed.all() if one.done_on is None][:PLACES]):
        found |= {f"what_{n}": one.words, f"who_{n}": one.who, f"due_{n}": one.due_on}
    return found
