"""Forms become editions, a partnership's own among them; what a rating rests on becomes rows with a source.

The order matters: what is there is brought along first, then PostgreSQL is told that a published form is
never changed again.
"""

import json

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.manager

from django.conf import settings
from django.db import migrations, models

import connexions.ground.base.ids
from connexions.ground.base import clock

OWN_FROM = 1000


def bring_plain_words(apps, schema_editor):
    """A form that was loaded before it spoke plainly learns the words of the file it came from."""
    form = apps.get_model("casework", "AssessmentForm").objects.filter(pk=1).first()
    if form is None:
        return
    path = settings.ROOT / "data" / "casework" / "assessment_form_1.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    form.scale, form.note, form.published_at = told["scale"], told["note"], clock.now()
    form.save()
    for one in told["factors"]:
        plain = {"plain_name": one["plain_name"], "plain_question": one["plain_question"]}
        form.factors.filter(number=one["number"]).update(place=one["number"], **plain)


EVIDENCE_LINES = """
INSERT INTO casework_evidence (id, partnership_id, young_person_id, assessment_id, factor, source, who, said_on,
    words, added_by_id, added_at)
SELECT gen_random_uuid(), r.partnership_id, r.young_person_id, r.assessment_id, r.factor, 'seen', '', a.started_on,
    trim(line), a.made_by_id, coalesce(a.finished_at, a.started_on)
FROM casework_rating r JOIN casework_assessment a ON a.id = r.assessment_id,
    regexp_split_to_table(r.evidence, E'[\\r\\n]+') AS line
WHERE trim(line) <> '';
"""

FIRST_SITTINGS = """
INSERT INTO casework_sitting (id, partnership_id, young_person_id, assessment_id, held_on, with_young_person,
    others, factors, recorded_by_id)
SELECT gen_random_uuid(), a.partnership_id, a.young_person_id, a.id, a.started_on, a.with_young_person, '',
    ARRAY(SELECT r.factor FROM casework_rating r WHERE r.assessment_id = a.id ORDER BY r.factor), a.made_by_id
FROM casework_assessment a;
"""

# A published form is what assessments were made with: nobody changes it, whoever they sign in as.
NEVER_CHANGED = """
CREATE FUNCTION casework_form_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION 'A published assessment form is never changed.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER published_stays BEFORE UPDATE OR DELETE ON casework_assessmentform
    FOR EACH ROW EXECUTE FUNCTION casework_form_stays();
CREATE FUNCTION casework_factor_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE which smallint;
BEGIN
    IF TG_OP = 'INSERT' THEN which := NEW.form_id; ELSE which := OLD.form_id; END IF;
    IF EXISTS (SELECT 1 FROM casework_assessmentform WHERE id = which AND published_at IS NOT NULL) THEN
        RAISE EXCEPTION 'A published assessment form is never changed.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER published_stays BEFORE INSERT OR UPDATE OR DELETE ON casework_factor
    FOR EACH ROW EXECUTE FUNCTION casework_factor_stays();
"""
CHANGED_AGAIN = """
DROP TRIGGER published_stays ON casework_factor;
DROP TRIGGER published_stays ON casework_assessmentform;
DROP FUNCTION casework_factor_stays();
DROP FUNCTION casework_form_stays();
"""

USER = settings.AUTH_USER_MODEL


def to_user(**options):
    return models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=USER, **options
    )


def about():
    """The key and the two that every row about a young person has."""
    return [
        (
            "id",
            models.UUIDField(
                default=connexions.ground.base.ids.new_id, editable=False, primary_key=True, serialize=False
            ),
        ),
        (
            "partnership",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.partnership",
            ),
        ),
        (
            "young_person",
            models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="%(class)ss",
                to="people.youngperson",
            ),
        ),
    ]


def of_assessment(related_name):
    return models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.CASCADE,
        related_name=related_name,
        to="casework.assessment",
    )


def maybe_partnership():
    return models.ForeignKey(
        blank=True,
        db_index=False,
        help_text="None where it ships with the product.",
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="partners.partnership",
    )


FORM_FIELDS = [
    ("partnership", maybe_partnership()),
    ("version", models.PositiveIntegerField(default=1)),
    (
        "strength_at_least",
        models.PositiveSmallIntegerField(
            default=5, help_text="A factor rated at this level or above is a strength."
        ),
    ),
    ("note", models.TextField(blank=True, default="", help_text="What is new in this edition, and why.")),
    (
        "copied_from",
        models.ForeignKey(
            blank=True,
            db_index=False,
            null=True,
            on_delete=django.db.models.deletion.PROTECT,
            related_name="+",
            to="casework.assessmentform",
        ),
    ),
    ("published_at", models.DateTimeField(blank=True, null=True)),
    (
        "published_by",
        models.CharField(
            blank=True, default="", help_text="Their name; the audit knows more.", max_length=200
        ),
    ),
]


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0004_allocating"),
        ("partners", "0001_initial"),
        migrations.swappable_dependency(USER),
    ]

    operations = [
        migrations.RenameField("assessmentform", "version", "id"),
        migrations.AlterField("assessmentform", "id", models.SmallAutoField(primary_key=True, serialize=False)),
        migrations.RunSQL(
            f"ALTER TABLE casework_assessmentform ALTER COLUMN id RESTART WITH {OWN_FROM}",
            migrations.RunSQL.noop,
        ),
        migrations.RemoveField("assessmentform", "in_use"),
        migrations.AddField(
            "assessmentform",
            "edition",
            models.PositiveSmallIntegerField(default=1, help_text="Counted by whoever it belongs to, from 1."),
            preserve_default=False,
        ),
        *(migrations.AddField("assessmentform", name, field) for name, field in FORM_FIELDS),
        migrations.AlterField(
            "assessmentform",
            "published_by",
            models.CharField(blank=True, help_text="Their name; the audit knows more.", max_length=200),
        ),
        migrations.AlterField(
            "assessmentform",
            "note",
            models.TextField(blank=True, help_text="What is new in this edition, and why."),
        ),
        migrations.AlterField(
            "assessmentform",
            "scale",
            models.JSONField(
                help_text='From weakest to strongest: [{"level": 1, "label": "Critical need", "short": "Critical",'
                ' "meaning": "…", "plain": "…"}, …].'
            ),
        ),
        migrations.AddConstraint(
            "assessmentform",
            models.UniqueConstraint(
                fields=("partnership", "edition"), name="edition_numbered_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            "assessmentform",
            models.UniqueConstraint(
                fields=("partnership",),
                condition=models.Q(("published_at", None)),
                name="one_form_in_the_making",
            ),
        ),
        migrations.AddField("factor", "partnership", maybe_partnership()),
        migrations.AddField(
            "factor",
            "place",
            models.PositiveSmallIntegerField(default=1, help_text="Where it stands on the form, from 1."),
            preserve_default=False,
        ),
        migrations.AddField(
            "factor",
            "plain_name",
            models.CharField(blank=True, help_text="What a young person would call it.", max_length=80),
        ),
        migrations.AddField(
            "factor",
            "plain_question",
            models.TextField(blank=True, help_text="What to ask a young person, in plain words."),
        ),
        migrations.AlterModelOptions("factor", {"ordering": ["form", "place"]}),
        migrations.AddField(
            "rating", "not_explored", models.TextField(blank=True, help_text="Why it was not explored.")
        ),
        migrations.AddField("rating", "set_aside", models.BooleanField(default=False)),
        migrations.AddField("rating", "rated_by", to_user(blank=True, null=True)),
        migrations.AlterModelOptions("rating", {"base_manager_name": "whole"}),
        migrations.AlterModelManagers(
            "rating",
            [("objects", django.db.models.manager.Manager()), ("whole", django.db.models.manager.Manager())],
        ),
        migrations.CreateModel(
            "Evidence",
            fields=[
                *about(),
                ("assessment", of_assessment("evidence")),
                ("factor", models.PositiveSmallIntegerField()),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("young_person", "The young person"),
                            ("carer", "A parent or carer"),
                            ("school", "School, college or work"),
                            ("seen", "I saw it"),
                            ("document", "A document"),
                            ("professional", "Somebody else who helps"),
                            ("contact", "A contact on the record"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "who",
                    models.CharField(blank=True, help_text="Who, or which document.", max_length=120),
                ),
                ("said_on", models.DateField()),
                ("words", models.TextField()),
                ("added_at", models.DateTimeField()),
                ("added_by", to_user()),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="casework.contact",
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["assessment", "factor"], name="evidence_of")]},
        ),
        migrations.CreateModel(
            "Sitting",
            fields=[
                *about(),
                ("assessment", of_assessment("sittings")),
                ("held_on", models.DateField()),
                ("with_young_person", models.BooleanField(default=True)),
                (
                    "others",
                    models.CharField(blank=True, help_text="Who else was there.", max_length=200),
                ),
                (
                    "factors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), default=list, size=None
                    ),
                ),
                ("recorded_by", to_user()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("assessment", "held_on"), name="one_sitting_a_day")
                ]
            },
        ),
        migrations.RunPython(bring_plain_words, migrations.RunPython.noop),
        migrations.RunSQL(EVIDENCE_LINES, migrations.RunSQL.noop),
        migrations.RunSQL(FIRST_SITTINGS, migrations.RunSQL.noop),
        migrations.RemoveField("rating", "evidence"),
        migrations.RunSQL(NEVER_CHANGED, CHANGED_AGAIN),
    ]
