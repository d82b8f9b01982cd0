"""Addresses of the same page of many young people, without asking the router for each."""

from collections.abc import Callable
from functools import cache
from uuid import UUID

from django.urls import reverse

NOBODY, NOTHING = UUID(int=0), UUID(int=1)


@cache
def addresses(page: str) -> Callable[[UUID], str]:
    """What turns a young person's identifier into the address of one of their pages."""
    before, after = reverse(page, args=[NOBODY]).split(str(NOBODY))
    return lambda young_person_id: f"{before}{young_person_id}{after}"


@cache
def addresses_of(page: str) -> Callable[[UUID, UUID | None], str]:
    """The same for a page about one thing of theirs."""
    before, rest = reverse(page, args=[NOBODY, NOTHING]).split(str(NOBODY))
    between, after = rest.split(str(NOTHING))
    return lambda young_person_id, about: f"{before}{young_person_id}{between}{about}{after}"
