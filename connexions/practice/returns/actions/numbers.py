"""Numbers: each young person of whom the department may be told has one of 13 digits, for good."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db import connection, transaction

from connexions.ground.audit.actions import record as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.practice.returns.models import NumberBook
from connexions.practice.returns.permissions import check_may_tell
from connexions.registers.partners.models import LocalAuthority
from connexions.registers.people.models import Identifier

SOURCE = "Given here"
LAST = 9_999_999_999
AT_ONCE = 2000

WITHOUT = """
SELECT y.id FROM people_youngperson y WHERE y.partnership_id = %s AND NOT EXISTS (
    SELECT 1 FROM people_identifier i WHERE i.young_person_id = y.id AND i.scheme = 'ccis'
) ORDER BY y.created_at, y.id
"""
GREATEST = """
SELECT max(right(value, 10)::bigint) FROM people_identifier
WHERE partnership_id = %s AND scheme IN ('ccis', 'former_ccis') AND value ~ %s
"""
USUAL = """
SELECT left(value, 3) FROM people_identifier WHERE partnership_id = %s AND scheme = 'ccis' AND value ~ '^[0-9]{13}$'
GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1
"""


@transaction.atomic
def allot(*, by: Actor) -> int:
    """Give a number to everybody who has none, in the order in which they came; how many there were.

    A number that came with an extract stays; new ones follow the greatest that was ever in use here.
    """
    check_may_tell(by)
    without = _without(by)
    if not without:
        return 0
    book = _book(by)
    given = max(book.last, _greatest(book))
    if given + len(without) > LAST:
        raise NotPossible(f"Database {book.database_id} has no numbers left: ask the department for another.")
    for first in range(0, len(without), AT_ONCE):
        some = without[first : first + AT_ONCE]
        Identifier.objects.bulk_create(_numbers(book, some, given + first))
    NumberBook.objects.filter(pk=book.pk).update(last=given + len(without))
    audit(event="returns.numbers.given", by=by, details={"number": len(without)})
    return len(without)


@transaction.atomic
def set_database(*, database_id: str, by: Actor) -> NumberBook:
    """Say which number the department gave to this database. Raises ``NotPossible``."""
    check_may_tell(by)
    if len(database_id) != 3 or not (database_id.isascii() and database_id.isdigit()):
        raise NotPossible("The number of a database has 3 digits, such as 390.")
    book = _book(by)
    if book.database_id != database_id:
        book.database_id = database_id
        book.save(update_fields=["database_id"])
        audit(event="returns.database.set", by=by, details={"database": database_id})
    return book


def _numbers(book: NumberBook, whom: list[UUID], given: int) -> Iterator[Identifier]:
    for place, young_person in enumerate(whom, start=1):
        yield Identifier(
            partnership_id=book.partnership_id,
            young_person_id=young_person,
            scheme=Identifier.Scheme.CCIS,
            value=f"{book.database_id}{given + place:010d}",
            source=SOURCE,
        )


def _without(by: Actor) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(WITHOUT, [by.partnership])
        return [row[0] for row in cursor.fetchall()]


def _greatest(book: NumberBook) -> int:
    with connection.cursor() as cursor:
        cursor.execute(GREATEST, [book.partnership_id, f"^{book.database_id}[0-9]{{10}}$"])
        return int(cursor.fetchone()[0] or 0)


def _book(by: Actor) -> NumberBook:
    """The partnership's book, locked. Until somebody has said otherwise, the database is the one that most numbers
    come from, or has the code of the first authority."""
    made = NumberBook(partnership_id=by.partnership, database_id=_usual(by))
    NumberBook.objects.bulk_create([made], ignore_conflicts=True)
    return NumberBook.objects.select_for_update().get(partnership_id=by.partnership)


def _usual(by: Actor) -> str:
    with connection.cursor() as cursor:
        cursor.execute(USUAL, [by.partnership])
        row = cursor.fetchone()
    if row:
        return str(row[0])
    first = LocalAuthority.objects.filter(partnership=by.partnership).order_by("code").first()
    return first.code if first else "000"


@transaction.atomic
def next_number(*, by: Actor) -> str:
    """A number for somebody who is about to come. It is theirs even if they do not come."""
    check_may_tell(by)
    book = _book(by)
    given = max(book.last, _greatest(book)) + 1
    if given > LAST:
        raise NotPossible(f"Database {book.database_id} has no numbers left: ask the department for another.")
    NumberBook.objects.filter(pk=book.pk).update(last=given)
    return f"{book.database_id}{given:010d}"


def holder(*, number: str, by: Actor) -> UUID | None:
    """Whose number this is."""
    found = Identifier.objects.filter(
        partnership_id=by.partnership, scheme=Identifier.Scheme.CCIS, value=number
    )
    return found.values_list("young_person_id", flat=True).first()
