"""What young people do, and how we know."""

from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Now

from connexions.ground.base.models import Identified, OwnOrShipped, Shared, Versioned
from connexions.registers.accounts.models import User
from connexions.registers.people.categories import Group
from connexions.registers.people.models import AboutYoungPerson
from connexions.registers.people.models.young_person import by_leave, not_from_dwp


class ActivityKind(models.Model):
    """A kind of activity, by the code that the return uses; its words are what pages say. Reference data."""

    class Group(models.TextChoices):
        COMPULSORY = "compulsory", "Compulsory education"
        EDUCATION = "education", "Education"
        EMPLOYMENT = "employment", "Employment"
        TRAINING = "training", "Training"
        RE_ENGAGEMENT = "re_engagement", "Re-engagement"
        NEET = "neet", "Not in education, employment or training"
        OTHER = "other", "Other"
        NOT_KNOWN = "not_known", "Not known"

    code = models.CharField(primary_key=True, max_length=3)
    label = models.CharField(max_length=120)
    group = models.CharField(max_length=16, choices=Group.choices)
    is_neet = models.BooleanField()
    participates = models.BooleanField()
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.label


class KindEdition(models.Model):
    """What a code was called in some specification years, and which code took its place. Reference data.

    A code without an edition for a year had its usual label then. ``becomes`` is what a spell under the old code is
    recorded as afterwards; empty where no one code answers and somebody has to ask what they do.
    """

    kind = models.ForeignKey(ActivityKind, on_delete=models.CASCADE, related_name="editions", db_index=False)
    first_year = models.PositiveSmallIntegerField(null=True)
    last_year = models.PositiveSmallIntegerField(null=True)
    label = models.CharField(max_length=120, blank=True)
    becomes = models.ForeignKey(
        ActivityKind, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["kind_id", "first_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "first_year"], nulls_distinct=False, name="one_edition_of_a_code"
            )
        ]


class CurrencyRule(Identified, OwnOrShipped):
    """How long one kind of activity stays current, for what is verified from a day on. Never changed: an edit is a
    row from a later day, and the earlier one stays."""

    class Basis(models.TextChoices):
        ACADEMIC_YEAR_END = "academic_year_end", "31 August of the academic year"
        REVIEW = "review", "Counted from the day to ask again"
        VERIFIED = "verified", "Counted from the day it was verified"
        NEVER = "never", "It does not lapse"

    kind = models.ForeignKey(ActivityKind, on_delete=models.PROTECT, related_name="+", db_index=False)
    from_on = models.DateField(help_text="Holds for what is verified on this day or later.")
    until_on = models.DateField(null=True, blank=True, help_text="First day on which it no longer holds.")
    basis = models.CharField(max_length=20, choices=Basis.choices)
    months = models.PositiveSmallIntegerField(default=0)
    days = models.PositiveSmallIntegerField(default=0)
    capped = models.BooleanField(default=False, help_text="At most until the course ends.")
    because = models.CharField(max_length=300, blank=True)
    set_by = models.CharField(max_length=200, blank=True, help_text="Who, by name.")
    set_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "kind", "from_on"],
                nulls_distinct=False,
                name="one_currency_rule_a_day",
            )
        ]


DWP_KEY = "dwp"  # of the answer to “who told us?” that means the Department for Work and Pensions


class Source(Identified, OwnOrShipped, Versioned):
    """An answer to “how do we know?”: who told us, or what we saw. A closed list that a partnership may add to and
    take out of use; what was recorded with one keeps it."""

    class Purpose(models.TextChoices):
        TOLD = "told", "Who told us"
        SEEN = "seen", "What we saw"

    key = models.SlugField(max_length=40, db_index=False)
    purpose = models.CharField(max_length=4, choices=Purpose.choices)
    label = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField(default=100)
    in_use = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "key"], nulls_distinct=False, name="one_source_a_key"
            )
        ]

    def __str__(self) -> str:
        return self.label


class Activity(Identified, AboutYoungPerson, Versioned, Shared):
    """One spell of one activity. Exactly one of a young person's is current: the one without an end."""

    shared_by = not_from_dwp(
        f"source_key <> '{DWP_KEY}' AND CASE WHEN end_on IS NULL THEN {by_leave(Group.SITUATION_NOW)}"
        f" ELSE {by_leave(Group.SITUATION_HISTORY)} END"
    )

    kind = models.ForeignKey(ActivityKind, on_delete=models.PROTECT, related_name="+", db_index=False)
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True, help_text="First day on which it was no longer so.")
    ascertained_on = models.DateField(null=True, blank=True)
    verified_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    lapses_on = models.DateField(null=True, blank=True)
    predicted_end_on = models.DateField(null=True, blank=True)
    neet_start_on = models.DateField(null=True, blank=True)
    establishment_number = models.CharField(max_length=7, blank=True)
    establishment_name = models.CharField(max_length=200, blank=True)
    ukprn = models.CharField(max_length=8, blank=True)
    source = models.CharField(max_length=100, blank=True)
    evidence = models.CharField(max_length=300, blank=True)
    source_key = models.CharField(
        max_length=40, blank=True, db_default="", help_text="Who told us, from the list of sources."
    )
    evidence_key = models.CharField(
        max_length=40, blank=True, db_default="", help_text="What we saw, from the list of sources."
    )
    recorded_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField(db_default=Now(), help_text="Since when we have believed it.")

    class Meta:
        verbose_name_plural = "activities"
        indexes = [
            models.Index(fields=["young_person", "-start_on"], name="activities_of"),
            models.Index(
                fields=["partnership", "lapses_on"], condition=models.Q(end_on=None), name="current_by_lapse"
            ),
            models.Index(
                fields=["partnership", "kind"], condition=models.Q(end_on=None), name="current_by_kind"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["young_person"], condition=models.Q(end_on=None), name="one_current_activity"
            ),
            models.CheckConstraint(
                condition=models.Q(end_on=None) | models.Q(end_on__gte=models.F("start_on")),
                name="activity_ends_after_it_begins",
            ),
            *(
                models.CheckConstraint(
                    condition=models.Q(**{column: None})
                    | models.Q(**{f"{column}__{compare}": models.F("start_on")}),
                    name=name,
                )
                for column, compare, name in (
                    ("verified_on", "gte", "activity_verified_once_it_began"),
                    ("predicted_end_on", "gte", "activity_course_ends_after_it_begins"),
                    ("neet_start_on", "lte", "activity_neet_began_before"),
                )
            ),
            # Beside these: spells of one young person do not overlap (``activity_spells_apart``, migration 0003).
        ]


class Correction(Identified, AboutYoungPerson):
    """One act of putting right what was recorded of somebody's activities: every row it touched, before and after,
    with who, when and why. Taken back, it stands as it was before, and both stay to be read."""

    class Kind(models.TextChoices):
        CORRECTED = "corrected", "Put right"
        ADDED = "added", "Added afterwards"
        REMOVED = "removed", "Taken away"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    before: Any = models.JSONField(help_text="The rows as they were: column by column.")
    after: Any = models.JSONField(help_text="The rows as they became.")
    because = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["young_person", "-at"], name="activity_corrections_of")]


class GuaranteeStatus(Identified, AboutYoungPerson):
    """How the September Guarantee stands for one year group of a young person."""

    keeps_history: ClassVar[bool] = True

    year = models.PositiveSmallIntegerField(choices=[(11, "Year 11"), (12, "Year 12")])
    code = models.CharField(max_length=3)
    authority = models.CharField(max_length=3, blank=True)
    on_baseline = models.BooleanField(default=False)
    since_on = models.DateField(
        null=True, blank=True, help_text="Since when it stands so; empty where nobody knows."
    )

    class Meta:
        verbose_name_plural = "guarantee statuses"
        indexes = [
            models.Index(
                fields=["partnership", "code"],
                condition=models.Q(on_baseline=True),
                name="guarantees_on_baseline",
            )
        ]
        constraints = [models.UniqueConstraint(fields=["young_person", "year"], name="one_guarantee_a_year")]


class IntendedDestination(Identified, AboutYoungPerson):
    """What a young person meant to do after year 11."""

    code = models.CharField(max_length=3)
    said_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["young_person"], name="one_intended_destination")]
