"""Entries of the record as pages say them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from connexions.ground.audit.models import AuditEntry
from connexions.ground.audit.queries import KINDS, Kind
from connexions.ground.base.acting import Actor, Role
from connexions.ground.design import words

# What was looked at, where the event's own word does not say it well.
LOOKED_AT = {
    "allocation": "who helps them",
    "contacts": "the contacts",
    "details": "the details",
    "entries": "the audit",
    "history": "what was changed",
    "looks": "who has looked",
    "me": "their own record",
    "search": "what a search found",
    "status": "what they are doing",
}


@dataclass(frozen=True)
class Line:
    """One entry, or several of one sort that follow each other."""

    time: str
    times: int
    who: str
    role: str
    what: str
    why: str
    where: str
    young_person: UUID | None


def said(event: str) -> str:
    """An event in words: ``people.record.read`` is "Looked at the record"."""
    thing, _, happened = event.partition(".")[2].rpartition(".")
    noun = thing.replace("_", " ")
    if happened == "read":
        return f"Looked at {LOOKED_AT.get(thing, f'the {noun}')}"
    return f"{noun} {happened.replace('_', ' ')}".strip().capitalize()


def by_day(entries: Iterable[AuditEntry], *, by: Actor) -> list[tuple[str, list[Line]]]:
    """Entries in stretches of one day, as given."""
    days = groupby(entries, key=lambda one: words.long_day(one.at))
    return [(day, [_line(list(same), by) for _, same in groupby(of_day, key=_sort)]) for day, of_day in days]


def _sort(entry: AuditEntry) -> tuple[object, ...]:
    """What entries have in common that are told in one line: who opened one page again and again."""
    about = (entry.event, entry.young_person_id, entry.about, entry.why)
    return (entry.actor, entry.actor_name, entry.actor_role, entry.from_where, *about)


def _line(entries: list[AuditEntry], by: Actor) -> Line:
    entry, first, last = entries[0], words.time(entries[-1].at), words.time(entries[0].at)
    role = Role(entry.actor_role).label if entry.actor_role in set(Role) else entry.actor_role
    # An administrator sees to accounts: what is said of a young person is not for them.
    hidden = by.role is Role.ADMINISTRATOR and entry.young_person_id is not None
    return Line(
        time=last if first == last else f"{first} to {last}",
        times=len(entries),
        who=entry.actor_name,
        role="A job of the system" if entry.actor_role == Role.SYSTEM else role,
        what=said(entry.event),
        why="" if hidden else entry.why,
        where=entry.from_where,
        young_person=None if by.role is Role.ADMINISTRATOR else entry.young_person_id,
    )


def kinds(chosen: Kind | None, address: str) -> list[dict[str, object]]:
    """The filters above a list, as ``chips`` takes them; *address* ends where the kind goes."""
    everything = {"text": "Everything", "href": address, "current": chosen is None}
    rest = [
        {"text": text, "href": f"{address}{kind}", "current": chosen is kind} for kind, text in KINDS.items()
    ]
    return [everything, *rest]
