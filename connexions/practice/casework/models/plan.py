from django.contrib.postgres.fields import ArrayField
from django.db import models

from connexions.ground.base.models import Identified, Shared, Versioned
from connexions.practice.casework.models.assessment import Assessment
from connexions.registers.accounts.models import User
from connexions.registers.people.categories import Group
from connexions.registers.people.models import AboutYoungPerson
from connexions.registers.people.models.young_person import by_leave


class Plan(Identified, AboutYoungPerson, Versioned, Shared):
    """What a young person and their adviser have agreed to do: one open plan at a time."""

    shared_by = f"status <> 'closed' AND {by_leave(Group.PLAN_GOALS, Group.PLAN_STEPS)}"

    class Status(models.TextChoices):
        DRAFT = "draft", "Being written"
        AGREED = "agreed", "Agreed"
        CHANGED = "changed", "Changed since it was agreed"
        CLOSED = "closed", "Closed"

    class Agreement(models.TextChoices):
        ON_PAGE = "on_page", "Together, on this page"
        ON_PAPER = "on_paper", "On paper"
        BY_LINK = "by_link", "By a link"
        SIGNED_IN = "signed_in", "On their own page"

    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    edition = models.PositiveSmallIntegerField(
        default=1, help_text="The edition being written, or, where nothing has changed since, the one agreed."
    )
    assessment = models.ForeignKey(
        Assessment, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    started_on = models.DateField()
    agreed_on = models.DateField(null=True, blank=True)
    agreed_how = models.CharField(max_length=10, choices=Agreement.choices, blank=True)
    agreed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    closed_on = models.DateField(null=True, blank=True)
    closing_summary = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["young_person", "-started_on"], name="plans_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["young_person"], condition=~models.Q(status="closed"), name="one_open_plan"
            ),
        ]


class Goal(Identified, AboutYoungPerson, Versioned, Shared):
    """Something the young person wants, in their own words, and the needs it answers."""

    shared_by = by_leave(Group.PLAN_GOALS)

    class Status(models.TextChoices):
        OPEN = "open", "Being worked on"
        REACHED = "reached", "Reached"
        DROPPED = "dropped", "Dropped"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="goals")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300)
    clarified = models.CharField(
        max_length=500,
        blank=True,
        default="",
        db_default="",
        help_text="What it comes to, as the adviser would say it.",
    )
    strengths = models.CharField(
        max_length=300, blank=True, default="", db_default="", help_text="What it builds on."
    )
    factors = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default="open", db_default="open")
    status_on = models.DateField(null=True, blank=True, help_text="When the status last changed.")
    reason = models.CharField(
        max_length=300, blank=True, default="", db_default="", help_text="Why it was dropped."
    )
    edition = models.PositiveSmallIntegerField(
        db_default=1, help_text="The plan's edition in which it was added."
    )

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["young_person"], name="goals_of")]


class Step(Identified, AboutYoungPerson, Versioned, Shared):
    """One thing that somebody will do towards a goal, by a day."""

    shared_by = by_leave(Group.PLAN_STEPS)

    class Owner(models.TextChoices):
        YOUNG_PERSON = "young_person", "Young person"
        ADVISER = "adviser", "Adviser"
        CARER = "carer", "Carer"
        PARTNER = "partner", "Partner agency"

    class Status(models.TextChoices):
        TO_DO = "to_do", "To do"
        STARTED = "started", "Started"
        DONE = "done", "Done"
        DROPPED = "dropped", "Dropped"

    class Reminded(models.TextChoices):
        NOBODY = "", "Nobody"
        YOUNG_PERSON = "young_person", "Young person"
        ADVISER = "adviser", "Adviser"

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300)
    owner = models.CharField(max_length=12, choices=Owner.choices)
    owner_name = models.CharField(max_length=100, blank=True, help_text="Which carer or partner.")
    due_on = models.DateField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.TO_DO)
    status_on = models.DateField(null=True, blank=True, help_text="When the status last changed.")
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was dropped or changed.")
    edition = models.PositiveSmallIntegerField(
        db_default=1, help_text="The plan's edition in which it was added."
    )
    remind_whom = models.CharField(
        max_length=12, choices=Reminded.choices, blank=True, default="", db_default=""
    )
    remind_days = models.PositiveSmallIntegerField(
        default=1, db_default=1, help_text="So many days before it is due."
    )
    reminded_for_on = models.DateField(
        null=True, blank=True, help_text="The day due of which they were last reminded: never twice."
    )

    class Meta:
        ordering = ["position"]
        indexes = [
            models.Index(fields=["young_person", "due_on"], name="steps_of"),
            # The job of each morning looks for these alone, a few of all steps.
            models.Index(
                fields=["partnership", "due_on"],
                condition=(models.Q(status="to_do") | models.Q(status="started")) & ~models.Q(remind_whom=""),
                name="steps_to_remind_of",
            ),
        ]


class StepEvent(Identified, AboutYoungPerson):
    """Something that happened to a step: done, dropped, changed from what it was, or spoken of by the young person."""

    class What(models.TextChoices):
        STARTED = "started", "Begun"
        DONE = "done", "Done"
        DROPPED = "dropped", "Dropped"
        REOPENED = "reopened", "Taken up again"
        CHANGED = "changed", "Changed"
        SAID = "said", "Said"
        HEARD = "heard", "Heard back"

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="events")
    what = models.CharField(max_length=10, choices=What.choices)
    on = models.DateField()
    words = models.CharField(max_length=500, blank=True, help_text="Why, or what was said.")
    before = models.JSONField(null=True, blank=True, help_text="What a changed step said before.")
    recorded_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["young_person"], name="step_events_of")]


class NoGoalReason(Identified, AboutYoungPerson):
    """Why a need has no goal in a plan: "not yet: we will talk about it once the move is over"."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="reasons")
    factor = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300)
    said_on = models.DateField()
    recorded_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "factor"], name="one_reason_a_need")]
