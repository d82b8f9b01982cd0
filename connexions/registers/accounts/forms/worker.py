"""What is asked about an organisation's worker."""

from typing import Any

from django import forms

from connexions.ground.design.fields import Form


class WorkerForm(Form):
    """Somebody to invite."""

    name = forms.CharField(
        label="Name", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    email = forms.EmailField(label="Work e-mail address", help_text="The invitation goes there.")
    reason = forms.CharField(
        label="Why they are invited although nothing is agreed",
        max_length=300,
        help_text="It is kept in the audit.",
    )

    def __init__(self, *args: Any, agreed: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if agreed:
            del self.fields["reason"]
