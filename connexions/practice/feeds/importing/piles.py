"""Rows on their way into the database: laid out in temporary tables by COPY, as many at a time as are given.

COPY cannot write a table under row-level security; a temporary one is nobody's but this transaction's.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from psycopg import sql

from connexions.practice.feeds.importing.fresh import fresh_ids


class Pile:
    """Rows of one kind for one temporary table."""

    def __init__(self, name: str, columns: dict[str, str]) -> None:
        self.name = name
        self.columns = columns
        self.rows: list[tuple[Any, ...]] = []
        self.add = self.rows.append

    def create(self, cursor: Any) -> None:
        """Make the temporary table anew."""
        cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(self._table()))
        types = sql.SQL(", ").join(
            sql.SQL("{} " + kind).format(sql.Identifier(name)) for name, kind in self.columns.items()
        )
        cursor.execute(sql.SQL("CREATE TEMP TABLE {} ({}) ON COMMIT DROP").format(self._table(), types))

    def send(self, cursor: Any) -> None:
        """Send the rows gathered so far."""
        if not self.rows:
            return
        names = sql.SQL(", ").join(map(sql.Identifier, self.columns))
        with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(self._table(), names)) as copy:
            for row in self.rows:
                copy.write_row(row)
        self.rows.clear()

    def _table(self) -> sql.Identifier:
        return sql.Identifier("pg_temp", self.name)


DOING_COLUMNS = {
    "kind_id": "text",
    "start_on": "date",
    "ascertained_on": "date",
    "verified_on": "date",
    "review_on": "date",
    "lapses_on": "date",
    "predicted_end_on": "date",
    "neet_start_on": "date",
    "establishment_number": "text",
    "establishment_name": "text",
    "ukprn": "text",
}
PERSON_COLUMNS = {
    "given_name": "text",
    "middle_names": "text",
    "family_name": "text",
    "date_of_birth": "date",
    "gender": "text",
    "ethnicity": "text",
    "cohort_status": "text",
    "level_of_need": "text",
    "special_needs": "text",
    "lead_authority": "text",
    "educated_authority": "text",
    "authority_at_year_11": "text",
    "school_id": "uuid",
}
HOME_COLUMNS = {
    "line_1": "text",
    "line_2": "text",
    "line_3": "text",
    "town": "text",
    "county": "text",
    "postcode": "text",
    "no_fixed_address": "boolean",
}
_ROW = {"id": "uuid", "young_person_id": "uuid"}


class Staging:
    """Every pile of one import, of what was so on the last day of its month."""

    def __init__(self, told_on: date) -> None:
        self.told_on = told_on
        self.fresh = fresh_ids().__next__
        self.people = Pile("in_people", {"id": "uuid", **PERSON_COLUMNS})
        self.changed_people = Pile("in_changed_people", {"id": "uuid", **PERSON_COLUMNS})
        self.former_names = Pile(
            "in_former_names", {**_ROW, "given_name": "text", "family_name": "text", "until_on": "date"}
        )
        self.words = Pile("in_words", {"young_person_id": "uuid", "word": "text"})
        self.renamed = Pile("in_renamed", {"young_person_id": "uuid"})
        self.homes = Pile("in_homes", {**_ROW, **HOME_COLUMNS, "from_on": "date"})
        self.ended_homes = Pile("in_ended_homes", {"id": "uuid", "until_on": "date"})
        self.identifiers = Pile("in_identifiers", {**_ROW, "scheme": "text", "value": "text"})
        self.changed_identifiers = Pile(
            "in_changed_identifiers", {"id": "uuid", "scheme": "text", "value": "text"}
        )
        self.characteristics = Pile("in_characteristics", {**_ROW, "kind": "text", "from_on": "date"})
        self.ended_characteristics = Pile("in_ended_characteristics", {"id": "uuid", "until_on": "date"})
        self.activities = Pile("in_activities", {**_ROW, **DOING_COLUMNS})
        self.changed_activities = Pile("in_changed_activities", {"id": "uuid", **DOING_COLUMNS})
        self.ended_activities = Pile("in_ended_activities", {"id": "uuid", "end_on": "date"})
        self.guarantees = Pile(
            "in_guarantees",
            {
                **_ROW,
                "year": "int",
                "code": "text",
                "authority": "text",
                "on_baseline": "boolean",
                "since_on": "date",
            },
        )
        self.destinations = Pile("in_destinations", {**_ROW, "code": "text"})
        self.sources = Pile(
            "in_sources",
            {"young_person_id": "uuid", "young_persons_id": "text", "digest": "text", "fields": "jsonb"},
        )
        self.problems = Pile(
            "in_problems",
            {
                "record": "int",
                "line": "int",
                "young_persons_id": "text",
                "rule": "int",
                "priority": "int",
                "field": "text",
                "message": "text",
                "fix": "text",
                "refused": "boolean",
            },
        )
        self.keys = Pile(
            "in_keys",
            {"record": "int", "line": "int", "young_persons_id": "text", "status": "text", "uln": "text",
                "upn": "text",
             "family_name": "text", "person": "bigint"},
        )  # fmt: skip
        self.all = [pile for pile in vars(self).values() if isinstance(pile, Pile)]

    def create(self, cursor: Any) -> None:
        """Make every temporary table, and the one that remembers which ids this file has had."""
        for pile in self.all:
            pile.create(cursor)
        cursor.execute("DROP TABLE IF EXISTS pg_temp.in_seen")
        cursor.execute("CREATE TEMP TABLE in_seen (number text PRIMARY KEY) ON COMMIT DROP")

    def send(self, cursor: Any) -> None:
        """Send what has been gathered."""
        for pile in self.all:
            pile.send(cursor)

    def drop(self, cursor: Any) -> None:
        """Remove every temporary table before the transaction ends."""
        names = ", ".join(f"pg_temp.{pile.name}" for pile in self.all)
        cursor.execute(f"DROP TABLE {names}, pg_temp.in_seen")
