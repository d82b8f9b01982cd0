"""What somebody typed at the door: a phone number or an e-mail address."""

from dataclasses import dataclass

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from connexions.ground.messaging.models import Channel


@dataclass(frozen=True)
class Address:
    """Where a code can be sent, in the one form in which it is kept."""

    channel: Channel
    value: str


def read(typed: str) -> Address:
    """The address that was typed. Raises ``ValidationError`` with a sentence."""
    text = typed.strip()
    return _email(text) if "@" in text else _phone(text)


def _email(text: str) -> Address:
    try:
        validate_email(text)
    except ValidationError as problem:
        raise ValidationError(
            "That e-mail address is not complete. One looks like name@example.org"
        ) from problem
    return Address(Channel.EMAIL, text.lower())


def _phone(text: str) -> Address:
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException as problem:
        raise ValidationError("Enter a mobile number, like 07700 900123, or an e-mail address") from problem
    fits = phonenumbers.is_possible_number_with_reason(number)
    if fits != phonenumbers.ValidationResult.IS_POSSIBLE:
        raise ValidationError("That number is too short or too long. One looks like 07700 900123")
    return Address(Channel.TEXT, phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
