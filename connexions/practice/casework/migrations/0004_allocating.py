import connexions.ground.base.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("casework", "0003_goals_of"),
        ("partners", "0002_national_unit"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='TurningAge',
            fields=[
                ('age', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('words', models.CharField(max_length=300)),
            ],
        ),
        migrations.AddField(
            model_name='allocation',
            name='note',
            field=models.TextField(blank=True, db_default='', help_text='What the next adviser should know: part of the casework.'),
        ),
        migrations.CreateModel(
            name='Together',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('allocation', 'Given to an adviser'), ('contact', 'Written to'), ('level', 'Level of support changed'), ('review', 'Day of the review set')], max_length=12)),
                ('said', models.CharField(help_text='What was done, in words: 12 given to Priya Nair.', max_length=200)),
                ('number', models.PositiveIntegerField()),
                ('done_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('done_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership')),
                ('undone_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Touched',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=dict)),
                ('partnership', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership')),
                ('together', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='touched', to='casework.together')),
                ('young_person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='people.youngperson')),
            ],
            options={
                'verbose_name_plural': 'touched',
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(blank=True, max_length=60)),
                ('asks', models.JSONField(default=dict, help_text='The filters as the address says them.')),
                ('is_first', models.BooleanField(default=False, help_text='Shown when the caseload is opened.')),
                ('removed_at', models.DateTimeField(blank=True, help_text='Taken away; can be taken back.', null=True)),
                ('owner', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('partnership', 'owner', 'name'), name='one_view_of_a_name'), models.UniqueConstraint(condition=models.Q(('is_first', True), ('removed_at', None)), fields=('partnership', 'owner'), name='one_first_view')],
            },
        ),
        migrations.CreateModel(
            name='SupportEdition',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('overdue_after_days', models.PositiveSmallIntegerField(default=7)),
                ('fill_a_post', models.PositiveSmallIntegerField(help_text='How many young people fill one full-time post.')),
                ('level', models.CharField(choices=[('intensive', 'Intensive'), ('supported', 'Supported'), ('minimum', 'Minimum')], max_length=12)),
                ('from_on', models.DateField()),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('set_at', models.DateTimeField()),
                ('partnership', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership')),
                ('set_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('partnership', 'level', 'from_on'), name='one_support_edition_a_day')],
            },
        ),
        migrations.AddIndex(
            model_name='together',
            index=models.Index(fields=['partnership', 'done_by', '-done_at'], name='done_together'),
        ),
        migrations.AddConstraint(
            model_name='touched',
            constraint=models.UniqueConstraint(fields=('together', 'young_person'), name='touched_once_together'),
        ),
    ]
