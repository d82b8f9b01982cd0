import connexions.ground.base.ids
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0002_national_unit'),
        ('people', '0003_notices'),
        ('tracking', '0002_national_counts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('corrected', 'Put right'), ('added', 'Added afterwards'), ('removed', 'Taken away')], max_length=10)),
                ('before', models.JSONField(help_text='The rows as they were: column by column.')),
                ('after', models.JSONField(help_text='The rows as they became.')),
                ('because', models.CharField(max_length=300)),
                ('at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='CurrencyRule',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('from_on', models.DateField(help_text='Holds for what is verified on this day or later.')),
                ('until_on', models.DateField(blank=True, help_text='First day on which it no longer holds.', null=True)),
                ('basis', models.CharField(choices=[('academic_year_end', '31 August of the academic year'), ('review', 'Counted from the day to ask again'), ('verified', 'Counted from the day it was verified'), ('never', 'It does not lapse')], max_length=20)),
                ('months', models.PositiveSmallIntegerField(default=0)),
                ('days', models.PositiveSmallIntegerField(default=0)),
                ('capped', models.BooleanField(default=False, help_text='At most until the course ends.')),
                ('because', models.CharField(blank=True, max_length=300)),
                ('set_by', models.CharField(blank=True, help_text='Who, by name.', max_length=200)),
                ('set_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name='KindEdition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_year', models.PositiveSmallIntegerField(null=True)),
                ('last_year', models.PositiveSmallIntegerField(null=True)),
                ('label', models.CharField(blank=True, max_length=120)),
                ('note', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['kind_id', 'first_year'],
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('key', models.SlugField(db_index=False, max_length=40)),
                ('purpose', models.CharField(choices=[('told', 'Who told us'), ('seen', 'What we saw')], max_length=4)),
                ('label', models.CharField(max_length=40)),
                ('order', models.PositiveSmallIntegerField(default=100)),
                ('in_use', models.BooleanField(default=True)),
            ],
        ),
        migrations.AddField(
            model_name='activity',
            name='evidence_key',
            field=models.CharField(blank=True, db_default='', help_text='What we saw, from the list of sources.', max_length=40),
        ),
        migrations.AddField(
            model_name='activity',
            name='recorded_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), help_text='Since when we have believed it.'),
        ),
        migrations.AddField(
            model_name='activity',
            name='source_key',
            field=models.CharField(blank=True, db_default='', help_text='Who told us, from the list of sources.', max_length=40),
        ),
        migrations.AddField(
            model_name='correction',
            name='by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='correction',
            name='partnership',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='correction',
            name='undone_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='correction',
            name='young_person',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='people.youngperson'),
        ),
        migrations.AddField(
            model_name='currencyrule',
            name='kind',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tracking.activitykind'),
        ),
        migrations.AddField(
            model_name='currencyrule',
            name='partnership',
            field=models.ForeignKey(blank=True, db_index=False, help_text='None where it ships with the product.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='kindedition',
            name='becomes',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tracking.activitykind'),
        ),
        migrations.AddField(
            model_name='kindedition',
            name='kind',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='editions', to='tracking.activitykind'),
        ),
        migrations.AddField(
            model_name='source',
            name='partnership',
            field=models.ForeignKey(blank=True, db_index=False, help_text='None where it ships with the product.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership'),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(fields=['young_person', '-at'], name='activity_corrections_of'),
        ),
        migrations.AddConstraint(
            model_name='currencyrule',
            constraint=models.UniqueConstraint(fields=('partnership', 'kind', 'from_on'), name='one_currency_rule_a_day', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='kindedition',
            constraint=models.UniqueConstraint(fields=('kind', 'first_year'), name='one_edition_of_a_code', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.UniqueConstraint(fields=('partnership', 'key'), name='one_source_a_key', nulls_distinct=False),
        ),
    ]
