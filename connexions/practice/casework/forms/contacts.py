"""A contact, or a try at one: in one line, or at length with a guide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from django import forms

from connexions.ground.base import clock
from connexions.ground.design.fields import DateField, Form
from connexions.practice.casework import recording
from connexions.practice.casework.models import Contact
from connexions.practice.casework.queries.guides import Guidance

TIMES = ["%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p"]
LONGEST = 20_000  # characters: some six pages
# Words are taken as they are spoken or typed: nothing is completed, and a telephone may be talked to.
PLAIN = {"autocomplete": "off"}


class TimeField(forms.TimeField):
    """A time as people write it: 14:30, 2:30pm, 2pm."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=TIMES, **options)
        self.error_messages["invalid"] = "Enter a time like 2:30pm or 14:30"

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(" ", "") if isinstance(value, str) else value)


def note_field(label: str = "Note", rows: int = 5, **options: Any) -> forms.CharField:
    """A plain box for as much as somebody has to say."""
    box = forms.Textarea(attrs={"rows": rows, **PLAIN})
    return forms.CharField(label=label, widget=box, required=False, max_length=LONGEST, **options)


class Sending(Form):
    """A form that is kept once, however often it is sent."""

    sent_as = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)
    another = forms.BooleanField(label="This is another contact, not the same", required=False)


class ContactForm(Sending):
    """How, what came of it, what was said; under the headings of a guide where one is chosen."""

    channel = forms.ChoiceField(label="How", choices=Contact.Channel.choices, widget=forms.RadioSelect)
    outcome = forms.ChoiceField(
        label="What happened", choices=Contact.Outcome.choices, widget=forms.RadioSelect
    )
    contact_point = forms.ChoiceField(
        label="Which number or address",
        required=False,
        help_text="A wrong one is marked, and not tried again.",
    )
    reached = forms.CharField(label="Who was reached", max_length=120, required=False)
    new_address = forms.CharField(
        label="Where they are said to live now",
        max_length=300,
        required=False,
        help_text="It is not put on the record until somebody has checked it.",
    )
    guide = forms.ChoiceField(label="Guide", required=False)
    note = note_field()
    met_on = DateField(label="When", what="day of the contact", latest=clock.today)
    time = TimeField(label="Time", required=False)
    minutes = forms.IntegerField(label="How many minutes", required=False, min_value=0, max_value=1440)
    they_came = forms.BooleanField(label="They got in touch with us", required=False)
    who_else = forms.CharField(label="Who else was there", max_length=200, required=False)
    about = forms.ChoiceField(label="About which goal or step", required=False)
    try_again_on = DateField(
        label="Try again on",
        required=False,
        earliest=clock.today,
        help_text="If nobody was reached. Left empty, a working day soon is chosen.",
    )
    to_do = forms.CharField(label="What is to be done next", max_length=300, required=False)
    to_do_by = DateField(label="By", what="day by which it is done", required=False, earliest=clock.today)

    def __init__(
        self,
        *args: Any,
        guides: Mapping[str, Guidance],
        points: Iterable[tuple[str, str]] = (),
        about: Iterable[Any] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.guides = guides
        self._choose("contact_point", [("", "Not said"), *points])
        self._choose("about", [("", "Nothing in particular"), *about])
        self._choose("guide", [("", "No guide"), *((key, one.name) for key, one in guides.items())])
        chosen = str((self.data if self.is_bound else self.initial).get("guide") or "")
        self.chosen = guides.get(chosen)
        for place, (heading, hint) in enumerate(self.chosen.prompts if self.chosen else ()):
            self.fields[f"answer_{place}"] = note_field(heading, 3, help_text=hint)

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices, field.widget = choices, forms.Select()
        field.widget.choices = choices

    @property
    def asked_for(self) -> list[forms.BoundField]:
        """The questions of the guide."""
        return [self[name] for name in self.fields if name.startswith("answer_")]

    def answers(self) -> list[tuple[str, str]]:
        """What was written under each heading."""
        prompts = self.chosen.prompts if self.chosen else ()
        return [
            (heading, self.cleaned_data.get(f"answer_{place}", "").strip())
            for place, (heading, _) in enumerate(prompts)
        ]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        told["note"] = (told.get("note") or "").strip()
        wrote = told["note"] or any(words for _, words in self.answers())
        if not wrote and told.get("outcome") == Contact.Outcome.SPOKE and "note" not in self.errors:
            self.add_error("note", "Say in a few words what you spoke about")
        if told.get("outcome") == Contact.Outcome.REACHED_SOMEONE_ELSE and not told.get("reached"):
            self.add_error("reached", "Say who was reached")
        if told.get("to_do") and not told.get("to_do_by") and "to_do_by" not in self.errors:
            self.add_error("to_do_by", "Say by when it is to be done")
        if told.get("to_do_by") and not told.get("to_do"):
            self.add_error("to_do", "Say what is to be done by that day")
        return told


class QuickContactForm(Sending):
    """A contact in one line, now: who, how, what came of it, a note."""

    who = forms.CharField(label="Who with", max_length=400, required=False)
    line = forms.CharField(label="In one line", max_length=400, required=False)  # where it is known who
    channel = forms.ChoiceField(
        label="How", choices=Contact.Channel.choices[:-1], widget=forms.RadioSelect, required=False
    )
    outcome = forms.ChoiceField(
        label="What happened", choices=Contact.Outcome.choices[:-1], widget=forms.RadioSelect, required=False
    )
    note = note_field(rows=2)
    young_person = forms.UUIDField(required=False, widget=forms.HiddenInput)
    back = forms.CharField(required=False, widget=forms.HiddenInput, max_length=300)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["channel"].error_messages["required"] = "Choose how"

    def clean(self) -> dict[str, Any]:
        """What the line says counts; what was chosen says the rest."""
        told = super().clean() or {}
        typed = told.get("line")
        line = recording.read(f",{typed}" if typed else str(told.get("who") or ""))
        told["who"] = line.who
        told["channel"] = line.channel or told.get("channel") or ""
        told["outcome"] = line.outcome or told.get("outcome") or ""
        told["note"] = "\n".join(part for part in (line.note, (told.get("note") or "").strip()) if part)
        if not told["who"] and not told.get("young_person") and "who" not in self.errors:
            self.add_error("who", "Say who it was with")
        self._ask_for(told)
        return told

    def _ask_for(self, told: dict[str, Any]) -> None:
        channel, outcome, note = told["channel"], told["outcome"], told["note"]
        if not channel and "channel" not in self.errors:
            self.add_error("channel", "Choose how, or write it: Leo Fenwick, phone, no answer")
        if not outcome and "outcome" not in self.errors:
            self.add_error("outcome", "Choose what happened, or write it: Leo Fenwick, phone, no answer")
        if not note and outcome == Contact.Outcome.SPOKE and "note" not in self.errors:
            self.add_error("note", "Say in a few words what you spoke about")


class CorrectForm(Form):
    """What a contact should have said, and why it is changed."""

    channel = ContactForm.base_fields["channel"]
    outcome = ContactForm.base_fields["outcome"]
    note = note_field()
    met_on = DateField(label="When", what="day of the contact", latest=clock.today)
    time = TimeField(label="Time", required=False)
    minutes = forms.IntegerField(label="How many minutes", required=False, min_value=0, max_value=1440)
    who_else = forms.CharField(label="Who else was there", max_length=200, required=False)
    because = forms.CharField(
        label="Why is it put right?", max_length=300, help_text="This stands beside what it said before."
    )

    def __init__(self, *args: Any, answers: list[list[str]] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.headings = [heading for heading, _ in answers or [] if heading]
        for place, (heading, words) in enumerate(answers or []):
            if heading:
                self.fields[f"answer_{place}"] = note_field(heading, 3)
                self.initial.setdefault(f"answer_{place}", words)

    @property
    def asked_for(self) -> list[forms.BoundField]:
        """What was written under headings."""
        return [self[name] for name in self.fields if name.startswith("answer_")]

    def answers(self) -> list[list[str]]:
        """The same, as it is to be."""
        told = [
            [heading, self.cleaned_data.get(f"answer_{place}", "").strip()]
            for place, heading in enumerate(self.headings)
        ]
        return [*told, ["", self.cleaned_data["note"].strip()]]


class MoveForm(Form):
    """Whose contact it is, and how it came to be here."""

    who = forms.CharField(label="Whose is it?", max_length=120, help_text="Their name, or a part of it.")
    young_person = forms.UUIDField(required=False, widget=forms.HiddenInput)
    because = forms.CharField(
        label="How did it come to be here?",
        max_length=300,
        help_text="This stands on both records: name nobody. For example: opened the wrong record.",
    )


class TakeAwayForm(Form):
    """Why a contact is taken off."""

    because = forms.CharField(
        label="Why is it taken away?", max_length=300, help_text="For example: written down twice."
    )


def checked(form: forms.BaseForm) -> Any:
    """Nothing is wrong with a form that was not sent to be saved."""
    form._errors = forms.utils.ErrorDict()  # type: ignore[attr-defined]
    return form


__all__ = [
    "ContactForm",
    "CorrectForm",
    "MoveForm",
    "QuickContactForm",
    "TakeAwayForm",
    "TimeField",
    "checked",
]
