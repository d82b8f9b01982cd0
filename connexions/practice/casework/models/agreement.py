"""How a plan comes to be agreed, and what was agreed."""

from django.db import models

from connexions.ground.base.models import Identified, Tenanted, Versioned
from connexions.practice.casework.models.plan import Plan
from connexions.registers.accounts.models import OpensByLink, User
from connexions.registers.people.models import AboutYoungPerson


class Edition(Identified, AboutYoungPerson):
    """A plan as it was agreed, whole and for good: what it said, who agreed to it, how and when."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField()
    told = models.JSONField(help_text="Goals, steps and reasons as they stood: see `casework.agreed`.")
    agreed_on = models.DateField()
    how = models.CharField(max_length=10, choices=Plan.Agreement.choices)
    agreed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    words = models.CharField(max_length=1000, blank=True, help_text="What the young person said to it.")
    paper_id = models.UUIDField(null=True, blank=True, help_text="The scan, where it was signed on paper.")

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["young_person"], name="editions_of")]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_edition_a_number")]


class Asking(Identified, AboutYoungPerson, OpensByLink):
    """An adviser asks the young person to agree a plan: on their own page, and by a link that works once.

    The adviser agrees by asking. The link's secret is kept as a hash; without the date of birth it opens nothing.
    """

    class State(models.TextChoices):
        OPEN = "open", "Waiting for an answer"
        AGREED = "agreed", "Agreed"
        CHANGE_WANTED = "change_wanted", "Wants a change"
        HEEDED = "heeded", "Wanted a change, which was talked about"
        WITHDRAWN = "withdrawn", "Taken back"
        SPENT = "spent", "Closed after wrong answers"

    class Way(models.TextChoices):
        TEXT = "text", "A text"
        EMAIL = "email", "An e-mail"
        COPIED = "copied", "A link that the adviser passed on"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="askings")
    edition = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=14, choices=State.choices, default=State.OPEN)
    way = models.CharField(max_length=8, choices=Way.choices)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    words = models.CharField(
        max_length=1000, blank=True, help_text="What they want to change, or said to it."
    )

    class Meta:
        indexes = [models.Index(fields=["young_person"], name="askings_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["plan"], condition=models.Q(state="open"), name="one_open_asking_a_plan"
            )
        ]


class PlanPrompt(Identified, Tenanted, Versioned):
    """What a partnership says otherwise about one of the gentle prompts for plans; without a row, as shipped."""

    kind = models.CharField(max_length=20)
    is_on = models.BooleanField(default=True)
    says = models.CharField(max_length=300)
    words = models.TextField(blank=True, help_text="The words it looks for, one a line.")
    number = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Days, words or steps: its limit."
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "kind"], name="one_prompt_a_kind")]
