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


def address(page: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page, as ``reverse`` gives it; raises ``NoReverseMatch`` as that does."""
    if kwargs:
        named, values = tuple(kwargs), tuple(kwargs.values())
    else:
        named, values = (), args
    kinds = tuple(map(type, values))
    if (args and kwargs) or not STAND_INS.keys() >= set(kinds):
        return reverse(page, args=args or None, kwargs=kwargs or None)
    return _shape(get_resolver(get_urlconf()), get_script_prefix(), page, kinds, named).format(*values)


@lru_cache(maxsize=4096)
def _shape(resolver: Any, prefix: str, page: str, kinds: tuple[type, ...], named: tuple[str, ...]) -> str:
    """An address with a place, ``{0}``, for each argument; as far as the pages of *resolver* are served below
    *prefix*."""
    stand_ins = [STAND_INS[kind](place) for place, kind in enumerate(kinds)]
    kwargs = dict(zip(named, stand_ins, strict=True)) if named else None
    shape = reverse(page, args=None if named else stand_ins or None, kwargs=kwargs)
    for place, one in enumerate(stand_ins):
        shape = shape.replace(str(one), f"{{{place}}}")
    return shape
