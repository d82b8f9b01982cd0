"""Spells of one young person do not overlap, and their dates can be so: from here on PostgreSQL refuses anything else.

What is there already is brought into line first, and the history keeps what it said: a spell ends at the latest where
the next begins; a day that cannot be is moved to the nearest that can. ``recorded_at`` of what was there is the moment
that its identifier holds (UUID version 7), else the day it was ascertained.
"""

from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

RECORDED = """
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE tracking_activity DISABLE TRIGGER USER;
UPDATE tracking_activity SET recorded_at = least(now(), CASE
    WHEN substr(id::text, 15, 1) = '7'
    THEN to_timestamp(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000.0)
    ELSE coalesce(ascertained_on, verified_on, start_on)::timestamptz END);
ALTER TABLE tracking_activity ENABLE TRIGGER USER;
"""

IN_LINE = """
WITH ended AS (
    SELECT id, young_person_id, lead(start_on) OVER (
        PARTITION BY young_person_id ORDER BY start_on, end_on, id
    ) AS next_on FROM tracking_activity WHERE end_on IS NOT NULL
), until AS (
    SELECT e.id, coalesce(least(e.next_on, c.start_on), 'infinity') AS at_most
    FROM ended e LEFT JOIN tracking_activity c ON c.young_person_id = e.young_person_id AND c.end_on IS NULL
)
UPDATE tracking_activity a SET end_on = greatest(a.start_on, u.at_most), version = a.version + 1
FROM until u WHERE u.id = a.id AND a.end_on > greatest(a.start_on, u.at_most);
UPDATE tracking_activity SET
    verified_on = greatest(verified_on, start_on),
    predicted_end_on = CASE WHEN predicted_end_on >= start_on THEN predicted_end_on END,
    neet_start_on = least(neet_start_on, start_on),
    version = version + 1
WHERE verified_on < start_on OR predicted_end_on < start_on OR neet_start_on > start_on;
SET CONSTRAINTS ALL IMMEDIATE;
"""

APART = """
ALTER TABLE tracking_activity ADD CONSTRAINT activity_spells_apart EXCLUDE USING gist (
    young_person_id WITH =, daterange(start_on, end_on, '[)') WITH &&
) DEFERRABLE INITIALLY IMMEDIATE
"""


class Migration(migrations.Migration):
    dependencies = [("tracking", "0003_corrections_and_tables")]

    operations = [
        # Equality beside overlap in one constraint. A trusted extension: the owner may create it.
        BtreeGistExtension(),
        migrations.RunSQL(RECORDED, migrations.RunSQL.noop),
        migrations.RunSQL(IN_LINE, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(condition=models.Q(("verified_on", None), ("verified_on__gte", models.F("start_on")), _connector="OR"), name="activity_verified_once_it_began"),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(condition=models.Q(("predicted_end_on", None), ("predicted_end_on__gte", models.F("start_on")), _connector="OR"), name="activity_course_ends_after_it_begins"),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(condition=models.Q(("neet_start_on", None), ("neet_start_on__lte", models.F("start_on")), _connector="OR"), name="activity_neet_began_before"),
        ),
        migrations.RunSQL(APART, "ALTER TABLE tracking_activity DROP CONSTRAINT activity_spells_apart"),
    ]
