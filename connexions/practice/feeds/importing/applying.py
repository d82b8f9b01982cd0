"""From the temporary tables into the rooms' own: one statement for each kind of row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import models
from psycopg import sql

from connexions.engines.ccis import Fault
from connexions.practice.feeds.importing.mapping import SOURCE
from connexions.practice.feeds.importing.piles import DOING_COLUMNS, PERSON_COLUMNS, Pile, Staging
from connexions.practice.feeds.models import Problem, SourceRecord
from connexions.practice.tracking.models import Activity, GuaranteeStatus, IntendedDestination
from connexions.registers.people.models import (
    Characteristic,
    Identifier,
    Name,
    NameToken,
    Residence,
    SearchKey,
    YoungPerson,
)
from connexions.registers.people.names import sound_of

WORDS_AT_A_TIME = 5000


def apply(cursor: Any, staging: Staging, *, partnership: int, delivery: UUID) -> None:
    """Write everything laid out. What ends comes before what begins: only one of each may be current."""
    here = {"partnership_id": partnership}
    ours = {**here, "source": SOURCE}
    _update(cursor, YoungPerson, staging.changed_people, tuple(PERSON_COLUMNS))
    _update(cursor, Residence, staging.ended_homes, ("until_on",))
    _update(cursor, Activity, staging.ended_activities, ("end_on",))
    _make_room(cursor, staging.changed_activities)
    _update(cursor, Activity, staging.changed_activities, tuple(DOING_COLUMNS))
    _update(cursor, Characteristic, staging.ended_characteristics, ("until_on",))
    _update(cursor, Identifier, staging.changed_identifiers, ("scheme", "value"))
    _insert(cursor, YoungPerson, staging.people, here)
    _insert(cursor, Name, staging.former_names, {**ours, "kind": Name.Kind.FORMER})
    _insert(cursor, Identifier, staging.identifiers, ours, "ON CONFLICT DO NOTHING")
    _insert(cursor, Residence, staging.homes, ours)
    _insert(cursor, Characteristic, staging.characteristics, ours)
    _make_room(cursor, staging.activities)
    _insert(cursor, Activity, staging.activities, ours)
    _insert(cursor, GuaranteeStatus, staging.guarantees, here, _upsert("young_person_id", "year", of=(
        "code", "authority", "on_baseline", "since_on")))  # fmt: skip
    _insert(cursor, IntendedDestination, staging.destinations, ours, _upsert("young_person_id", of=("code",)))
    _words(cursor, staging, here)
    _insert(
        cursor,
        SourceRecord,
        staging.sources,
        {**here, "delivery_id": delivery},
        _upsert(
            "partnership_id", "young_persons_id", of=("young_person_id", "delivery_id", "digest", "fields")
        ),
    )


def _make_room(cursor: Any, pile: Pile) -> None:
    """End earlier spells where what the source says they do now began: it knows of no others, and two cannot hold."""
    whose = "young_person_id" if "young_person_id" in pile.columns else ""
    of = sql.SQL(
        "s.young_person_id" if whose else "(SELECT young_person_id FROM tracking_activity WHERE id = s.id)"
    )
    cursor.execute(
        sql.SQL(
            "UPDATE tracking_activity a SET end_on = greatest(a.start_on, s.start_on), version = a.version + 1"
            " FROM {} s WHERE a.young_person_id = {} AND a.id <> s.id AND a.end_on > s.start_on"
        ).format(sql.Identifier(pile.name), of)
    )


def keep_problems(cursor: Any, staging: Staging, *, partnership: int, delivery: UUID) -> None:
    """Write the problems, in the order of the file."""
    _insert(
        cursor,
        Problem,
        staging.problems,
        {"partnership_id": partnership, "delivery_id": delivery},
        order="record, priority, rule",
    )


def find_twins(cursor: Any, shared: Sequence[tuple[str, str, Fault]]) -> None:
    """Add the problems that two records of the file make together by what they share: the later is named."""
    for key, shown, fault in shared:
        cursor.execute(
            "INSERT INTO in_problems SELECT record, line, young_persons_id, %s, %s, %s,"  # noqa: S608
            f" replace(%s, '{{value}}', {shown}), %s, false FROM ("
            f"   SELECT *, row_number() OVER (PARTITION BY {key} ORDER BY record) AS nth FROM in_keys"
            f"   WHERE {key} IS NOT NULL AND status <> 'M') k WHERE nth > 1",
            [fault.number, fault.priority, fault.field, fault.words, fault.fix],
        )


def _words(cursor: Any, staging: Staging, here: dict[str, Any]) -> None:
    cursor.execute(
        "DELETE FROM people_searchkey WHERE young_person_id IN (SELECT young_person_id FROM in_renamed)"
    )
    _insert(cursor, SearchKey, staging.words, here, "ON CONFLICT DO NOTHING")
    cursor.execute(
        "SELECT DISTINCT word FROM in_words w WHERE NOT EXISTS"
        " (SELECT 1 FROM people_nametoken t WHERE t.partnership_id = %s AND t.word = w.word)",
        [here["partnership_id"]],
    )
    words = [word for (word,) in cursor.fetchall()]
    for start in range(0, len(words), WORDS_AT_A_TIME):
        lot = [
            NameToken(word=word, sound=sound_of(word), **here)
            for word in words[start : start + WORDS_AT_A_TIME]
        ]
        NameToken.objects.bulk_create(lot, ignore_conflicts=True)


def _insert(
    cursor: Any,
    model: type[models.Model],
    pile: Pile,
    fixed: dict[str, Any],
    conflict: str = "",
    order: str = "",
) -> None:
    """INSERT … SELECT from a pile: staged columns, fixed values, the model's own defaults for the rest."""
    columns: list[str] = []
    values: list[sql.Composable] = []
    for column in _columns(model):
        if column.column in pile.columns:
            value: sql.Composable = sql.Identifier(column.column)
        elif column.column in fixed:
            value = sql.Literal(fixed[column.column])
        elif column.has_default():
            value = sql.Literal(column.get_default())
        elif not column.null and column.empty_strings_allowed and not column.has_db_default():
            value = sql.Literal("")
        else:
            continue
        columns.append(column.column)
        values.append(value)
    cursor.execute(
        sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {} {} {}").format(
            sql.Identifier(model._meta.db_table),
            sql.SQL(", ").join(map(sql.Identifier, columns)),
            sql.SQL(", ").join(values),
            sql.Identifier(pile.name),
            sql.SQL(f"ORDER BY {order}" if order else ""),
            sql.SQL(conflict),
        )
    )


def _update(cursor: Any, model: type[models.Model], pile: Pile, columns: tuple[str, ...]) -> None:
    """UPDATE … FROM a pile by id; a row that two people might edit counts its version up."""
    sets: list[sql.Composable] = [sql.SQL("{0} = s.{0}").format(sql.Identifier(column)) for column in columns]
    if any(column.column == "version" for column in _columns(model)):
        sets.append(sql.SQL("version = t.version + 1"))
    cursor.execute(
        sql.SQL("UPDATE {} t SET {} FROM {} s WHERE t.id = s.id").format(
            sql.Identifier(model._meta.db_table), sql.SQL(", ").join(sets), sql.Identifier(pile.name)
        )
    )


def _upsert(*keys: str, of: tuple[str, ...]) -> str:
    sets = ", ".join(f"{column} = EXCLUDED.{column}" for column in of)
    return f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {sets}"


def _columns(model: type[models.Model]) -> list[Any]:
    return [
        column for column in model._meta.local_concrete_fields if not isinstance(column, models.AutoField)
    ]
