"""Changing a checklist, the headings of supervision, or the team page's bands."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from connexions.ground.design.fields import Form

MORE = 3  # empty places for new questions
MOST = 20


class ListForm(Form):
    """Questions or headings, each in a place: its words and what is said beneath. An empty one is left out."""

    why = forms.CharField(label="Why it is changed", max_length=200)
    weeks = forms.IntegerField(label="Weeks from one meeting to the next", min_value=1, max_value=52)
    based_on = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, told: dict[str, Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.is_supervision = "headings" in told
        self.standing = told["headings" if self.is_supervision else "questions"]
        if not self.is_supervision:
            del self.fields["weeks"]

    @property
    def names(self) -> tuple[str, str]:
        return ("name", "prompt") if self.is_supervision else ("text", "good")

    @property
    def places(self) -> list[tuple[int, Any, Any]]:
        """Each place with its two fields, for the page."""
        return [
            (n + 1, self[f"text_{n}"], self[f"good_{n}"]) for n in range(min(len(self.standing) + MORE, MOST))
        ]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        for n in range(len(self.places)):
            if told.get(f"good_{n}") and not told.get(f"text_{n}"):
                raise ValidationError({f"text_{n}": f"Fill in number {n + 1}, or empty what is beneath it"})
        return told

    @property
    def told(self) -> dict[str, Any]:
        """The list as it is to be kept. A question that was there keeps its key, so that trends go on."""
        text, good = self.names
        rows, taken = [], {one["key"] for one in self.standing}
        for n in range(len(self.places)):
            words = self.cleaned_data[f"text_{n}"].strip()
            if not words:
                continue
            key = self.standing[n]["key"] if n < len(self.standing) else _key(words, taken)
            taken.add(key)
            rows.append({"key": key, text: words, good: self.cleaned_data[f"good_{n}"].strip()})
        if self.is_supervision:
            return {"headings": rows, "weeks": self.cleaned_data["weeks"]}
        return {"questions": rows}


def _key(words: str, taken: set[str]) -> str:
    stem = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")[:30] or "question"
    key, n = stem, 2
    while key in taken:
        key, n = f"{stem}_{n}", n + 1
    return key


def list_form(*args: Any, told: dict[str, Any], **options: Any) -> ListForm:
    """The form of a list that has so many places."""
    supervision = "headings" in told
    standing = told["headings" if supervision else "questions"]
    fields: dict[str, Any] = {}
    for n in range(min(len(standing) + MORE, MOST)):
        fields[f"text_{n}"] = forms.CharField(
            label=f"{'Heading' if supervision else 'Question'} {n + 1}", max_length=160, required=False
        )
        fields[f"good_{n}"] = forms.CharField(
            label="What to speak about" if supervision else "What good looks like",
            widget=forms.Textarea(attrs={"rows": 2}),
            max_length=600,
            required=False,
        )
    made: type[ListForm] = type("ListForm", (ListForm,), fields)
    return made(*args, told=told, **options)


def initial(told: dict[str, Any], number: int) -> dict[str, Any]:
    """What stands in the form: the list in use."""
    rows, names = (
        (told["headings"], ("name", "prompt"))
        if "headings" in told
        else (told["questions"], ("text", "good"))
    )
    found: dict[str, Any] = {"based_on": number, "weeks": told.get("weeks")}
    for n, one in enumerate(rows):
        found |= {f"text_{n}": one[names[0]], f"good_{n}": one[names[1]]}
    return found


class BandsForm(Form):
    """The weeks between which the team's page counts."""

    contact = forms.CharField(
        label="Weeks since they were last reached", help_text="Like 4, 8, 13.", max_length=40
    )
    review = forms.CharField(label="Weeks a review is overdue", help_text="Like 1, 4.", max_length=40)
    allocated = forms.CharField(label="Weeks with their adviser", help_text="Like 4, 26, 52.", max_length=40)
    tries = forms.IntegerField(label="Tries in a row that want a hand", min_value=2, max_value=20)
    stuck_weeks = forms.IntegerField(label="Weeks a plan may stand still", min_value=1, max_value=52)
    why = forms.CharField(label="Why it is changed", max_length=200)
    based_on = forms.IntegerField(widget=forms.HiddenInput)

    def clean_contact(self) -> list[int]:
        return _weeks(self.cleaned_data["contact"])

    def clean_review(self) -> list[int]:
        return _weeks(self.cleaned_data["review"])

    def clean_allocated(self) -> list[int]:
        return _weeks(self.cleaned_data["allocated"])

    @property
    def told(self) -> dict[str, Any]:
        """The bands as they are to be kept."""
        return {
            name: self.cleaned_data[name]
            for name in ("contact", "review", "allocated", "tries", "stuck_weeks")
        }


def _weeks(typed: str) -> list[int]:
    parts = [one for one in re.split(r"[\s,;]+", typed) if one]
    if (
        not all(one.isdecimal() and 0 < int(one) <= 260 for one in parts if len(one) < 6)
        or not 1 <= len(parts) <= 4
    ):
        raise ValidationError("Give one to four numbers of weeks, like 4, 8, 13")
    numbers = [int(one) for one in parts]
    if numbers != sorted(set(numbers)) or max(numbers) > 260:
        raise ValidationError("Give the weeks from the fewest to the most, each once, up to 260")
    return numbers


def bands_initial(told: dict[str, Any], number: int) -> dict[str, Any]:
    """What stands in the form: the bands in use."""
    lists = {name: ", ".join(map(str, told[name])) for name in ("contact", "review", "allocated")}
    return {**told, **lists, "based_on": number}
