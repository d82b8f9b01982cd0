"""Which young people a return speaks of, as a scope; and what stands in the way."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q

from connexions.engines.ccis import specification
from connexions.engines.currency import academic_year
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design.words import day, listed
from connexions.practice.returns.models import NumberBook, Return
from connexions.practice.returns.permissions import check_may_tell
from connexions.practice.returns.telling.reading import EVERYBODY, bounds
from connexions.practice.returns.telling.scope import Scope
from connexions.practice.tracking.queries.currency import table_on
from connexions.registers.partners.models import LocalAuthority


def scope(*, period_end: date, authorities: Collection[str], by: Actor) -> Scope:
    """The scope of a month's return for some of the partnership's authorities. Raises ``NotPossible``."""
    check_may_tell(by)
    own = {one.code: one for one in LocalAuthority.objects.filter(partnership=by.partnership)}
    wanted = tuple(sorted(set(authorities)))
    _check(wanted, own, period_end)
    follows = _follows(by, period_end, wanted)
    there = {code for code, one in own.items() if one.closed_on is None or one.closed_on > period_end}
    whole = set(wanted) >= there
    lapses = table_on(on=period_end, partnership=by.partnership)
    return Scope(by.partnership, wanted, frozenset(own), period_end, follows, whole, lapses)


def open_authorities(*, by: Actor, on: date) -> list[LocalAuthority]:
    """The partnership's authorities that exist on a day, in order of their codes."""
    there = Q(closed_on=None) | Q(closed_on__gt=on)
    found = LocalAuthority.objects.filter(
        there, Q(opened_on=None) | Q(opened_on__lte=on), partnership=by.partnership
    )
    return list(found.order_by("code"))


def known_codes(on: date) -> frozenset[str]:
    """The authorities that the department's list of a day's academic year holds."""
    return frozenset(specification(academic_year(on)).authorities)


def database_ids(*, by: Actor) -> tuple[str, ...]:
    """The department's numbers of the databases that the partnership's young people have their numbers from."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT left(value, 3) FROM people_identifier"
            " WHERE partnership_id = %s AND scheme = 'ccis' AND value ~ '^[0-9]{13}$' ORDER BY 1",
            [by.partnership],
        )
        found = tuple(row[0] for row in cursor.fetchall())
    if found:
        return found
    book = NumberBook.objects.filter(partnership_id=by.partnership).first()
    return (book.database_id,) if book else ("000",)


def _check(wanted: tuple[str, ...], own: dict[str, LocalAuthority], period_end: date) -> None:
    if not wanted:
        raise NotPossible("Say for which local authority the return is.")
    strange = [code for code in wanted if code not in own]
    if strange:
        served = listed(sorted(own)) or "none yet"
        raise NotPossible(f"{listed(strange)} is not an authority of this partnership. Its own are {served}.")
    for code in wanted:
        closed = own[code].closed_on
        if closed is not None and closed <= period_end:
            raise NotPossible(
                f"{own[code].name} ({code}) ended on {day(closed)}: its young people belong to the authority that came "
                "after it. Correct their lead authority, and build the return for that one."
            )
    known = specification(academic_year(period_end)).authorities
    unknown = [code for code in wanted if code not in known]
    if unknown:
        raise NotPossible(f"The department’s list for that year has no authority {listed(unknown)}.")


def _follows(by: Actor, period_end: date, authorities: tuple[str, ...]) -> tuple[UUID, ...]:
    """The last frozen return of each authority before this month, in its last version."""
    frozen = Return.objects.filter(
        partnership_id=by.partnership,
        frozen_at__isnull=False,
        period_end__lt=period_end,
        authorities__overlap=list(authorities),
    )
    left, found = set(authorities), []
    for pk, covered in frozen.order_by("-period_end", "-frozen_at").values_list("pk", "authorities")[:60]:
        if left & set(covered):
            found.append(pk)
            left -= set(covered)
    return tuple(found)


def size(scope: Scope) -> int:
    """About how many the return will speak of."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM people_youngperson y WHERE {EVERYBODY}", bounds(scope))  # noqa: S608 - ours
        return int(cursor.fetchone()[0])
