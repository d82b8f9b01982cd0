from django.db import models

from connexions.ground.base.models import Identified, Tenanted, Versioned
from connexions.practice.casework.models import Assessment, Plan
from connexions.practice.oversight.models.edition import Edition
from connexions.practice.oversight.rules.judging import ANSWERS, OVERALL
from connexions.registers.accounts.models import User
from connexions.registers.partners.models import Team
from connexions.registers.people.models import AboutYoungPerson


class Sample(Identified, Tenanted):
    """A draw by chance of finished assessments, agreed plans or both, that can be made again from its seed."""

    class Of(models.TextChoices):
        ASSESSMENTS = "assessments", "Assessments"
        PLANS = "plans", "Plans"
        BOTH = "both", "Assessments and plans"

    class Strata(models.TextChoices):
        NONE = "none", "No: all by chance alone"
        LEVEL = "level", "By level of support"
        ADVISER = "adviser", "By adviser"

    of = models.CharField(max_length=12, choices=Of.choices)
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    adviser = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    from_on = models.DateField()
    until_on = models.DateField(help_text="The last day that counts.")
    strata = models.CharField(max_length=8, choices=Strata.choices, default=Strata.NONE)
    wanted = models.PositiveSmallIntegerField()
    seed = models.BigIntegerField(help_text="The same seed draws the same from the same work.")
    frame = models.PositiveIntegerField(help_text="How many there were to draw from.")
    shares = models.JSONField(default=list, help_text="[{stratum, frame, drawn}]")
    left_out = models.JSONField(default=list, help_text="[{reason, number}]: what was never in the draw.")
    why = models.CharField(max_length=200, blank=True)
    drawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    drawn_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["partnership", "-drawn_at"], name="samples_by_day")]


class Item(Identified, AboutYoungPerson, Versioned):
    """One assessment or plan that was drawn, the edition of the checklist it is read with, and where it stands."""

    class State(models.TextChoices):
        DRAWN = "drawn", "To be judged"
        JUDGING = "judging", "Being judged"
        WITH_ADVISER = "with_adviser", "With the adviser"
        ANSWERED = "answered", "Answered by the adviser"
        DONE = "done", "Done"
        SET_ASIDE = "set_aside", "Set aside"

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="items")
    place = models.PositiveSmallIntegerField()
    assessment = models.ForeignKey(
        Assessment, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    plan = models.ForeignKey(Plan, null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+", db_index=False)
    work_edition = models.PositiveSmallIntegerField(
        default=1, help_text="Which edition of the plan was drawn; the form's version for an assessment."
    )
    stratum = models.CharField(max_length=120, blank=True)
    adviser = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAWN)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was set aside.")
    by_on = models.DateField(null=True, blank=True, help_text="By when what is asked is to be done.")
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["place"]
        indexes = [
            # An adviser's feedback, and what is still to do of it.
            models.Index(fields=["partnership", "adviser", "state"], name="sampled_of_adviser"),
            models.Index(fields=["assessment"], name="sampled_assessments"),
            models.Index(fields=["plan"], name="sampled_plans"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(assessment=None) ^ models.Q(plan=None), name="one_piece_of_work"
            ),
            models.UniqueConstraint(fields=["sample", "assessment"], name="assessment_drawn_once"),
            models.UniqueConstraint(fields=["sample", "plan"], name="plan_drawn_once"),
        ]

    @property
    def kind(self) -> str:
        """Which checklist it is read with."""
        return "assessment" if self.assessment_id else "plan"


class Judgement(Identified, AboutYoungPerson, Versioned):
    """What one reader found: the first, whose feedback goes to the adviser, or a second one for comparison."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="judgements", db_index=False)
    reading = models.PositiveSmallIntegerField(choices=[(1, "First"), (2, "Second")])
    judge = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    overall = models.CharField(max_length=12, choices=list(OVERALL.items()), blank=True)
    good = models.TextField(blank=True, help_text="What is good.")
    to_do = models.TextField(blank=True, help_text="What to do.")
    by_on = models.DateField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "reading"], name="one_judgement_a_reading")]


class Answer(Identified, AboutYoungPerson):
    """One question of the checklist, answered by one reader."""

    judgement = models.ForeignKey(Judgement, on_delete=models.CASCADE, related_name="answers", db_index=False)
    question = models.CharField(max_length=40)
    answer = models.CharField(max_length=16, choices=list(ANSWERS.items()), blank=True)
    words = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["judgement", "question"], name="one_answer_a_question")
        ]


class Reply(Identified, AboutYoungPerson):
    """What an adviser, or whoever judged their work, said back about it."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="replies")
    words = models.TextField()
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    said_at = models.DateTimeField()
