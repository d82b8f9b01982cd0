"""Adding links to the chain of a partnership, and going along it to see whether anything was touched."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from connexions.ground.audit import witness
from connexions.ground.audit.chain import NO_END, START, Rows, Stretch, horizon, seal
from connexions.ground.audit.models import AuditEntry, Change, Seal

LOCK = 7_316_001  # one sealer at a time, per partnership


@dataclass(frozen=True)
class Finding:
    """Something that is not as it was sealed, as a sentence."""

    number: int
    sentence: str


def add_seal(*, partnership: int, at: datetime) -> Seal | None:
    """Seal what has been written since the last seal; nothing if nothing was. Call within ``acting``."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, partnership])
    last = Seal.objects.filter(partnership_id=partnership).order_by("-number").first()
    stretch = _next_stretch(last)
    number, before = (last.number + 1, last.hash) if last else (1, START)
    sealed = seal(stretch, partnership=partnership, number=number, before=before)
    if sealed.entries.count + sealed.changes.count == 0:
        return None
    return Seal.objects.create(
        partnership_id=partnership,
        number=number,
        at=at,
        before=before,
        hash=sealed.hash,
        entries=sealed.entries.count,
        changes=sealed.changes.count,
        last_entry=max(sealed.entries.last, last.last_entry if last else 0),
        last_change=max(sealed.changes.last, last.last_change if last else 0),
        **vars(stretch),
    )


def _next_stretch(last: Seal | None) -> Stretch:
    until = horizon()
    if last is None:
        return Stretch(0, 0, 0, until)
    if until >= last.until_xact:
        return Stretch(last.after_entry, last.after_change, last.until_xact, until)
    # A new era: restored into a new server, whose numbers are lower.
    return Stretch(last.last_entry, last.last_change, 0, until)


def verify(
    *, partnership: int, expect: str = "", advance: Callable[[int], None] = lambda rows: None
) -> Iterator[Finding]:
    """Go along the chain of a partnership; yield everything that is not as it was sealed.

    *expect* is the hash of a seal that was noted elsewhere: it must be in the chain, so that cutting off its
    end is found too. *advance* is told how many rows were read. Call within ``acting``.
    """
    before, number, met, last = START, 0, not expect, None
    ends = _era_ends(partnership)
    for one in Seal.objects.filter(partnership_id=partnership).order_by("number").iterator():
        number += 1
        yield from _gaps(one, number, before, last)
        number = one.number
        yield from _contents(one, ends[one.after_entry, one.after_change])
        advance(one.entries + one.changes)
        before, last, met = one.hash, one, met or one.hash == expect
    if not met:
        yield Finding(number, f"The seal {expect} that you expect is not in the chain: its end was cut off.")
    yield from _against_note(partnership)


def _against_note(partnership: int) -> Iterator[Finding]:
    noted = witness.noted(partnership)
    if noted and not Seal.objects.filter(partnership_id=partnership, hash=noted.hash).exists():
        yield Finding(
            noted.number,
            f"Seal {noted.number}, as it was noted outside the database, is not in the chain: its end was cut"
            f" off or made anew. (If you restored an older copy of the database, this is why: then remove"
            f" {witness.place(partnership)}.)",
        )


def _gaps(one: Seal, number: int, before: str, last: Seal | None) -> Iterator[Finding]:
    if one.number != number:
        missing = f"{number}" if one.number == number + 1 else f"{number} to {one.number - 1}"
        yield Finding(one.number, f"Seal {missing} is missing before seal {one.number}.")
    elif one.before != before:
        yield Finding(one.number, f"Seal {one.number} does not follow from the seal before it.")
    if last and one.after_entry == last.after_entry and one.from_xact != last.until_xact:
        yield Finding(one.number, f"Seal {one.number} does not begin where seal {last.number} ended.")


def _era_ends(partnership: int) -> dict[tuple[int, int], tuple[int, int]]:
    """For each era, by where it begins: where the next one does."""
    seals = Seal.objects.filter(partnership_id=partnership).order_by("number")
    begins = list(dict.fromkeys(seals.values_list("after_entry", "after_change")))
    return dict(zip(begins, [*begins[1:], (NO_END, NO_END)], strict=False))


def _contents(one: Seal, era_ends: tuple[int, int]) -> Iterator[Finding]:
    stretch = Stretch(one.after_entry, one.after_change, one.from_xact, one.until_xact)
    found = seal(
        stretch, partnership=one.partnership_id, number=one.number, before=one.before, era_ends=era_ends
    )
    if (found.hash, found.entries.count, found.changes.count) == (one.hash, one.entries, one.changes):
        return
    when = f"sealed on {one.at:%-d %B %Y at %H:%M} UTC"
    for word, sealed, there in (
        ("entries", one.entries, found.entries),
        ("changes", one.changes, found.changes),
    ):
        where = f"{_among(there)}, {when}"
        if there.count < sealed:
            missing = sealed - there.count
            yield Finding(
                one.number, f"Seal {one.number}: {missing} of {sealed} {word} are missing, {where}."
            )
        if there.count > sealed:
            extra = there.count - sealed
            yield Finding(one.number, f"Seal {one.number}: {extra} {word} were slipped in, {where}.")
    if (found.entries.count, found.changes.count) == (one.entries, one.changes):
        among = f"entries {_among(found.entries)}; changes {_among(found.changes)}"
        yield Finding(
            one.number,
            f"Seal {one.number}: an entry, a change or the seal itself was altered ({among}), {when}.",
        )


def _among(rows: Rows) -> str:
    """Which rows are there, to look among."""
    return f"numbers {rows.first} to {rows.last} are there" if rows.count else "none is there"


def unsealed(*, partnership: int) -> int:
    """How many rows no seal covers yet."""
    last = Seal.objects.filter(partnership_id=partnership).order_by("-number").first()
    since = last.until_xact if last else 0
    rows = (
        model.objects.filter(partnership_id=partnership, xact__gte=since) for model in (AuditEntry, Change)
    )
    return sum(one.count() for one in rows)
