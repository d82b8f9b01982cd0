"""What a partnership says in its own words, in editions: when reviews fall due, why support may end."""

from django.db import models
from django.db.models.functions import Now

from connexions.ground.base.models import Identified, Tenanted, Versioned
from connexions.registers.accounts.models import User
from connexions.registers.people.models.young_person import LevelOfNeed


class Edited(Identified, Tenanted, Versioned):
    """One edition of something that a partnership has its own words for. The national one of the same key,
    which is shipped in ``data/casework``, holds wherever there is none."""

    key = models.SlugField(max_length=60, db_index=False)
    edition = models.PositiveSmallIntegerField(default=1)
    in_use = models.BooleanField(default=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True, help_text="First day on which it no longer holds.")
    changed_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["partnership", "key", "edition"], name="one_%(class)s_an_edition")
        ]


class ReviewRule(Edited):
    """Within how many weeks of an event a review is due, at one level of support or at any; and why."""

    class Event(models.TextChoices):
        REVIEWED = "reviewed", "A review was held"
        ALLOCATED = "allocated", "They were given an adviser"
        AGREED = "agreed", "A plan was agreed"
        LEVEL_CHANGED = "level_changed", "The level of support changed"
        BECAME_NEET = "became_neet", "They are out of education, work and training"
        STATUS_CHANGED = "status_changed", "What they do changed"
        CUSTODY = "custody", "They went into custody"
        LEFT_CUSTODY = "left_custody", "They left custody"
        ENTERED_CARE = "entered_care", "They came into care"
        TURNED_18 = "turned_18", "They turned 18"
        NOT_REACHED = "not_reached", "Tries to reach them failed, one after another"
        CHANGE_AHEAD = "change_ahead", "A change is ahead: an age, another area"
        REOPENED = "reopened", "Support was taken up again"

    event = models.CharField(max_length=16, choices=Event.choices)
    level = models.CharField(max_length=12, choices=LevelOfNeed.choices, blank=True)
    after = models.PositiveSmallIntegerField(null=True, blank=True, help_text="After how many tries.")
    within_weeks = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=200)


class Reason(Edited):
    """A reason that may be given: for ending support, or for holding no review until a day."""

    class Kind(models.TextChoices):
        ENDING = "ending", "For ending support"
        EXEMPTION = "exemption", "For holding no review until a day"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = models.CharField(max_length=120)
    plain = models.CharField(max_length=300, blank=True, help_text="The same, as the young person reads it.")
    needs_manager = models.BooleanField(default=False)
    tries = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Only after so many failed tries."
    )


class TransitionKind(Edited):
    """A change that is prepared in time: an age that is reached, or a move to another area."""

    class ForWhom(models.TextChoices):
        ANYBODY = "anybody", "Anybody"
        EHC_PLAN = "ehc_plan", "Those with an EHC plan"
        NO_EHC_PLAN = "no_ehc_plan", "Those without an EHC plan"
        CARE = "care", "Those in care or leaving it"

    age = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="None: begun by hand, as a move is."
    )
    for_whom = models.CharField(max_length=12, choices=ForWhom.choices, default=ForWhom.ANYBODY)
    months_ahead = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=120)
    plain = models.CharField(max_length=300, help_text="The same, as the young person reads it.")
    checklist = models.TextField(help_text="What to do, one thing a line.")
