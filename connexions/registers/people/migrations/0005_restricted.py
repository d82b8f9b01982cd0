import connexions.ground.base.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Read in the name of whoever owns the tables: what is closed to somebody is not for them to read.
STANDING = """
CREATE FUNCTION people_standing(
  here integer, who uuid, own uuid, everything boolean, at timestamptz,
  OUT closed uuid[], OUT restricted uuid[], OUT glass uuid[]
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  closed := '{}'; glass := '{}';
  SELECT coalesce(array_agg(r.young_person_id ORDER BY r.young_person_id), '{}') INTO restricted
  FROM public.people_restriction r WHERE r.partnership_id = here AND r.ended_at IS NULL;
  IF everything OR restricted = '{}' THEN
    RETURN;
  END IF;
  SELECT coalesce(array_agg(r.young_person_id), '{}') INTO glass
  FROM public.people_restriction r WHERE r.partnership_id = here AND r.ended_at IS NULL AND EXISTS (
    SELECT 1 FROM public.people_glassbroken g
    WHERE g.restriction_id = r.id AND g.opened_by_id = who AND g.opened_at <= at AND g.closes_at > at
  );
  SELECT coalesce(array_agg(r.young_person_id), '{}') INTO closed
  FROM public.people_restriction r WHERE r.partnership_id = here AND r.ended_at IS NULL
    AND r.young_person_id IS DISTINCT FROM own AND r.young_person_id <> ALL (glass)
    AND NOT EXISTS (
      SELECT 1 FROM public.people_namedaccess n
      WHERE n.restriction_id = r.id AND n.user_id = who AND n.ended_at IS NULL
        AND (n.until_on IS NULL OR n.until_on > (at AT TIME ZONE 'Europe/London')::date)
    );
END $$
"""
SIGNATURE = "people_standing(integer, uuid, uuid, boolean, timestamptz)"


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0002_national_unit'),
        ('people', '0004_sharing_leave'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='contactpoint',
            name='sealed',
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name='residence',
            name='sealed',
            field=models.BinaryField(null=True),
        ),
        migrations.CreateModel(
            name='Restriction',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('protected', 'Witness protection, or a new identity'), ('fleeing', 'Fleeing violence or threats'), ('staff_family', 'A relative of somebody who works here'), ('other', 'Another serious reason')], max_length=12)),
                ('reason', models.BinaryField()),
                ('from_at', models.DateTimeField()),
                ('review_on', models.DateField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_because', models.BinaryField(null=True)),
                ('ended_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership')),
                ('set_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('young_person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='people.youngperson')),
            ],
        ),
        migrations.CreateModel(
            name='NamedAccess',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('why', models.CharField(max_length=200)),
                ('until_on', models.DateField(blank=True, help_text='The first day on which it is closed to them.', null=True)),
                ('named_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('named_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership')),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('young_person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='people.youngperson')),
                ('restriction', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='named', to='people.restriction')),
            ],
            options={
                'verbose_name_plural': 'named access',
            },
        ),
        migrations.CreateModel(
            name='GlassBroken',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('reason', models.BinaryField()),
                ('opened_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField()),
                ('reviewed_at', models.DateTimeField(blank=True, null=True)),
                ('finding', models.CharField(blank=True, choices=[('proper', 'Proper: it was needed'), ('improper', 'Improper: it was not needed')], max_length=8)),
                ('note', models.BinaryField(null=True)),
                ('opened_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership')),
                ('reviewed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('young_person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='people.youngperson')),
                ('restriction', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='broken', to='people.restriction')),
            ],
            options={
                'verbose_name_plural': 'glass broken',
            },
        ),
        migrations.AddIndex(
            model_name='restriction',
            index=models.Index(fields=['young_person'], name='restrictions_of'),
        ),
        migrations.AddConstraint(
            model_name='restriction',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('partnership', 'young_person'), name='one_restriction_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='namedaccess',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('restriction', 'user'), name='named_once'),
        ),
        migrations.AddIndex(
            model_name='glassbroken',
            index=models.Index(fields=['partnership', '-opened_at'], name='glass_broken_lately'),
        ),
        migrations.AddIndex(
            model_name='glassbroken',
            index=models.Index(fields=['restriction', 'opened_by', '-closes_at'], name='glass_broken_by'),
        ),
        migrations.RunSQL(STANDING, f"DROP FUNCTION {SIGNATURE}"),
        migrations.RunSQL(f"REVOKE EXECUTE ON FUNCTION {SIGNATURE} FROM PUBLIC", migrations.RunSQL.noop),
    ]
