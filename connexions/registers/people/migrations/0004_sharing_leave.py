"""What organisations may see of a young person, and the one question that every policy about it asks.

The two functions run as whoever asks, beneath the policies: they see the leaves of their own organisation alone.
"""

import connexions.ground.base.ids
import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


KIND = """
CREATE FUNCTION people_organisation_kind() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
SELECT o.kind FROM partners_organisation o
WHERE o.id = nullif(current_setting('connexions.organisation', true), '')::bigint AND o.kind <> ''
$$
"""
# Its cost is said to be small: it is in a policy of every such table, and asked for nobody but organisations; were it
# told, PostgreSQL would plan everybody's questions as though it were asked for each row.
SHARED = """
CREATE FUNCTION people_shared(whose uuid, wanted text[]) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1 SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  asker bigint := nullif(current_setting('connexions.organisation', true), '')::bigint;
  moment timestamptz := coalesce(nullif(current_setting('connexions.at', true), '')::timestamptz, now());
BEGIN
  RETURN EXISTS (
    SELECT 1 FROM people_leave l
    WHERE l.young_person_id = whose AND l.groups::text[] && wanted AND l.from_at <= moment AND l.until_at > moment
      AND (l.organisation_id = asker OR l.organisation_kind = people_organisation_kind())
  );
END $$
"""


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0002_national_unit'),
        ('people', '0003_notices'),
    ]

    operations = [
        migrations.CreateModel(
            name='Leave',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('organisation_kind', models.CharField(blank=True, max_length=60)),
                ('groups', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('purpose', models.CharField(max_length=40)),
                ('from_at', models.DateTimeField()),
                ('until_at', models.DateTimeField(help_text='The moment from which it holds no more.')),
                ('ground', models.CharField(choices=[('consent', 'Consent'), ('gateway', 'Without consent, under a law')], max_length=8)),
                ('under', models.UUIDField(help_text='The consent, or the disclosure without one.')),
                ('organisation', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.organisation')),
                ('partnership', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership')),
                ('young_person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='people.youngperson')),
            ],
            options={
                'indexes': [models.Index(fields=['young_person', 'organisation'], name='leaves_of'), models.Index(condition=models.Q(('organisation__isnull', False)), fields=['partnership', 'organisation', '-from_at', 'young_person'], name='leaves_to'), models.Index(condition=models.Q(('organisation_kind', ''), _negated=True), fields=['partnership', 'organisation_kind', '-from_at', 'young_person'], name='leaves_to_kind'), models.Index(fields=['under'], name='leaves_under')],
                'constraints': [models.CheckConstraint(condition=models.Q(('organisation__isnull', True), ('organisation_kind', ''), _connector='XOR'), name='leave_names_one_or_a_kind'), models.CheckConstraint(condition=models.Q(('until_at__gte', models.F('from_at'))), name='leave_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('groups__contains', ['who.name'])), name='leave_says_who_it_is'), models.CheckConstraint(condition=models.Q(('groups__overlap', ['dwp.all']), _negated=True), name='leave_never_passes_on_dwp')],
            },
        ),
        migrations.RunSQL(KIND, "DROP FUNCTION people_organisation_kind()"),
        migrations.RunSQL(SHARED, "DROP FUNCTION people_shared(uuid, text[])"),
    ]
