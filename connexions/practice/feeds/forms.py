"""What is asked of the data officer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from connexions.ground.design.fields import CheckedFileField, Form


class ExtractForm(Form):
    """Which file."""

    extract = CheckedFileField(
        label="The extract",
        help_text="The XML file that your case information system writes for the NCCIS return. Any size.",
        max_length=200,
        allow_empty_file=True,
        error_messages={"required": "Choose the extract to send"},
        widget=forms.ClearableFileInput(attrs={"accept": ".xml,application/xml,text/xml"}),
    )

    def clean_extract(self) -> UploadedFile[Any]:
        """Refuse at once what nobody needs to read to refuse."""
        upload: UploadedFile[Any] = self.cleaned_data["extract"]
        if upload.size == 0:
            raise forms.ValidationError("The file is empty. Choose the extract again.")
        return upload


class Filter(forms.Form):
    """Which problems are shown; anything odd shows all."""

    priority = forms.TypedChoiceField(
        choices=[(1, 1), (2, 2), (3, 3)], coerce=int, empty_value=None, required=False
    )
    rule = forms.IntegerField(required=False, min_value=1, max_value=9999)

    def chosen(self) -> dict[str, int | None]:
        """The priority and the rule asked for, each None for all."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or None for name in ("priority", "rule")}
