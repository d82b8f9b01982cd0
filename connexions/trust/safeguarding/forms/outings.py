"""Going out alone, and how one is reached."""

from datetime import datetime, timedelta
from typing import Any

from django import forms

from connexions.ground.design.fields import Form, PhoneInput
from connexions.registers.people import reach
from connexions.trust.safeguarding.forms.concerns import Choices
from connexions.trust.safeguarding.rules.outings import LONGEST

MINUTES = (
    (30, "30 minutes"),
    (60, "1 hour"),
    (90, "1½ hours"),
    (120, "2 hours"),
    (180, "3 hours"),
    (240, "4 hours"),
)


class OutForm(Form):
    """Where, and for how long."""

    where = forms.CharField(
        label="Where are you going?",
        help_text="Address or place. Your buddy and managers see it.",
        max_length=200,
    )
    minutes = forms.TypedChoiceField(
        label="When do you expect to be back?",
        choices=MINUTES,
        coerce=int,
        initial=60,
        widget=forms.RadioSelect,
    )

    def expected(self, at: datetime) -> datetime:
        """The moment at which they expect to be back."""
        return at + timedelta(minutes=min(self.cleaned_data["minutes"], LONGEST * 60))


class BackForm(Form):
    """A word as one comes back; usually none."""

    words = forms.CharField(label="A word, if you like", max_length=200, required=False)


class HowForm(Form):
    """How somebody knows that a colleague is safe."""

    how = forms.CharField(label="How do you know that they are safe?", max_length=200)


class ReachForm(Form):
    """Mobile, buddy, words for help."""

    mobile = forms.CharField(
        label="Your mobile",
        help_text="For urgent messages alone.",
        widget=PhoneInput,
        max_length=25,
        required=False,
    )
    buddy = forms.ChoiceField(
        label="Your buddy",
        help_text="A colleague who looks out for you. They are told when you are not back.",
        required=False,
    )
    help_words = forms.CharField(
        label="Your words for help",
        help_text="Typed as you come back, they tell us that you need help, and your page says nothing of it. "
        "Something you could say aloud: “tell Pam about the red folder”. Left empty, they stay as they are.",
        min_length=6,
        max_length=100,
        required=False,
    )

    def __init__(self, *args: Any, colleagues: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["buddy"].choices = [("", "Nobody: my manager is told"), *colleagues]  # type: ignore[attr-defined]

    def clean_mobile(self) -> str:
        typed: str = self.cleaned_data["mobile"].strip()
        if not typed:
            return ""
        number = reach.phone_if_any(typed)
        if not reach.is_mobile(number):
            raise forms.ValidationError("Enter a mobile number, like 07700 900123")
        return number
