"""Phone numbers and e-mail addresses: from however they are typed to how they are kept, and to how they are
read."""

from functools import lru_cache

import phonenumbers

REGION = "GB"


def phone(typed: str) -> str:
    """A phone number as it is kept: E.164 (+447700900123). Raises ``ValueError`` with a sentence."""
    try:
        number = phonenumbers.parse(typed, REGION)
    except phonenumbers.NumberParseException:
        raise ValueError(_unreadable(typed)) from None
    if not phonenumbers.is_possible_number(number):
        raise ValueError(_unreadable(typed))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phone_if_any(typed: str) -> str:
    """The number as it is kept, or nothing where *typed* is no phone number."""
    try:
        return phone(typed)
    except ValueError:
        return ""


def is_mobile(value: str) -> bool:
    """Whether a kept number is a mobile's (the ranges kept for drama, 07700 900000 to 900999, among them)."""
    return (value.startswith("+447") and not value.startswith(("+4470", "+4476"))) or value.startswith(
        "+447624"
    )


@lru_cache(maxsize=10_000)
def shown(value: str) -> str:
    """A kept number as people in Britain write it: 07700 900123; anything else as it stands."""
    if not value.startswith("+"):
        return value
    try:
        number = phonenumbers.parse(value, REGION)
    except phonenumbers.NumberParseException:
        return value
    national = number.country_code == phonenumbers.country_code_for_region(REGION)
    style = (
        phonenumbers.PhoneNumberFormat.NATIONAL if national else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(number, style)


def _unreadable(typed: str) -> str:
    return (
        f"“{typed.strip()}” is not a phone number. Write it like 07700 900123, or +353 for Ireland and so on."
    )
