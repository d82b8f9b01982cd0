"""Which file, what it is, and why one is taken away. ``PaperField`` asks for a file in any room's form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from connexions.ground.base.refusals import NotPossible
from connexions.ground.design.fields import Form
from connexions.registers.papers import rules
from connexions.registers.papers.models import Paper
from connexions.registers.papers.recognising import content_type

# Named so that a telephone hands over a JPEG of its own accord.
ACCEPT = ".pdf,.jpg,.jpeg,.png,.webp,.txt,.docx,.xlsx,.odt"
HINT = (
    "A PDF, photo (JPEG, PNG, WebP), Word document, spreadsheet or plain text, up to 20 MB."
    " Where and when a photo was taken is left out."
)


class PaperField(forms.FileField):
    """A file that may be kept with a record, found out by its content."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", "File")
        options.setdefault("help_text", HINT)
        options.setdefault("max_length", 200)
        options.setdefault("allow_empty_file", True)  # refused below, with our sentence
        options.setdefault("widget", forms.FileInput(attrs={"accept": ACCEPT}))
        super().__init__(**options)
        self.error_messages["required"] = "Choose the file to keep"

    def clean(self, data: Any, initial: Any = None) -> UploadedFile[Any] | None:
        upload: UploadedFile[Any] | None = super().clean(data, initial)
        if not upload:
            return None
        if (upload.size or 0) > rules.LIMIT:
            raise ValidationError(rules.TOO_BIG)
        try:
            content_type(upload.file)  # type: ignore[arg-type]
        except NotPossible as refusal:
            raise ValidationError(refusal.sentence) from None
        return upload


class PaperForm(Form):
    """A file to keep."""

    paper = PaperField()
    kind = forms.ChoiceField(
        label="What it is", choices=[("", "Choose"), *Paper.Kind.choices], widget=forms.Select
    )
    title = forms.CharField(
        label="What to call it", max_length=120, required=False, help_text="Left empty, the file’s own name."
    )


class TakeAwayForm(Form):
    """Why a file does not belong here."""

    because = forms.CharField(
        label="Why is it taken away?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example: it belongs to somebody else; it was replaced by a clearer scan.",
    )
