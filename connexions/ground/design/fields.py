"""Fields that forms ask their questions with, where Django's own say too little."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from connexions.ground.base import antivirus
from connexions.ground.design import dates, words
from connexions.ground.design.dates import BadDate, TypedDate

Limit = dt.date | Callable[[], dt.date] | None


class DateBoxes(forms.Widget):
    """Three boxes: day, month, year. Drawn by ``questions``; here it only reads what was sent."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> TypedDate:
        boxes = TypedDate(*(str(data.get(f"{name}-{box}") or "").strip() for box in TypedDate._fields))
        if boxes.is_empty:
            return dates.typed(data.get(name))
        return dates.unpacked(boxes)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(key in data for key in (name, *(f"{name}-{box}" for box in TypedDate._fields)))

    def format_value(self, value: Any) -> Any:
        return dates.typed(value)


class DateField(forms.Field):
    """A date in three boxes, answered with a sentence when it is wrong.

    *what* names the date in that sentence ("date of birth"); without it the label does. *earliest* and
    *latest* are dates or functions giving one (``clock.today``).
    """

    widget = DateBoxes

    def __init__(
        self, *, what: str = "", earliest: Limit = None, latest: Limit = None, **options: Any
    ) -> None:
        super().__init__(**options)
        self._what, self._earliest, self._latest = what, earliest, latest

    @property
    def what(self) -> str:
        return self._what or spoken(str(self.label or "")) or "date"

    def clean(self, value: Any) -> dt.date | None:
        boxes = dates.typed(value)
        if boxes.is_empty:
            if self.required:
                raise ValidationError(f"Enter {the(self.what)}", code="date day month year")
            return None
        try:
            found = dates.read(boxes)
        except BadDate as bad:
            said = f"{words.sentence(the(self.what))} {bad.must}"
            raise ValidationError(said, code=f"date {' '.join(bad.boxes)}") from bad
        self._check_limits(found)
        self.run_validators(found)
        return found

    def _check_limits(self, found: dt.date) -> None:
        earliest, latest = _limit(self._earliest), _limit(self._latest)
        what = words.sentence(the(self.what))
        if earliest and found < earliest:
            raise ValidationError(
                f"{what} must be {words.day(earliest)} or later", code="date day month year"
            )
        if latest and found > latest:
            raise ValidationError(
                f"{what} must be {words.day(latest)} or earlier", code="date day month year"
            )

    def has_changed(self, initial: Any, data: Any) -> bool:
        both = (dates.typed(initial), dates.typed(data))
        try:
            before, after = (None if boxes.is_empty else dates.read(boxes) for boxes in both)
        except BadDate:
            return True
        return before != after


def _limit(limit: Limit) -> dt.date | None:
    return limit() if callable(limit) else limit


def spoken(label: str) -> str:
    """A label as a thing to speak of in a sentence; nothing if it is a question."""
    if not label or label.endswith("?"):
        return ""
    capitals = label[:2].isupper()
    return label if capitals else label[0].lower() + label[1:]


def the(what: str) -> str:
    """ "the date of birth"; what has an article or an owner already is left alone."""
    owned = ("the ", "a ", "an ", "your ", "their ", "his ", "her ", "its ")
    return what if what.lower().startswith(owned) else f"the {what}"


class PhoneInput(forms.TextInput):
    """A telephone number: the right keyboard on a telephone."""

    input_type = "tel"


CHOOSERS = (
    forms.ChoiceField,
    forms.ModelChoiceField,
    forms.TypedMultipleChoiceField,
    forms.MultipleChoiceField,
)
STOCK_REQUIRED = forms.Field.default_error_messages["required"]
STOCK_EMPTY = "---------"  # Django's own words for no choice


class Answers:
    """Mixed into a form: what Django says in a machine's words is said in ours."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            if field.label is None:
                field.label = words.sentence(name.replace("_", " "))
            speak_plainly(field)


class Form(Answers, forms.Form):
    """A form whose refusals are sentences."""


def speak_plainly(field: forms.Field) -> None:
    """Give *field* refusals that name the question and say what to do."""
    said, label = field.error_messages, str(field.label or "").replace("%", "%%")
    if said.get("required") == STOCK_REQUIRED:
        said["required"] = _asked(field)
    said.setdefault(
        "max_length", f"“{label}” must be %(limit_value)d characters or fewer: it has %(show_value)d"
    )
    said.setdefault(
        "min_length", f"“{label}” must be %(limit_value)d characters or more: it has %(show_value)d"
    )
    said.setdefault("max_value", f"“{label}” must be %(limit_value)s or less")
    said.setdefault("min_value", f"“{label}” must be %(limit_value)s or more")
    if isinstance(field, forms.EmailField):
        said["invalid"] = "Enter an e-mail address like name@example.org"
    elif isinstance(field, forms.IntegerField):
        said["invalid"] = f"“{label}” must be a whole number, like 15"
    if isinstance(field, forms.ModelChoiceField) and field.empty_label == STOCK_EMPTY:
        field.empty_label = "Choose one" if field.required else "None"
    if isinstance(field, CHOOSERS):
        said["invalid_list"] = f"Choose one or more of the answers to “{label}”"
        said["invalid_choice"] = f"Choose one of the answers to “{label}”: “%(value)s” is not one of them"


def _asked(field: forms.Field) -> str:
    label = str(field.label or "")
    if isinstance(field, forms.BooleanField):
        return f"Tick “{label}” to go on"
    if isinstance(field, CHOOSERS):
        return f"Choose an answer to “{label}”"
    return f"Answer “{label}”" if label.endswith("?") else f"Fill in “{label}”"


class CheckedFileField(forms.FileField):
    """A file that is read at once and so is checked for viruses before it is let in, where that is set up."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if upload and antivirus.is_set_up():
            try:
                found = antivirus.scan(upload.chunks()).found
            except antivirus.TooBig as problem:
                raise ValidationError(
                    f"This file is {problem}. Ask the administrator to raise the limit, or to import it at the server"
                ) from None
            except antivirus.CannotScan:
                raise ValidationError(
                    "This file cannot be checked for viruses just now, so it is not taken. Try again in some minutes"
                ) from None
            upload.seek(0)
            if found:
                raise ValidationError(
                    "A virus was found in this file, so it is not taken. Tell whoever it came from"
                )
        return upload
