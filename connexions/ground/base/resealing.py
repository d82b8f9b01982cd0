"""A new key: everything that is sealed is opened and sealed anew with it, a batch at a time.

What is stored says with which key it was sealed, so nothing else need be remembered: killed half way, it goes on where
it stopped, and every value opens at every moment, with the one key or with the other.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.db.models.expressions import RawSQL
from psycopg import sql

from config import keys
from connexions.ground.base import sealing, tenancy
from connexions.ground.base.acting import system
from connexions.ground.base.models import Tenanted, partnerships
from connexions.ground.base.sealing import FIRST, MARK, Damaged, SealedBytesField, Stored

BATCH = 100
JOB = "Key rotation"


@dataclass(frozen=True)
class Batch:
    """What became of some rows: the last of them (none where there was none left), and those that do not open."""

    last: Any = None
    done: int = 0
    damaged: tuple[str, ...] = ()


class Place(Protocol):
    """Somewhere that sealed things lie."""

    @property
    def name(self) -> str:
        """What it is called in a report."""

    def count(self) -> Counter[int]:
        """How many are sealed with which key."""

    def reseal(self, *, after: Any, size: int) -> Batch:
        """Seal anew those of the next few that an older key opens, after the row *after*, in one transaction."""


@dataclass
class Outcome:
    """What a change of keys came to."""

    done: int = 0
    damaged: list[str] = field(default_factory=list)
    retired: list[int] = field(default_factory=list)


_others: list[Place] = []


def also(place: Place) -> None:
    """A room tells where it keeps sealed things that are no column of their own."""
    _others.append(place)


def places() -> list[Place]:
    """Everywhere that sealed things lie: every sealed column, and what rooms have told."""
    columns: list[Place] = [
        Column(model, one)
        for model in apps.get_models()
        for one in model._meta.local_concrete_fields
        if isinstance(one, SealedBytesField)
    ]
    return [*columns, *_others]


def status() -> dict[str, Counter[int]]:
    """How much is sealed with which key, in each place."""
    return {place.name: place.count() for place in places()}


def begin() -> tuple[int, bool]:
    """The key to seal everything with, and whether it was made just now: one whose work was not finished is gone on
    with. Raises ``RuntimeError`` where keys come from the environment and no new one is there."""
    newest = sealing.newest()
    older = any(number != newest for counts in status().values() for number in counts)
    if newest != FIRST and older:
        return newest, False
    keys.add_sealing(settings.SEALING_KEYS, number=newest + 1)
    return sealing.newest(), True


def reseal(*, said: Callable[[str, int], None], size: int = BATCH) -> Outcome:
    """Seal everything with the newest key. *said* is told the place and how many more were done, batch by batch."""
    outcome = Outcome()
    for place in places():
        for batch in _batches(place, size):
            outcome.done += batch.done
            outcome.damaged += [f"{place.name} {row}" for row in batch.damaged]
            said(place.name, batch.done)
    outcome.retired = retire()
    return outcome


def retire() -> list[int]:
    """Put aside every older key with which nothing is sealed any more."""
    used = {number for counts in status().values() for number in counts}
    older = [number for number in sealing.numbers() if number not in (FIRST, sealing.newest())]
    unused = [number for number in older if number not in used]
    return [number for number in unused if keys.retire(settings.SEALING_KEYS, number=number)]


def _batches(place: Place, size: int) -> Iterator[Batch]:
    for within in _transactions(place):
        batch = within(after=None, size=size)
        while batch.last is not None:
            yield batch
            batch = within(after=batch.last, size=size)


def _transactions(place: Place) -> list[Callable[..., Batch]]:
    """Partnership by partnership where rows belong to one."""
    if isinstance(place, Column) and place.tenanted:
        return [partial(_acting, number, place) for number in partnerships()]
    return [place.reseal]


def _acting(partnership: int, place: Place, *, after: Any, size: int) -> Batch:
    with tenancy.acting(system(JOB, partnership=partnership)):
        return place.reseal(after=after, size=size)


@dataclass(frozen=True)
class Column:
    """A sealed column of a table."""

    model: type[models.Model]
    field: SealedBytesField

    @property
    def name(self) -> str:
        return f"{self.model._meta.label}.{self.field.name}"

    @property
    def tenanted(self) -> bool:
        return issubclass(self.model, Tenanted)

    def count(self) -> Counter[int]:
        found: Counter[int] = Counter()
        for number in partnerships() if self.tenanted else [None]:
            found += self._counted(number)
        return found

    def _counted(self, partnership: int | None) -> Counter[int]:
        if partnership is not None:
            with tenancy.acting(system(JOB, partnership=partnership), read_only=True):
                return self._counted(None)
        with connection.cursor() as cursor:
            cursor.execute(self._sql(COUNT), [MARK])
            return Counter({_number(head): many for head, many in cursor.fetchall()})

    def _sql(self, words: str) -> sql.Composed:
        return sql.SQL(words).format(
            table=sql.Identifier(self.model._meta.db_table), column=sql.Identifier(self.field.column or "")
        )

    @transaction.atomic
    def reseal(self, *, after: Any, size: int) -> Batch:
        rows = self._older(after, size)
        damaged = [str(row.pk) for row in rows if not self._anew(row)]
        return Batch(rows[-1].pk if rows else None, len(rows) - len(damaged), tuple(damaged))

    def _older(self, after: Any, size: int) -> list[Any]:
        """The next rows that an older key opens, held until they are sealed anew."""
        column = f'"{self.model._meta.db_table}"."{self.field.column}"'
        older = f"octet_length({column}) > 0 AND substring({column} FOR 8) <> %s"  # names of ours
        head = sealing.head_of(sealing.newest())
        rows = self.model._base_manager.select_for_update().filter(
            RawSQL(older, [head], output_field=models.BooleanField())  # noqa: S611
        )
        if after is not None:
            rows = rows.filter(pk__gt=after)
        return list(rows.order_by("pk")[:size])

    def _anew(self, row: Any) -> bool:
        stored = row.__dict__[self.field.attname]  # as it lies there, however the model shows it
        try:
            anew = Stored(self.field.sealed_for(row, self.field.opened_for(row, stored)))
        except Damaged:
            return False
        self.model._base_manager.filter(pk=row.pk).update(**{self.field.name: anew})
        return True


COUNT = """
SELECT CASE WHEN substring({column} FOR 4) = %s THEN substring({column} FROM 5 FOR 4) END, count(*)
FROM {table} WHERE octet_length({column}) > 0 GROUP BY 1
"""


def _number(head: bytes | None) -> int:
    """The number of a key; what was sealed before there were numbers is the first one's."""
    return FIRST if head is None else int.from_bytes(head, "big")
