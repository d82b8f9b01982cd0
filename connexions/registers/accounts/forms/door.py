"""What a young person is asked at the door."""

import re
from typing import Any

from django import forms

from connexions.ground.design.fields import Form
from connexions.registers.accounts import addresses


class AddressForm(Form):
    """Where to send the code."""

    address = forms.CharField(
        label="Your mobile number or e-mail address",
        max_length=254,
        error_messages={"required": "Enter your mobile number or e-mail address"},
        widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )

    def clean_address(self) -> addresses.Address:
        return addresses.read(self.cleaned_data["address"])


class CodeForm(Form):
    """The six digits."""

    code = forms.CharField(
        label="The 6 numbers we sent you",
        max_length=20,
        error_messages={"required": "Enter the 6 numbers we sent you"},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def clean_code(self) -> str:
        digits = re.sub(r"[\s-]", "", str(self.cleaned_data["code"]))
        if not re.fullmatch(r"[0-9]{6}", digits):
            raise forms.ValidationError("A code has 6 numbers, like 042 917")
        return digits

    def refuse(self, tries: int) -> None:
        """The code was wrong: say how often it may still be tried."""
        left = "Ask for a new one." if tries == 0 else f"You can try {tries} more {_times(tries)}."
        self.add_error("code", f"That is not the code we sent, or it is too old. {left}")


def _times(count: int) -> Any:
    return "time" if count == 1 else "times"
