"""What the standard says about an object: its JSON Schemas, with the findings as sentences."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

SCHEMAS = Path(__file__).resolve().parents[3] / "data" / "directory" / "oruk3"
KINDS = (
    "service",
    "service_list",
    "service_at_location",
    "service_at_location_list",
    "organization",
    "organization_list",
)
MOST = 20  # faults told of one item: whoever mends those sees the rest
NAMES = {
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "array": "a list",
    "object": "an object",
    "boolean": "true or false",
    "null": "nothing",
}
FORMATS = {
    "uuid": "an identifier (UUID)",
    "email": "an e-mail address",
    "uri": "a web address",
    "date-time": "a date and time with its zone, such as 2026-11-03T09:30:00Z",
}


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where in the document."""

    path: str
    sentence: str


def _uuid(value: object) -> bool:
    return not isinstance(value, str) or str(UUID(value)) == value.lower()


def _email(value: object) -> bool:
    return not isinstance(value, str) or re.fullmatch(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", value) is not None


def _uri(value: object) -> bool:
    if not isinstance(value, str):
        return True
    parts = urlsplit(value)
    return bool(parts.scheme and (parts.netloc or parts.path)) and not re.search(r"[\s<>\"{}|\\^`]", value)


def _moment(value: object) -> bool:
    return not isinstance(value, str) or ("T" in value and datetime.fromisoformat(value).tzinfo is not None)


def _formats() -> FormatChecker:
    """Ours alone: what the library would check of itself depends on what else is installed."""
    checker = FormatChecker(formats=())
    checked = {"uuid": _uuid, "email": _email, "uri": _uri, "date-time": _moment}
    checker.checkers = {name: (check, (ValueError,)) for name, check in checked.items()}
    return checker


@cache
def _validator(kind: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{kind.partition('#')[0]}.json").read_text(encoding="utf-8"))
    if kind == "service#taxonomy_term":  # as it stands in every attribute; it has no file of its own
        schema = schema["properties"]["attributes"]["items"]["properties"]["taxonomy_term"]
    return Draft202012Validator(schema, format_checker=_formats())


def faults(value: Any, kind: str = "service", *, path: str = "$") -> list[Fault]:
    """Everything, within reason, that the standard has against an object. *kind* is one of ``KINDS``, or
    ``taxonomy_term``."""
    validator = _validator("service#taxonomy_term" if kind == "taxonomy_term" else kind)
    return list(_first(Fault(path + _where(one), _sentence(one)) for one in validator.iter_errors(value)))


def _first(found: Iterator[Fault]) -> Iterator[Fault]:
    for number, one in enumerate(found):
        if number == MOST:
            return
        yield one


def _where(error: ValidationError) -> str:
    steps = list(error.absolute_path)
    if error.validator == "required":
        steps.append(_missing(error))
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)


def _missing(error: ValidationError) -> str:
    found = re.match(r"'(.+)' is a required property", error.message)
    return found[1] if found else ""


def _sentence(error: ValidationError) -> str:
    rule, wanted = error.validator, error.validator_value
    if rule == "required":
        return "This is missing."
    if rule == "type":
        return f"This must be {NAMES.get(str(wanted), str(wanted))}, and is {NAMES[_kind(error.instance)]}."
    if rule == "enum":
        return f"This must be one of {', '.join(map(str, wanted))}."
    if rule == "format":
        return f"This must be {FORMATS.get(str(wanted), str(wanted))}."
    return f"This does not keep to the standard ({rule})."


def _kind(value: Any) -> str:
    kinds = ((bool, "boolean"), (str, "string"), (int | float, "number"), (list, "array"), (dict, "object"))
    return next((name for kind, name in kinds if isinstance(value, kind)), "null")
