"""How the partnership assesses: the scale, the factors' words, the groups, and what is new in an edition."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from connexions.ground.design.fields import Form

NEED, NEITHER, STRENGTH = "need", "neither", "strength"
KINDS = [(NEED, "A need"), (NEITHER, "Neither"), (STRENGTH, "A strength")]
WORDS = ("label", "short", "meaning", "plain")
MOST_LEVELS = 9


class ScaleForm(Form):
    """The levels from weakest to strongest. An empty one at the end is there to add a level; a level whose name is
    taken away goes."""

    name = forms.CharField(label="What this form is called", max_length=100)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, levels: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.places = range(1, min(levels + 1, MOST_LEVELS) + 1)
        for place in self.places:
            self.fields[f"label_{place}"] = forms.CharField(label="Name", required=False, max_length=40)
            self.fields[f"short_{place}"] = forms.CharField(
                label="On the wheel", help_text="A word or two.", required=False, max_length=14
            )
            self.fields[f"meaning_{place}"] = forms.CharField(
                label="What it means",
                widget=forms.Textarea(attrs={"rows": 2}),
                required=False,
                max_length=300,
            )
            self.fields[f"plain_{place}"] = forms.CharField(
                label="As a young person would say it", required=False, max_length=80
            )
            self.fields[f"kind_{place}"] = forms.ChoiceField(
                label="It is", choices=KINDS, required=False, widget=forms.RadioSelect
            )

    def rows(self) -> list[dict[str, Any]]:
        """The questions about each level, from weakest to strongest."""
        return [
            {"place": place, **{word: self[f"{word}_{place}"] for word in (*WORDS, "kind")}}
            for place in self.places
        ]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        kept = [place for place in self.places if told.get(f"label_{place}")]
        scale = [{word: told.get(f"{word}_{place}") or "" for word in WORDS} for place in kept]
        for one in scale:
            one["short"] = one["short"] or one["label"][:14]
        kinds = [told.get(f"kind_{place}") or NEITHER for place in kept]
        if len(scale) < 2:
            self.add_error(None, "A scale needs at least two levels.")
        elif kinds != sorted(kinds, key=[NEED, NEITHER, STRENGTH].index):
            self.add_error(
                None, "Needs are the weakest levels and strengths the strongest: put the kinds in order."
            )
        elif NEED not in kinds or STRENGTH not in kinds:
            self.add_error(None, "At least one level is a need, and at least one a strength.")
        told["scale"], told["need_at_most"] = scale, kinds.count(NEED)
        told["strength_at_least"] = len(kinds) - kinds.count(STRENGTH) + 1
        return told


def initial_scale(
    *, name: str, scale: Iterable[Mapping[str, Any]], need_at_most: int, strength_at_least: int, version: int
) -> dict[str, Any]:
    """What stands in the boxes to begin with."""
    told: dict[str, Any] = {"name": name, "version": version}
    for place, one in enumerate(scale, start=1):
        told |= {f"{word}_{place}": one.get(word, "") for word in WORDS}
        told[f"kind_{place}"] = (
            NEED if place <= need_at_most else STRENGTH if place >= strength_at_least else NEITHER
        )
    return told


class FactorForm(Form):
    """One factor, in our words and in the young person's."""

    name = forms.CharField(label="Name", max_length=80)
    group = forms.CharField(label="Group", help_text="One that is there, or a new one.", max_length=60)
    prompts = forms.CharField(
        label="Things to ask",
        help_text="One a line. The adviser opens them while rating.",
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        max_length=2000,
    )
    plain_name = forms.CharField(
        label="What a young person would call it",
        help_text="Shown when they answer for themselves, and on their own page.",
        max_length=80,
    )
    plain_question = forms.CharField(
        label="What to ask a young person",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
    )
    asks_anew = forms.BooleanField(
        label="It asks about something else now",
        help_text="Then it counts as another factor, and is not compared with what was rated before.",
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def words(self) -> dict[str, str]:
        """What was said, for the action."""
        kept = ("name", "group", "prompts", "plain_name", "plain_question")
        return {name: self.cleaned_data[name] for name in kept}


class GroupsForm(Form):
    """What the groups are called, and in which order they stand."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, groups: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.groups = groups
        for place, name in enumerate(groups, start=1):
            self.fields[f"name_{place}"] = forms.CharField(
                label=f"Name of group {place}", max_length=60, initial=name
            )
            self.fields[f"place_{place}"] = forms.IntegerField(
                label="Place", min_value=1, max_value=99, initial=place
            )

    def rows(self) -> list[dict[str, Any]]:
        return [
            {"name": self[f"name_{place}"], "place": self[f"place_{place}"]}
            for place, _ in enumerate(self.groups, start=1)
        ]

    @property
    def names(self) -> list[tuple[str, str, int]]:
        """Name until now, name from now, place."""
        told = self.cleaned_data
        return [
            (name, told[f"name_{place}"], told[f"place_{place}"])
            for place, name in enumerate(self.groups, start=1)
        ]


class PublishForm(Form):
    """What is new."""

    note = forms.CharField(
        label="What is new in this edition, and why?",
        help_text="Advisers with an open assessment read it.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
