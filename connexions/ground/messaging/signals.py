"""What the post room tells the rooms above: each says by its answer whether it knew the address, and took the text.

Rung within the partnership that *by*, the post room, acts in; once for each partnership.
"""

from dataclasses import dataclass

from django.dispatch import Signal


@dataclass(frozen=True)
class Heard:
    """What a room made of a text: whether it knows the number; what it took it for, or why it could not."""

    known: bool = False
    taken: str = ""
    why: str = ""


# number, words, wish ("stop", "start" or nothing), at, by; answered with Heard
text_arrived = Signal()
# message, address, for_good, at, by
not_delivered = Signal()
