"""The assessment's form and what the levels of support mean, brought into the database after every migration.

A form once loaded is never changed: assessments keep the one they were made with, and the newest is in use
where a partnership has none of its own. A support level once loaded is the data manager's.
"""

import csv
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from connexions.ground.base import clock
from connexions.practice.casework.models import AssessmentForm, Factor, SupportLevel, TurningAge


def folder() -> Path:
    """Where the shipped tables lie."""
    found: Path = settings.ROOT / "data" / "casework"
    return found


def after_migrate(**_: Any) -> None:
    """Load what is missing, as soon as there are tables for it."""
    if TurningAge._meta.db_table in connection.introspection.table_names():
        load()


def load() -> None:
    """Bring every shipped form and support level that is not yet there. Idempotent."""
    for path in sorted(folder().glob("assessment_form_*.json")):
        _load_form(json.loads(path.read_text(encoding="utf-8")))
    with (folder() / "support_levels.csv").open(encoding="utf-8", newline="") as file:
        levels = [_support_level(row) for row in csv.DictReader(file)]
    SupportLevel.objects.bulk_create(levels, ignore_conflicts=True)
    with (folder() / "turning_ages.csv").open(encoding="utf-8", newline="") as file:
        ages = [TurningAge(age=int(row["age"]), words=row["words"]) for row in csv.DictReader(file)]
    TurningAge.objects.bulk_create(ages, ignore_conflicts=True)


def _load_form(told: dict[str, Any]) -> None:
    """A form that is there stays as it is; a new one is filled, then published."""
    if AssessmentForm.objects.filter(pk=told["number"]).exists():
        return
    fields = ("edition", "name", "note", "scale", "need_at_most", "strength_at_least")
    form = AssessmentForm(pk=told["number"], **{name: told[name] for name in fields})
    form.save(force_insert=True)
    words = ("number", "name", "group", "plain_name", "plain_question")
    Factor.objects.bulk_create(
        Factor(
            form=form, place=place, prompts="\n".join(one["prompts"]), **{name: one[name] for name in words}
        )
        for place, one in enumerate(told["factors"], start=1)
    )
    form.published_at = clock.now()
    form.save(update_fields=["published_at"])


def _support_level(row: dict[str, str]) -> SupportLevel:
    return SupportLevel(
        level=row["level"],
        overdue_after_days=int(row["overdue_after_days"]),
        fill_a_post=int(row["fill_a_post"]),
    )
