"""The assessment's form and what the levels of support mean, brought into the database after every migration.

A form once loaded is never changed: assessments keep the version they were made with. A support level once
loaded
is the data manager's.
"""

import csv
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from connexions.practice.casework.models import AssessmentForm, Factor, SupportLevel


def folder() -> Path:
    """Where the shipped tables lie."""
    found: Path = settings.ROOT / "data" / "casework"
    return found


def after_migrate(**_: Any) -> None:
    """Load what is missing, as soon as there are tables for it."""
    if SupportLevel._meta.db_table in connection.introspection.table_names():
        load()


def load() -> None:
    """Bring every shipped form and support level that is not yet there. Idempotent."""
    for path in sorted(folder().glob("assessment_form_*.json")):
        _load_form(json.loads(path.read_text(encoding="utf-8")))
    _use_latest_form()
    with (folder() / "support_levels.csv").open(encoding="utf-8", newline="") as file:
        levels = [_support_level(row) for row in csv.DictReader(file)]
    SupportLevel.objects.bulk_create(levels, ignore_conflicts=True)


def _load_form(told: dict[str, Any]) -> None:
    fields = {"name": told["name"], "scale": told["scale"], "need_at_most": told["need_at_most"]}
    form, _ = AssessmentForm.objects.get_or_create(version=told["version"], defaults=fields)
    factors = [
        Factor(
            form=form,
            number=one["number"],
            name=one["name"],
            group=one["group"],
            prompts="\n".join(one["prompts"]),
        )
        for one in told["factors"]
    ]
    Factor.objects.bulk_create(factors, ignore_conflicts=True)


def _use_latest_form() -> None:
    """The newest form is in use until somebody has chosen one."""
    if not AssessmentForm.objects.filter(in_use=True).exists():
        latest = AssessmentForm.objects.order_by("-version").values_list("version", flat=True)[:1]
        AssessmentForm.objects.filter(version__in=list(latest)).update(in_use=True)


def _support_level(row: dict[str, str]) -> SupportLevel:
    return SupportLevel(
        level=row["level"],
        overdue_after_days=int(row["overdue_after_days"]),
        fill_a_post=int(row["fill_a_post"]),
    )
