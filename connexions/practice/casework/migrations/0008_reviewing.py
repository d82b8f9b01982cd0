
import connexions.ground.base.ids
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("casework", "0007_acting"),
        ('partners', '0002_national_unit'),
        ('people', '0003_notices'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Ending',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state', models.CharField(choices=[('asked', 'Waiting for a manager'), ('ended', 'Ended'), ('declined', 'Not agreed: support goes on'), ('reopened', 'Taken up again since'), ('undone', 'Ended by mistake, and put right')], max_length=10)),
                ('reason_key', models.CharField(max_length=60)),
                ('reason', models.CharField(max_length=120)),
                ('words', models.TextField(blank=True, help_text="Why, in the adviser's words.")),
                ('summary', models.TextField(help_text='The end summary, in plain words: it goes to the young person.')),
                ('asked_on', models.DateField()),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('decision_words', models.CharField(blank=True, max_length=500)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('plan_was', models.CharField(blank=True, max_length=10)),
                ('review_was', models.JSONField(blank=True, help_text='The review that was to come.', null=True)),
                ('steps_open', models.PositiveSmallIntegerField(default=0)),
                ('back_on', models.DateField(blank=True, null=True)),
                ('back_words', models.CharField(blank=True, max_length=500)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name='Exemption',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('reason_key', models.CharField(max_length=60)),
                ('reason', models.CharField(max_length=120)),
                ('words', models.CharField(blank=True, max_length=500)),
                ('from_on', models.DateField()),
                ('until_on', models.DateField(help_text='First day on which a review may be due again.')),
                ('was_due_on', models.DateField(blank=True, help_text='When the review would have been.', null=True)),
                ('ended_on', models.DateField(blank=True, help_text='Ended by hand before its day.', null=True)),
            ],
        ),
        migrations.CreateModel(
            name='LevelChange',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('before', models.CharField(max_length=12)),
                ('after', models.CharField(max_length=12)),
                ('on', models.DateField()),
                ('reason', models.TextField(blank=True, db_default='')),
            ],
        ),
        migrations.CreateModel(
            name='Reason',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('key', models.SlugField(db_index=False, max_length=60)),
                ('edition', models.PositiveSmallIntegerField(default=1)),
                ('in_use', models.BooleanField(default=True)),
                ('from_on', models.DateField()),
                ('until_on', models.DateField(blank=True, help_text='First day on which it no longer holds.', null=True)),
                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('kind', models.CharField(choices=[('ending', 'For ending support'), ('exemption', 'For holding no review until a day')], max_length=10)),
                ('words', models.CharField(max_length=120)),
                ('plain', models.CharField(blank=True, help_text='The same, as the young person reads it.', max_length=300)),
                ('needs_manager', models.BooleanField(default=False)),
                ('tries', models.PositiveSmallIntegerField(blank=True, help_text='Only after so many failed tries.', null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReviewRule',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('key', models.SlugField(db_index=False, max_length=60)),
                ('edition', models.PositiveSmallIntegerField(default=1)),
                ('in_use', models.BooleanField(default=True)),
                ('from_on', models.DateField()),
                ('until_on', models.DateField(blank=True, help_text='First day on which it no longer holds.', null=True)),
                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('event', models.CharField(choices=[('reviewed', 'A review was held'), ('allocated', 'They were given an adviser'), ('agreed', 'A plan was agreed'), ('level_changed', 'The level of support changed'), ('became_neet', 'They are out of education, work and training'), ('status_changed', 'What they do changed'), ('custody', 'They went into custody'), ('left_custody', 'They left custody'), ('entered_care', 'They came into care'), ('turned_18', 'They turned 18'), ('not_reached', 'Tries to reach them failed, one after another'), ('change_ahead', 'A change is ahead: an age, another area'), ('reopened', 'Support was taken up again')], max_length=16)),
                ('level', models.CharField(blank=True, choices=[('intensive', 'Intensive'), ('supported', 'Supported'), ('minimum', 'Minimum')], max_length=12)),
                ('after', models.PositiveSmallIntegerField(blank=True, help_text='After how many tries.', null=True)),
                ('within_weeks', models.PositiveSmallIntegerField()),
                ('why', models.CharField(max_length=200)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StepLook',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('found', models.CharField(choices=[('done', 'Done'), ('going_on', 'Going on'), ('new_day', 'Another day'), ('dropped', 'Dropped')], max_length=10)),
                ('words', models.CharField(blank=True, max_length=300)),
                ('was_due_on', models.DateField()),
                ('looked_on', models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name='Transition',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('kind', models.CharField(help_text='The key of its kind.', max_length=60)),
                ('age', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('title', models.CharField(max_length=120)),
                ('plain', models.CharField(blank=True, max_length=300)),
                ('on', models.DateField(help_text='The day of the change.')),
                ('prepare_from', models.DateField()),
                ('state', models.CharField(choices=[('ahead', 'Being prepared'), ('confirmed', 'Confirmed'), ('done', 'Done'), ('called_off', 'Called off')], default='ahead', max_length=10)),
                ('to_whom', models.CharField(blank=True, help_text='Who helps from then on.', max_length=200)),
                ('summary', models.TextField(blank=True, help_text='What they need to know.')),
                ('confirmed_on', models.DateField(blank=True, null=True)),
                ('confirmed_by', models.CharField(blank=True, help_text='Who over there said yes.', max_length=120)),
                ('settled_on', models.DateField(blank=True, null=True)),
                ('settled_words', models.CharField(blank=True, max_length=300)),
                ('told_on', models.DateField(blank=True, help_text='When the young person was told.', null=True)),
            ],
        ),
        migrations.CreateModel(
            name='TransitionItem',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('position', models.PositiveSmallIntegerField()),
                ('words', models.CharField(max_length=200)),
                ('done_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='TransitionKind',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('key', models.SlugField(db_index=False, max_length=60)),
                ('edition', models.PositiveSmallIntegerField(default=1)),
                ('in_use', models.BooleanField(default=True)),
                ('from_on', models.DateField()),
                ('until_on', models.DateField(blank=True, help_text='First day on which it no longer holds.', null=True)),
                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('age', models.PositiveSmallIntegerField(blank=True, help_text='None: begun by hand, as a move is.', null=True)),
                ('for_whom', models.CharField(choices=[('anybody', 'Anybody'), ('ehc_plan', 'Those with an EHC plan'), ('no_ehc_plan', 'Those without an EHC plan'), ('care', 'Those in care or leaving it')], default='anybody', max_length=12)),
                ('months_ahead', models.PositiveSmallIntegerField()),
                ('words', models.CharField(max_length=120)),
                ('plain', models.CharField(help_text='The same, as the young person reads it.', max_length=300)),
                ('checklist', models.TextField(help_text='What to do, one thing a line.')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.RemoveField(
            model_name='supportlevel',
            name='review_weeks',
        ),
        migrations.AddField(
            model_name='review',
            name='because',
            field=models.CharField(blank=True, db_default='', help_text='Why it is due that day.', max_length=300),
        ),
        migrations.AddField(
            model_name='review',
            name='others',
            field=models.CharField(blank=True, db_default='', help_text='Who else was there.', max_length=200),
        ),
        migrations.AddField(
            model_name='review',
            name='present',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), blank=True, db_default=[], default=list, size=None),
        ),
        migrations.AddField(
            model_name='review',
            name='rule',
            field=models.CharField(blank=True, db_default='', help_text='The rule that set the day; none: by hand.', max_length=60),
        ),
        migrations.AddField(
            model_name='review',
            name='set_on',
            field=models.DateField(blank=True, help_text='When the day was set by hand.', null=True),
        ),
        migrations.AddField(
            model_name='review',
            name='since_on',
            field=models.DateField(blank=True, help_text='The day of what the rule answers.', null=True),
        ),
        migrations.AddField(
            model_name='review',
            name='they_say',
            field=models.TextField(blank=True, db_default='', help_text="In the young person's own words."),
        ),
        migrations.AlterField(
            model_name='review',
            name='decision',
            field=models.CharField(blank=True, choices=[('go_on', 'Go on with the plan'), ('change_level', 'Change the level of support'), ('close', 'End support: the help has worked or is no longer wanted')], max_length=16),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(condition=models.Q(('held_on', None)), fields=['partnership', 'due_on'], name='reviews_to_come'),
        ),
        migrations.AddField(
            model_name='ending',
            name='adviser',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ending',
            name='allocation',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='casework.allocation'),
        ),
        migrations.AddField(
            model_name='ending',
            name='asked_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ending',
            name='back_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ending',
            name='decided_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ending',
            name='partnership',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='ending',
            name='plan',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='casework.plan'),
        ),
        migrations.AddField(
            model_name='ending',
            name='review',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='casework.review'),
        ),
        migrations.AddField(
            model_name='ending',
            name='young_person',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='people.youngperson'),
        ),
        migrations.AddField(
            model_name='exemption',
            name='given_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='exemption',
            name='partnership',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='exemption',
            name='young_person',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='people.youngperson'),
        ),
        migrations.AddField(
            model_name='levelchange',
            name='changed_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='levelchange',
            name='partnership',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='levelchange',
            name='young_person',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='people.youngperson'),
        ),
        migrations.AddField(
            model_name='reason',
            name='changed_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reason',
            name='partnership',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='reviewrule',
            name='changed_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reviewrule',
            name='partnership',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='steplook',
            name='partnership',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='steplook',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='looks', to='casework.review'),
        ),
        migrations.AddField(
            model_name='steplook',
            name='step',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='casework.step'),
        ),
        migrations.AddField(
            model_name='steplook',
            name='young_person',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='people.youngperson'),
        ),
        migrations.AddField(
            model_name='transition',
            name='begun_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='transition',
            name='partnership',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='transition',
            name='young_person',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='people.youngperson'),
        ),
        migrations.AddField(
            model_name='transitionitem',
            name='done_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='transitionitem',
            name='partnership',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='transitionitem',
            name='transition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='casework.transition'),
        ),
        migrations.AddField(
            model_name='transitionitem',
            name='young_person',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='people.youngperson'),
        ),
        migrations.AddField(
            model_name='transitionkind',
            name='changed_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='transitionkind',
            name='partnership',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership'),
        ),
        migrations.AddIndex(
            model_name='ending',
            index=models.Index(fields=['young_person', '-asked_on', '-id'], name='endings_of'),
        ),
        migrations.AddIndex(
            model_name='ending',
            index=models.Index(condition=models.Q(('state', 'asked')), fields=['partnership', 'asked_on'], name='endings_to_agree'),
        ),
        migrations.AddConstraint(
            model_name='ending',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'ended'])), fields=('young_person',), name='one_ending_at_a_time'),
        ),
        migrations.AddIndex(
            model_name='exemption',
            index=models.Index(fields=['young_person', '-until_on'], name='exemptions_of'),
        ),
        migrations.AddConstraint(
            model_name='exemption',
            constraint=models.CheckConstraint(condition=models.Q(('until_on__gt', models.F('from_on'))), name='exemption_ends_after_it_begins'),
        ),
        migrations.AddIndex(
            model_name='levelchange',
            index=models.Index(fields=['young_person', '-on'], name='level_changes_of'),
        ),
        migrations.AddConstraint(
            model_name='reason',
            constraint=models.UniqueConstraint(fields=('partnership', 'key', 'edition'), name='one_reason_an_edition'),
        ),
        migrations.AddConstraint(
            model_name='reviewrule',
            constraint=models.UniqueConstraint(fields=('partnership', 'key', 'edition'), name='one_reviewrule_an_edition'),
        ),
        migrations.AddConstraint(
            model_name='steplook',
            constraint=models.UniqueConstraint(fields=('review', 'step'), name='one_look_a_step'),
        ),
        migrations.AddIndex(
            model_name='transition',
            index=models.Index(fields=['young_person', 'on'], name='transitions_of'),
        ),
        migrations.AddIndex(
            model_name='transition',
            index=models.Index(condition=models.Q(('state__in', ['ahead', 'confirmed'])), fields=['partnership', 'on'], name='transitions_ahead'),
        ),
        migrations.AddConstraint(
            model_name='transition',
            constraint=models.UniqueConstraint(condition=models.Q(('age__isnull', False)), fields=('young_person', 'kind'), name='an_age_is_reached_once'),
        ),
        migrations.AddConstraint(
            model_name='transitionkind',
            constraint=models.UniqueConstraint(fields=('partnership', 'key', 'edition'), name='one_transitionkind_an_edition'),
        ),
    ]
