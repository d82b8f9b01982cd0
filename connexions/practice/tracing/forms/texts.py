"""What is done with a text that arrived."""

from typing import Any

from django import forms

from connexions.ground.design.fields import Form
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import may_be_written_to

NOBODY = "nobody"


class DealForm(Form):
    """Whose text it is, whether the number is kept with them, and what is answered."""

    whose = forms.ChoiceField(label="Whose text is it?", widget=forms.RadioSelect)
    keep_number = forms.BooleanField(label="Keep the number with their record", required=False)
    reply = forms.CharField(
        label="Answer",
        max_length=459,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Goes to the number as a text. Left empty, nothing is sent.",
    )

    safe = forms.CharField(
        label="If you answer: how do you know that it is safe to write to them here?",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Their record is restricted. Who else sees this phone, and what did they ask for? It is kept.",
    )

    def __init__(self, *args: Any, whose: list[YoungPerson], **options: Any) -> None:
        super().__init__(*args, **options)
        if all(may_be_written_to(one) for one in whose):
            del self.fields["safe"]
        self.people = {str(one.pk): one for one in whose}
        choices = [(pk, f"{one.name}, born {one.date_of_birth.year}") for pk, one in self.people.items()]
        self.fields["whose"].choices = [  # type: ignore[attr-defined]
            *choices,
            (NOBODY, "Nobody whom we know, or it does not matter"),
        ]
        self.fields["whose"].initial = next(iter(self.people)) if len(self.people) == 1 else None

    @property
    def young_person(self) -> YoungPerson | None:
        """Who was chosen."""
        return self.people.get(self.cleaned_data["whose"])


class FindForm(Form):
    """Somebody else, by name."""

    name = forms.CharField(label="Somebody else, by name", max_length=100)
