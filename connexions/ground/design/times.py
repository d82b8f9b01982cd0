"""A time as people write it."""

from typing import Any

from django import forms

TIMES = ["%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p"]


class TimeField(forms.TimeField):
    """14:30, 2:30pm, 2pm."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=TIMES, **options)
        self.error_messages["invalid"] = "Enter a time like 2:30pm or 14:30"

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(" ", "") if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%H:%M") if hasattr(value, "strftime") else value
