"""Addresses in the one form in which they are compared."""

import phonenumbers


def one_form(address: str) -> str:
    """A phone number as +447700900123, however a gateway writes it (07700 900123, 447700900123); an e-mail address in
    lower case; anything else (a name that stands for a number) as it is."""
    text = address.strip()
    if "@" in text:
        return text.lower()
    digits = text.replace(" ", "")
    for typed in (digits, f"+{digits}"):
        try:
            number = phonenumbers.parse(typed, "GB")
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return text[:254]
