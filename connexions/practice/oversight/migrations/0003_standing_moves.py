"""How things stand is kept in casework now, whose Today asks it too: the same rows, with what comes next."""

from django.db import migrations

TABLES = (
    "people_youngperson", "people_residence", "people_characteristic", "casework_contact", "casework_assessment",
    "casework_plan", "casework_step", "casework_review",
)  # fmt: skip
TRIGGERS = [
    f"DROP TRIGGER IF EXISTS standing_{event}s ON {table}"
    for table in TABLES
    for event in ("insert", "update", "delete")
]
FUNCTIONS = [
    "DROP FUNCTION oversight_people()",
    "DROP FUNCTION oversight_work()",
    "DROP FUNCTION oversight_fill()",
    "DROP FUNCTION oversight_reckon(uuid[])",
    "DROP FUNCTION oversight_add(uuid[])",
    "DROP FUNCTION oversight_reckoned(uuid[])",
]


class Migration(migrations.Migration):
    dependencies = [("oversight", "0002_kept_by_the_database"), ("casework", "0010_standing_kept")]

    operations = [
        migrations.RunSQL([*TRIGGERS, *FUNCTIONS]),
        migrations.DeleteModel(name="Standing"),
    ]
