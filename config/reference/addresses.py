"""Every address of the product that is ours, from the URLconf itself, and the table of who may open it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from connexions.ground.base import doors
from connexions.ground.base.acting import STAFF, Role
from connexions.registers.accounts.middleware import openness


@dataclass(frozen=True)
class Address:
    """One named address: its pattern and to whom it is open."""

    name: str
    pattern: str
    parameters: tuple[str, ...]
    open_to: frozenset[Any]

    @property
    def about_a_young_person(self) -> bool:
        return "young_person_id" in self.parameters

    def open_for(self, role: Role) -> bool:
        return self.open_to is doors.ANYONE or role in self.open_to

    def filled(self, values: dict[str, Any]) -> str:
        """The address itself, with a value for each of its parameters."""
        return reverse(self.name, kwargs={name: values[name] for name in self.parameters})


def addresses() -> list[Address]:
    """Every address that one of our rooms declares; allauth's own have their tests in accounts."""
    return sorted(_walk(get_resolver(), "", "", ()), key=lambda one: one.pattern)


def _walk(resolver: URLResolver, before: str, namespace: str, given: tuple[str, ...]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        pattern = before + str(entry.pattern)
        names = (*given, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, pattern, inner, names)
        elif isinstance(entry, URLPattern) and _is_ours(entry.callback):
            yield Address(namespace + str(entry.name), pattern, names, openness(entry.callback))


def _is_ours(view: Callable[..., Any]) -> bool:
    return view.__module__.startswith(("connexions.", "config."))


def matrix() -> str:
    """The table of every address by role, as ``docs/reference/permissions.md`` holds it."""
    roles = sorted(STAFF | {Role.YOUNG_PERSON})
    lines = [
        "# Who may open what",
        "",
        "Made by `manage.py docs` from what every view declares (`open_to`); whom of the young people a reader",
        "then sees there, and what of them, is decided by `people.sight` alone. ● open, · closed.",
        "",
        "| Address | " + " | ".join(role.label for role in roles) + " | Signed out |",
        "|---|" + ":-:|" * (len(roles) + 1),
    ]
    for one in addresses():
        marks = ["●" if one.open_for(role) else "·" for role in roles]
        marks.append("●" if one.open_to is doors.ANYONE else "·")
        lines.append(f"| `/{one.pattern}` | " + " | ".join(marks) + " |")
    return "\n".join(lines) + "\n"
