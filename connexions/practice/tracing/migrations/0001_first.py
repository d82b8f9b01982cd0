
import connexions.ground.base.ids
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('casework', '0008_reviewing'),
        ('messaging', '0001_messages'),
        ('partners', '0002_national_unit'),
        ('people', '0003_notices'),
        ('tracking', '0004_spells_apart'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CallSession',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('queue', models.CharField(max_length=20)),
                ('filters', models.JSONField(default=dict, help_text="As in the queue's address: authority, school, adviser…")),
                ('started_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('owner', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership')),
            ],
        ),
        migrations.CreateModel(
            name='Leaving',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('place', models.CharField(help_text='School, college or provider, as it is called.', max_length=200)),
                ('reported_by', models.CharField(help_text='Who told us.', max_length=120)),
                ('reply_to', models.EmailField(blank=True, help_text='Where the outcome is told back to.', max_length=254)),
                ('their_reference', models.CharField(blank=True, help_text='By which they know whom we mean.', max_length=40)),
                ('reported_on', models.DateField()),
                ('left_on', models.DateField()),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('ending', models.CharField(blank=True, choices=[('learning', 'They are in education again, with another provider.'), ('back', 'They are back with you.'), ('working', 'They are in work or training.'), ('helped', 'They are out of education and work, and somebody helps them.'), ('moved', 'They have moved to another area, which has been told.'), ('no_help', 'They do not want help at present. They know where we are.'), ('not_found', 'We could not reach them at the addresses and numbers we have.'), ('other', 'It has ended in another way. Ring us if you need to know more.')], max_length=10)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('told_back_at', models.DateTimeField(blank=True, null=True)),
                ('told_back_how', models.CharField(blank=True, max_length=60)),
                ('establishment', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.establishment')),
                ('partnership', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership')),
                ('recorded_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('young_person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='people.youngperson')),
            ],
        ),
        migrations.CreateModel(
            name='QueueRules',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('neet_days', models.PositiveSmallIntegerField(default=28, help_text='Days without a talk until somebody out of everything is in the queue.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(366)])),
                ('arrival_days', models.PositiveSmallIntegerField(default=28, help_text='For so many days somebody new here is in the queue of new arrivals.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(366)])),
                ('rest_hours', models.PositiveSmallIntegerField(default=20, help_text='Hours between two tries of one person in call sessions.', validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(336)])),
                ('claim_minutes', models.PositiveSmallIntegerField(default=15, help_text='Minutes for which nobody else gets the person one has in a session.', validators=[django.core.validators.MinValueValidator(2), django.core.validators.MaxValueValidator(120)])),
                ('visit_after', models.PositiveSmallIntegerField(default=4, help_text='Failed tries after which somebody goes there.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(20)])),
                ('stop_after', models.PositiveSmallIntegerField(default=8, help_text='Failed tries after which whoever leads the team decides.', validators=[django.core.validators.MinValueValidator(2), django.core.validators.MaxValueValidator(40)])),
                ('link_days', models.PositiveSmallIntegerField(default=14, help_text='Days for which a link to answer by works.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(90)])),
                ('undo_minutes', models.PositiveSmallIntegerField(default=10, help_text='Minutes for which texts to a group wait, so that they can be taken back.', validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(240)])),
                ('partnership', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership')),
            ],
        ),
        migrations.CreateModel(
            name='Sending',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('way', models.CharField(choices=[('text', 'Texts'), ('email', 'E-mails'), ('letter', 'Letters')], max_length=8)),
                ('state', models.CharField(choices=[('waiting', 'Waiting to go'), ('gone', 'Gone'), ('taken_back', 'Taken back')], default='waiting', max_length=12)),
                ('queue', models.CharField(max_length=20)),
                ('words', models.TextField()),
                ('made_at', models.DateTimeField()),
                ('goes_at', models.DateTimeField(help_text='Until then it can be taken back.')),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('job', models.UUIDField(help_text='The job that sends it.', null=True)),
                ('made_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership')),
            ],
        ),
        migrations.CreateModel(
            name='Recipient',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('point', models.UUIDField(blank=True, help_text='The number or address it goes to.', null=True)),
                ('left_out', models.CharField(blank=True, help_text='Why it is not sent, as a sentence.', max_length=120)),
                ('message', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='messaging.message')),
                ('partnership', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership')),
                ('young_person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='people.youngperson')),
                ('sending', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recipients', to='tracing.sending')),
            ],
        ),
        migrations.CreateModel(
            name='StatusLink',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('open', 'Waiting for an answer'), ('answered', 'Answered'), ('withdrawn', 'Taken back, or another was sent'), ('shut', 'Closed after wrong dates')], default='open', max_length=10)),
                ('secret_hash', models.CharField(max_length=64, unique=True)),
                ('asked_at', models.DateTimeField()),
                ('good_until', models.DateTimeField()),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('asked_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('carer', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.carer')),
                ('partnership', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership')),
                ('sending', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tracing.sending')),
                ('young_person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='people.youngperson')),
            ],
        ),
        migrations.CreateModel(
            name='StatusAnswer',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('way', models.CharField(choices=[('link', 'By a link'), ('text', 'By text')], max_length=6)),
                ('by_carer', models.CharField(blank=True, help_text='The carer who answered; empty: themselves.', max_length=150)),
                ('state', models.CharField(choices=[('confirmed', 'Confirmed, and applied'), ('to_look_at', 'To look at'), ('taken', 'Taken on to the record'), ('put_aside', 'Put aside')], max_length=12)),
                ('does', models.CharField(blank=True, choices=[('school', 'At school or sixth form'), ('college', 'At college'), ('university', 'At university'), ('apprentice', 'On an apprenticeship'), ('working', 'Working'), ('training', 'On a training course'), ('looking', 'Looking for something to do'), ('cannot', 'Not able to just now: ill, caring for somebody, or having a baby'), ('other', 'Something else')], max_length=12)),
                ('where', models.CharField(blank=True, max_length=200)),
                ('since_on', models.DateField(blank=True, null=True)),
                ('words', models.CharField(blank=True, max_length=600)),
                ('wants_help', models.BooleanField(default=False)),
                ('answered_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('because', models.CharField(blank=True, help_text='Why it was put aside.', max_length=300)),
                ('about', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tracking.activity')),
                ('partnership', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership')),
                ('settled_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('young_person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='people.youngperson')),
                ('link', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='answer', to='tracing.statuslink')),
            ],
        ),
        migrations.CreateModel(
            name='Turn',
            fields=[
                ('id', models.UUIDField(default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('point', models.UUIDField(blank=True, help_text='The number that was rung.', null=True)),
                ('carer', models.UUIDField(blank=True, help_text='The carer who was rung instead.', null=True)),
                ('taken_at', models.DateTimeField()),
                ('until_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('came_of_it', models.CharField(blank=True, help_text='A key of ``rules.outcomes``, or lapsed.', max_length=16)),
                ('contact', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='casework.contact')),
                ('partnership', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='turns', to='tracing.callsession')),
                ('young_person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='people.youngperson')),
            ],
        ),
        migrations.AddConstraint(
            model_name='callsession',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('partnership', 'owner'), name='one_call_session_at_a_time'),
        ),
        migrations.AddIndex(
            model_name='leaving',
            index=models.Index(fields=['young_person', '-reported_on'], name='leavings_of'),
        ),
        migrations.AddIndex(
            model_name='leaving',
            index=models.Index(condition=models.Q(('ending', '')), fields=['partnership', 'reported_on'], name='leavings_open'),
        ),
        migrations.AddConstraint(
            model_name='leaving',
            constraint=models.UniqueConstraint(condition=models.Q(('ending', '')), fields=('young_person', 'place'), name='one_open_leaving_a_place'),
        ),
        migrations.AddConstraint(
            model_name='leaving',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_on', None), ('ending', '')), models.Q(models.Q(('ending', ''), _negated=True), ('ended_on__isnull', False)), _connector='OR'), name='leaving_ends_on_a_day'),
        ),
        migrations.AddConstraint(
            model_name='queuerules',
            constraint=models.UniqueConstraint(fields=('partnership',), name='one_set_of_queue_rules'),
        ),
        migrations.AddIndex(
            model_name='sending',
            index=models.Index(fields=['partnership', '-made_at'], name='sendings_here'),
        ),
        migrations.AddConstraint(
            model_name='recipient',
            constraint=models.UniqueConstraint(fields=('sending', 'young_person'), name='one_recipient_once'),
        ),
        migrations.AddIndex(
            model_name='statuslink',
            index=models.Index(fields=['young_person', '-asked_at'], name='status_links_of'),
        ),
        migrations.AddIndex(
            model_name='statuslink',
            index=models.Index(condition=models.Q(('sending__isnull', False)), fields=['sending'], name='status_links_sent'),
        ),
        migrations.AddIndex(
            model_name='statusanswer',
            index=models.Index(fields=['young_person', '-answered_at'], name='answers_of'),
        ),
        migrations.AddIndex(
            model_name='statusanswer',
            index=models.Index(condition=models.Q(('state', 'to_look_at')), fields=['partnership', 'answered_at'], name='answers_to_look_at'),
        ),
        migrations.AddIndex(
            model_name='statusanswer',
            index=models.Index(condition=models.Q(('about__isnull', False)), fields=['about'], name='answers_by_activity'),
        ),
        migrations.AddIndex(
            model_name='turn',
            index=models.Index(condition=models.Q(('contact__isnull', False)), fields=['contact'], name='turns_by_contact'),
        ),
        migrations.AddConstraint(
            model_name='turn',
            constraint=models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('young_person',), name='one_open_turn_a_person'),
        ),
    ]
