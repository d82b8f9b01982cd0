"""What a dispute is about. The rooms that keep referrals, disclosures and decisions say so as they start: partners
stand below them and ask nothing of a young person themselves. ::

    register("referral", Kind("A referral", find))

*find* is asked with the identifier and who reads. It answers a ``Subject``, or raises ``Missing`` or ``NotAllowed``: by
the one decision of sight, as that room's own pages would.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing, NotAllowed


@dataclass(frozen=True)
class Subject:
    """The thing as its reader may see it: how it is called and where it is. A partner reads it too: it names nobody
    whom they may not know of."""

    label: str
    href: str
    organisation: int | None = None


@dataclass(frozen=True)
class Kind:
    """A kind of thing that may be disputed."""

    label: str
    find: Callable[[UUID, Actor], Subject]


# Until the room that keeps them is there, they are known by these words alone.
LABELS = {"referral": "A referral", "disclosure": "What was told to somebody", "decision": "A decision"}
_kinds: dict[str, Kind] = {}


def register(kind: str, told: Kind) -> None:
    """Let disputes be about a kind of thing; called as its room starts."""
    _kinds[kind] = told


def label(kind: str) -> str:
    """A kind in words."""
    return _kinds[kind].label if kind in _kinds else LABELS.get(kind, "Something else")


def choices() -> list[tuple[str, str]]:
    """Every kind there is."""
    found = {**LABELS, **{kind: told.label for kind, told in _kinds.items()}}
    return list(found.items())


def is_kept(kind: str) -> bool:
    """Whether a room has said that it keeps things of this kind."""
    return kind in _kinds


def find(kind: str, about_id: UUID | None, *, by: Actor) -> Subject | None:
    """The thing, where *by* may see it; nothing where they may not, or nobody keeps such things."""
    if about_id is None or kind not in _kinds:
        return None
    try:
        return _kinds[kind].find(about_id, by)
    except (Missing, NotAllowed):
        return None
