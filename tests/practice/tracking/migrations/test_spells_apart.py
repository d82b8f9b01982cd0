"""A database that holds spells which overlap, and days that cannot be, is brought into line, and then closed."""

from importlib import import_module
from uuid import UUID

import psycopg
import pytest
from django.db import connection

from config import database
from connexions.ground.base import tenancy
from connexions.ground.base.acting import system
from tests.factories import make_partnership, make_young_person
from tests.factories.casework import make_activity

MIGRATION = import_module("connexions.practice.tracking.migrations.0004_spells_apart")
CHECKS = (
    "activity_verified_once_it_began",
    "activity_course_ends_after_it_begins",
    "activity_neet_began_before",
)


@pytest.fixture
def whom(committed: None) -> tuple[int, UUID]:
    here = make_partnership()
    jay = make_young_person(partnership=here)
    with tenancy.acting(system("tests", partnership=here.pk)):
        make_activity(jay, kind="110", start_on="2025-09-01", end_on="2026-08-31")
    return here.pk, jay.pk


def test_what_overlaps_is_cut_and_what_cannot_be_is_moved(whom: tuple[int, UUID]) -> None:
    partnership, jay = whom
    wanted = database.from_url(database.url_for(database.OWNER)) | {"NAME": connection.settings_dict["NAME"]}
    connection.close()
    with psycopg.connect(
        dbname=wanted["NAME"], user=wanted["USER"], password=wanted["PASSWORD"], host=wanted["HOST"]
    ) as owner:
        for name in ("activity_spells_apart", *CHECKS):
            owner.execute(f"ALTER TABLE tracking_activity DROP CONSTRAINT {name}")
        for start, end, verified, course, neet in (
            ("2026-06-01", "2026-10-01", "2026-05-01", "2026-01-01", "2026-07-01"),  # begins within the first
            ("2026-09-01", None, "2026-09-01", "2027-01-01", None),  # and goes on from within it
            ("2026-11-01", "2026-12-01", None, None, None),  # begins after what goes on
        ):
            owner.execute(
                "INSERT INTO tracking_activity (id, partnership_id, young_person_id, kind_id, version, start_on,"
                " end_on, verified_on, predicted_end_on, neet_start_on, establishment_number,"
                " establishment_name, ukprn, source, evidence) VALUES (gen_random_uuid(), %s, %s, '619', 1, %s,"
                " %s, %s, %s, %s, '', '', '', '', '')",
                [partnership, jay, start, end, verified, course, neet],
            )
        owner.execute(MIGRATION.RECORDED)
        owner.execute(MIGRATION.IN_LINE)
        owner.execute(MIGRATION.APART)
        found = owner.execute(
            "SELECT start_on::text, end_on::text, verified_on::text, predicted_end_on::text, neet_start_on::text"
            " FROM tracking_activity WHERE young_person_id = %s ORDER BY start_on, end_on",
            [jay],
        ).fetchall()
        kept = owner.execute(
            "SELECT count(*) FROM audit_change WHERE young_person_id = %s AND table_name = 'tracking_activity'",
            [jay],
        ).fetchone()
        owner.rollback()
    assert [row[:2] for row in found] == [
        ("2025-09-01", "2026-06-01"),
        ("2026-06-01", "2026-09-01"),
        ("2026-09-01", None),
        ("2026-11-01", "2026-11-01"),
    ]
    assert found[1][2:] == ("2026-06-01", None, "2026-06-01")
    assert kept is not None
    assert kept[0] > 0
