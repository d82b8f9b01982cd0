"""What is written to a group, as its pages say it."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from connexions.practice.tracing.models import Recipient, Sending
from connexions.practice.tracing.queries.queues import BY_KEY
from connexions.practice.tracing.queries.sendings import Meant
from connexions.practice.tracing.rules.wording import filled, parts
from connexions.practice.tracing.signing import secret_of
from connexions.registers.accounts.by_link import token_of
from connexions.registers.people.models import Residence
from connexions.registers.people.reach import shown

STATES = {"waiting": "due", "gone": "done", "taken_back": "off"}


def looked(
    found: Sequence[Meant],
    why_not: list[tuple[str, int]],
    words: str,
    *,
    way: str,
    link: str,
    more: bool,
) -> dict[str, Any]:
    """How many get it, how many do not and why, and one of them as it will be read."""
    going = [one for one in found if not one.left_out]
    first = going[0] if going else None
    text = filled(words, name=first.young_person.known_as if first else "Alex", link=link)
    return {
        "going": len(going),
        "left_out": len(found) - len(going),
        "why_not": why_not,
        "to": first.young_person.name if first else "",
        "at": shown(first.value) if first and first.value else "",
        "text": text,
        "parts": parts(text) if way == "text" else 0,
        "whole": parts(text) * len(going) if way == "text" else 0,
        "more": more,
    }


def listed(found: Iterable[Sending]) -> list[dict[str, Any]]:
    """What was sent, line by line."""
    return [{"sending": one, "queue": BY_KEY[one.queue].name, "kind": STATES[one.state]} for one in found]


def cost(pence: Decimal | None) -> str:
    """In pounds; nothing where the gateway has not said."""
    return f"£{pence / 100:.2f}" if pence is not None else ""


def letters(
    sending: Sending,
    every: Iterable[Recipient],
    homes: Mapping[UUID, Residence],
    links: Mapping[UUID, UUID],
    *,
    base: str,
    partnership: int,
) -> list[dict[str, Any]]:
    """Each letter: to whom, where, and what it says, line by line."""
    pages = []
    for one in every:
        home, link = homes.get(one.young_person_id), links.get(one.young_person_id)
        address = f"{base}{token_of(partnership, secret_of(link))}" if link else ""
        if home is not None:
            lines = [home.line_1, home.line_2, home.line_3, home.town, home.postcode]
            words = filled(sending.words, name=one.young_person.known_as, link=address)
            to = [one.young_person.name, *(line for line in lines if line)]
            said = [each for each in words.split("\n") if each.strip()]
            pages.append({"whom": one.young_person_id, "to": to, "paragraphs": said})
    return pages
