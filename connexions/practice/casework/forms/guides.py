"""What a guide asks, and what follows an outcome."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from connexions.ground.design.fields import Form
from connexions.practice.casework.actions.guides import MOST_PROMPTS


class GuideForm(Form):
    """A guide as a manager writes it: a heading a line, what to write after a colon."""

    name = forms.CharField(label="What it is called", max_length=80)
    when = forms.CharField(label="When to use it", max_length=300, required=False)
    prompts = forms.CharField(
        label="What it asks",
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="A heading a line; after a colon, what to write beneath it. For example:"
        " What they told you: in their own words.",
    )

    def clean_prompts(self) -> list[tuple[str, str]]:
        lines = [line.strip() for line in self.cleaned_data["prompts"].splitlines() if line.strip()]
        if len(lines) > MOST_PROMPTS:
            raise ValidationError(f"A guide asks {MOST_PROMPTS} things at most: nobody fills in more")
        found = []
        for line in lines:
            heading, _, words = line.partition(":")
            if not heading.strip():
                raise ValidationError(f"This line has no heading before its colon: “{line[:60]}”")
            if len(heading.strip()) > 80:
                raise ValidationError(f"This heading is longer than 80 characters: “{heading[:60]}…”")
            found.append((heading.strip(), words.strip()))
        return found


def as_lines(prompts: Any) -> str:
    """The prompts as they are typed."""
    return "\n".join(f"{heading}: {words}" if words else heading for heading, words in prompts)


class OutcomeForm(Form):
    """What follows one outcome."""

    try_again_days = forms.IntegerField(
        label="Try again after so many days",
        required=False,
        min_value=1,
        max_value=365,
        help_text="Empty: it does not come up again by itself. A Saturday or Sunday becomes Monday.",
    )
    follow_up = forms.CharField(label="What is to be done", max_length=200, required=False)
    follow_up_days = forms.IntegerField(
        label="Within so many days", required=False, min_value=0, max_value=730
    )
