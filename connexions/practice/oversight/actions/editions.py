"""Changing what work is judged by."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.practice.oversight import permissions
from connexions.practice.oversight.actions._noting import note
from connexions.practice.oversight.models import Edition, Kind
from connexions.practice.oversight.queries import editions


@transaction.atomic
def in_use(*, kind: str, at: datetime, by: Actor) -> Edition:
    """The edition to judge by from now on; the standard is taken over as the partnership's own first edition."""
    _wait(by)
    found = editions.current(kind, by=by)
    if found.edition is not None:
        return found.edition
    taken = Edition(
        partnership_id=by.partnership,
        kind=kind,
        number=1,
        told=found.told,
        why="As the product ships it",
        made_at=at,
    )
    taken.save(force_insert=True)
    return taken


@transaction.atomic
def change(*, kind: str, told: dict[str, Any], based_on: int, why: str, at: datetime, by: Actor) -> Edition:
    """Put another edition in place of the one in use. What was judged keeps the edition it was judged by.

    Raises ``NotPossible`` where somebody else changed it meanwhile, or where nothing would be left to judge by.
    """
    hand = permissions.check_may_write_lists(by)
    standing = in_use(kind=kind, at=at, by=by)
    if standing.number != based_on:
        raise NotPossible(
            "Somebody else changed this list while you were typing: read theirs, then change it again."
        )
    if kind in (Kind.ASSESSMENT, Kind.PLAN) and not told.get("questions"):
        raise NotPossible("Leave at least one question: there must be something to judge by.")
    if kind == Kind.SUPERVISION and not told.get("headings"):
        raise NotPossible("Leave at least one heading: a note needs something to say.")
    if told == standing.told:
        raise NotPossible("Nothing was changed: the edition in use says the same.")
    made = Edition(
        partnership_id=by.partnership, kind=kind, number=standing.number + 1, told=told, why=why, made_by_id=hand,
        made_at=at,
    )  # fmt: skip
    made.save(force_insert=True)
    note("oversight.edition.made", made, by, why=why, kind=kind, number=made.number)
    return made


def _wait(by: Actor) -> None:
    """One at a time in a partnership: two first editions would be one too many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('oversight.edition'), %s)", [by.partnership])
