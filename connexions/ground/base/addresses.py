"""Addresses of pages, without asking the router for each.

A page names dozens of others. The router puts each together anew, though what it answers differs in the
identifiers alone: it is asked once, about somebody who does not exist, and that is kept for the process.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.urls import get_resolver, get_script_prefix, get_urlconf, reverse

# What stands for an argument of each kind, by its place: long enough not to be found elsewhere in an address.
STAND_INS: dict[type, Callable[[int], Any]] = {
    UUID: lambda place: UUID(int=place + 1),
    int: lambda place: 900_000_000 + place,
}
MOST_LETTERS = 16  # of a word that is a key; longer ones are tokens and the like, of which there are many


def address(page: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page, as ``reverse`` gives it; raises ``NoReverseMatch`` as that does."""
    if kwargs:
        named, values = tuple(kwargs), tuple(kwargs.values())
    else:
        named, values = (), args
    kinds = tuple(value if _is_key(value) else type(value) for value in values)
    if (args and kwargs) or not _may_be_kept(kinds):
        return reverse(page, args=args or None, kwargs=kwargs or None)
    return _shape(get_resolver(get_urlconf()), get_script_prefix(), page, kinds, named).format(*values)


def _may_be_kept(kinds: tuple[type | str, ...]) -> bool:
    """Words and numbers are not told apart where both are in one address."""
    rest = {kind for kind in kinds if not isinstance(kind, str)}
    return rest <= ({UUID} if len(rest) < len(set(kinds)) else STAND_INS.keys())


def _is_key(value: Any) -> bool:
    """A short word, such as a queue's key: there are few of them, so that a shape is kept for each."""
    return type(value) is str and len(value) <= MOST_LETTERS


@lru_cache(maxsize=4096)
def _shape(
    resolver: Any, prefix: str, page: str, kinds: tuple[type | str, ...], named: tuple[str, ...]
) -> str:
    """An address with a place, ``{0}``, for each argument but the words; as far as the pages of *resolver* are served
    below *prefix*."""
    stand_ins = [
        kind if isinstance(kind, str) else STAND_INS[kind](place) for place, kind in enumerate(kinds)
    ]
    kwargs = dict(zip(named, stand_ins, strict=True)) if named else None
    shape = reverse(page, args=None if named else stand_ins or None, kwargs=kwargs)
    for place, one in enumerate(stand_ins):
        if not isinstance(one, str):
            shape = shape.replace(str(one), f"{{{place}}}")
    return shape
