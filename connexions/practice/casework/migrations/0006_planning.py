import connexions.ground.base.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("casework", "0005_assessing"),
        ('partners', '0002_national_unit'),
        ('people', '0003_notices'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Asking',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('edition', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('open', 'Waiting for an answer'), ('agreed', 'Agreed'), ('change_wanted', 'Wants a change'), ('heeded', 'Wanted a change, which was talked about'), ('withdrawn', 'Taken back'), ('spent', 'Closed after wrong answers')], default='open', max_length=14)),
                ('way', models.CharField(choices=[('text', 'A text'), ('email', 'An e-mail'), ('copied', 'A link that the adviser passed on')], max_length=8)),
                ('secret_hash', models.CharField(max_length=64, unique=True)),
                ('asked_at', models.DateTimeField()),
                ('good_until', models.DateTimeField()),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('words', models.CharField(blank=True, help_text='What they want to change, or said to it.', max_length=1000)),
            ],
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('told', models.JSONField(help_text='Goals, steps and reasons as they stood: see `casework.agreed`.')),
                ('agreed_on', models.DateField()),
                ('how', models.CharField(choices=[('on_page', 'Together, on this page'), ('on_paper', 'On paper'), ('by_link', 'By a link'), ('signed_in', 'On their own page')], max_length=10)),
                ('words', models.CharField(blank=True, help_text='What the young person said to it.', max_length=1000)),
                ('paper_id', models.UUIDField(blank=True, help_text='The scan, where it was signed on paper.', null=True)),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='PlanPrompt',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('kind', models.CharField(max_length=20)),
                ('is_on', models.BooleanField(default=True)),
                ('says', models.CharField(max_length=300)),
                ('words', models.TextField(blank=True, help_text='The words it looks for, one a line.')),
                ('number', models.PositiveSmallIntegerField(blank=True, help_text='Days, words or steps: its limit.', null=True)),
            ],
        ),
        migrations.CreateModel(
            name='StepEvent',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('what', models.CharField(choices=[('started', 'Begun'), ('done', 'Done'), ('dropped', 'Dropped'), ('reopened', 'Taken up again'), ('changed', 'Changed'), ('said', 'Said')], max_length=10)),
                ('on', models.DateField()),
                ('words', models.CharField(blank=True, help_text='Why, or what was said.', max_length=500)),
                ('before', models.JSONField(blank=True, help_text='What a changed step said before.', null=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddField(
            model_name='goal',
            name='clarified',
            field=models.CharField(blank=True, db_default='', default='', help_text='What it comes to, as the adviser would say it.', max_length=500),
        ),
        migrations.AddField(
            model_name='goal',
            name='reason',
            field=models.CharField(blank=True, db_default='', default='', help_text='Why it was dropped.', max_length=300),
        ),
        migrations.AddField(
            model_name='goal',
            name='status',
            field=models.CharField(choices=[('open', 'Being worked on'), ('reached', 'Reached'), ('dropped', 'Dropped')], db_default='open', default='open', max_length=10),
        ),
        migrations.AddField(
            model_name='goal',
            name='status_on',
            field=models.DateField(blank=True, help_text='When the status last changed.', null=True),
        ),
        migrations.AddField(
            model_name='goal',
            name='strengths',
            field=models.CharField(blank=True, db_default='', default='', help_text='What it builds on.', max_length=300),
        ),
        migrations.AddField(
            model_name='step',
            name='remind_days',
            field=models.PositiveSmallIntegerField(db_default=1, default=1, help_text='So many days before it is due.'),
        ),
        migrations.AddField(
            model_name='step',
            name='remind_whom',
            field=models.CharField(blank=True, choices=[('', 'Nobody'), ('young_person', 'Young person'), ('adviser', 'Adviser')], db_default='', default='', max_length=12),
        ),
        migrations.AddField(
            model_name='step',
            name='reminded_for_on',
            field=models.DateField(blank=True, help_text='The day due of which they were last reminded: never twice.', null=True),
        ),
        migrations.AlterField(
            model_name='plan',
            name='agreed_how',
            field=models.CharField(blank=True, choices=[('on_page', 'Together, on this page'), ('on_paper', 'On paper'), ('by_link', 'By a link'), ('signed_in', 'On their own page')], max_length=10),
        ),
        migrations.AddIndex(
            model_name='step',
            index=models.Index(condition=models.Q(models.Q(('status', 'to_do'), ('status', 'started'), _connector='OR'), models.Q(('remind_whom', ''), _negated=True)), fields=['partnership', 'due_on'], name='steps_to_remind_of'),
        ),
        migrations.AddField(
            model_name='asking',
            name='asked_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='asking',
            name='partnership',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='asking',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='askings', to='casework.plan'),
        ),
        migrations.AddField(
            model_name='asking',
            name='young_person',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='people.youngperson'),
        ),
        migrations.AddField(
            model_name='edition',
            name='agreed_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='edition',
            name='partnership',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='edition',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='editions', to='casework.plan'),
        ),
        migrations.AddField(
            model_name='edition',
            name='young_person',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='people.youngperson'),
        ),
        migrations.AddField(
            model_name='planprompt',
            name='partnership',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='stepevent',
            name='partnership',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='stepevent',
            name='recorded_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='stepevent',
            name='step',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='casework.step'),
        ),
        migrations.AddField(
            model_name='stepevent',
            name='young_person',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='people.youngperson'),
        ),
        migrations.AddIndex(
            model_name='asking',
            index=models.Index(fields=['young_person'], name='askings_of'),
        ),
        migrations.AddConstraint(
            model_name='asking',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('plan',), name='one_open_asking_a_plan'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(fields=['young_person'], name='editions_of'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('plan', 'number'), name='one_edition_a_number'),
        ),
        migrations.AddConstraint(
            model_name='planprompt',
            constraint=models.UniqueConstraint(fields=('partnership', 'kind'), name='one_prompt_a_kind'),
        ),
        migrations.AddIndex(
            model_name='stepevent',
            index=models.Index(fields=['young_person'], name='step_events_of'),
        ),
    ]
