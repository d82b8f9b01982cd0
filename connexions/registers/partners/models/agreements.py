from datetime import date
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models

from connexions.ground.base.models import Identified, Shared, Tenanted, Versioned
from connexions.ground.base.ranges import Days
from connexions.registers.partners.models.days import DayOff
from connexions.registers.partners.models.organisations import Organisation
from connexions.registers.partners.rules import working_days
from connexions.registers.partners.rules.states import WAS_IN_FORCE

# The rows that a partner organisation's workers reach: those of their own organisation, and what hangs on them (the
# policy of the table that is asked answers for it). A draft is ours until it is offered.
OF_ORGANISATION = "organisation_id = nullif(current_setting('connexions.organisation', true), '')::bigint"
OFFERED = f"{OF_ORGANISATION} AND state NOT IN ('draft', 'dropped')"
OF_EDITION = "edition_id IN (SELECT e.id FROM partners_agreementedition e)"


class Side(models.TextChoices):
    """Whose: an agreement and a dispute have two sides."""

    OURS = "ours", "The partnership"
    THEIRS = "theirs", "The organisation"
    BOTH = "both", "Both"


SIDES = [(Side.OURS.value, Side.OURS.label), (Side.THEIRS.value, Side.THEIRS.label)]


class WithOrganisation(Tenanted, Shared):
    """A row that a partnership shares with one organisation."""

    shared_by: ClassVar[str] = OF_ORGANISATION
    written_by: ClassVar[str] = OF_ORGANISATION

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        abstract = True


class OfEdition(Tenanted, Shared):
    """A row that is part of an edition."""

    shared_by: ClassVar[str] = OF_EDITION
    written_by: ClassVar[str] = "false"

    class Meta:
        abstract = True


class Agreement(Identified, WithOrganisation, Versioned):
    """That a partnership and an organisation have agreed how they work together, edition after edition."""

    kept_by = models.UUIDField(null=True, blank=True, help_text="The member of staff who looks after it.")
    kept_by_name = models.CharField(max_length=120, blank=True)
    begun_at = models.DateTimeField()
    ended_on = models.DateField(null=True, blank=True, help_text="The first day on which it holds no more.")
    ended_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "organisation"],
                condition=models.Q(ended_on=None),
                name="one_agreement_at_a_time",
            )
        ]


class AgreementEdition(Identified, WithOrganisation, Versioned):
    """What the two have agreed, or are about to: who does what, how quickly, and what happens when they differ.

    It holds from a day until the next edition does or the agreement ends, once both have signed; from then on
    nothing in it changes but its review.
    """

    shared_by = written_by = OFFERED

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        OFFERED = "offered", "To be signed"
        SIGNED_BY_ONE = "signed_by_one", "Signed by one side"
        SIGNED = "signed", "Signed"
        REPLACED = "replaced", "Replaced by the next"
        ENDED = "ended", "Ended"
        DROPPED = "dropped", "Dropped"

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="editions", db_index=False
    )
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=14, choices=State.choices, default=State.DRAFT)
    purpose = models.TextField(blank=True, help_text="What the two work together for, and for whom.")
    adviser_may = models.TextField(blank=True, help_text="What a personal adviser may do there; one a line.")
    adviser_may_not = models.TextField(blank=True, help_text="What they may not do there; one a line.")
    answer_within_days = models.PositiveSmallIntegerField(help_text="Working days to answer what was sent.")
    start_within_days = models.PositiveSmallIntegerField(help_text="Working days to begin what was accepted.")
    up_after_days = models.PositiveSmallIntegerField(
        help_text="Working days a step may be overdue before a dispute goes a step up by itself."
    )
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True, help_text="The first day on which it holds no more.")
    review_on = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True, help_text="Why this edition differs from the last.")
    drafted_by = models.UUIDField(null=True)
    drafted_by_name = models.CharField(max_length=120, blank=True)
    drafted_at = models.DateTimeField()
    offered_at = models.DateTimeField(null=True, blank=True)
    chased_on = models.DateField(
        null=True, blank=True, help_text="When somebody was last told of its review."
    )

    class Meta:
        ordering = ["-number"]
        indexes = [models.Index(fields=["partnership", "organisation"], name="editions_with")]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="one_agreement_edition_a_number"),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=models.Q(state__in=("draft", "offered", "signed_by_one")),
                name="one_agreement_edition_in_hand",
            ),
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on")),
                name="agreement_edition_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=WAS_IN_FORCE)
                | models.Q(from_on__isnull=False, review_on__isnull=False),
                name="signed_edition_says_its_days",
            ),
            ExclusionConstraint(
                name="one_agreement_edition_holds",
                expressions=[
                    ("agreement", RangeOperators.EQUAL),
                    (Days("from_on", "until_on"), RangeOperators.OVERLAPS),
                ],
                condition=models.Q(state__in=WAS_IN_FORCE),
            ),
        ]

    def holds(self, on: date) -> bool:
        """Whether it is what the two go by on a day."""
        begun = self.state in WAS_IN_FORCE and self.from_on is not None and self.from_on <= on
        return begun and (self.until_on is None or on < self.until_on)

    def answer_by(self, sent_on: date) -> date:
        """The last day on which what was sent is answered in time."""
        return self.after(sent_on, self.answer_within_days)

    def start_by(self, accepted_on: date) -> date:
        """The last day on which what was accepted is begun in time."""
        return self.after(accepted_on, self.start_within_days)

    def after(self, day: date, days: int) -> date:
        """So many working days after a day, as this partnership works."""
        off = DayOff.objects.between(day, working_days.furthest(day, days))
        return working_days.after(day, days, off=set(off))


class Duty(Identified, OfEdition):
    """One line of "who does what for whom" in an edition."""

    edition = models.ForeignKey(
        AgreementEdition, on_delete=models.CASCADE, related_name="duties", db_index=False
    )
    place = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=8, choices=Side.choices)
    does = models.CharField(max_length=300)
    for_whom = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["edition", "place"], name="one_duty_a_place")]


class EscalationStep(Identified, OfEdition):
    """Where a disagreement goes next: who on each side settles it, in how many working days, and whom to tell."""

    edition = models.ForeignKey(
        AgreementEdition, on_delete=models.CASCADE, related_name="steps", db_index=False
    )
    number = models.PositiveSmallIntegerField()
    within_days = models.PositiveSmallIntegerField(help_text="Working days.")
    ours = models.CharField(max_length=120, help_text="Who settles it for the partnership: name or role.")
    ours_email = models.EmailField(blank=True)
    theirs = models.CharField(max_length=120, help_text="Who settles it for the organisation.")
    theirs_email = models.EmailField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="one_escalation_step_a_number")
        ]


class AgreementContact(Identified, OfEdition):
    """Whom to ask about an agreement, on either side."""

    edition = models.ForeignKey(
        AgreementEdition, on_delete=models.CASCADE, related_name="contacts", db_index=False
    )
    place = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=8, choices=SIDES)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "place"], name="one_agreement_contact_a_place")
        ]


class Signature(Identified, OfEdition):
    """That somebody agreed to an edition for their side: online themselves, or on paper that staff keep."""

    written_by = OF_EDITION

    class How(models.TextChoices):
        ONLINE = "online", "Here, signed in themselves"
        PAPER = "paper", "On paper"

    edition = models.ForeignKey(
        AgreementEdition, on_delete=models.CASCADE, related_name="signatures", db_index=False
    )
    side = models.CharField(max_length=8, choices=SIDES)
    name = models.CharField(max_length=120, help_text="As they typed or wrote it.")
    role = models.CharField(max_length=120)
    signed_on = models.DateField()
    how = models.CharField(max_length=8, choices=How.choices)
    kept_where = models.CharField(max_length=200, blank=True, help_text="Where the signed paper lies.")
    recorded_by = models.UUIDField(null=True, help_text="Who was signed in.")
    recorded_by_name = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["recorded_at"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "side"], name="one_signature_a_side"),
            models.CheckConstraint(
                condition=~models.Q(how="paper") | ~models.Q(kept_where=""),
                name="paper_signature_says_where_it_lies",
            ),
        ]


class AgreementReview(Identified, OfEdition):
    """That the two looked at an edition again and let it stand until its next review."""

    edition = models.ForeignKey(
        AgreementEdition, on_delete=models.CASCADE, related_name="reviews", db_index=False
    )
    reviewed_on = models.DateField()
    words = models.TextField(help_text="What was found.")
    next_on = models.DateField()
    reviewed_by = models.UUIDField(null=True)
    reviewed_by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["-reviewed_on"]
        indexes = [models.Index(fields=["edition"], name="reviews_of_edition")]
