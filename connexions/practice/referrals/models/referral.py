"""A referral, and every move that was made on it."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from connexions.ground.base.models import Identified, Shared, Versioned
from connexions.ground.base.sealing import SealedTextField
from connexions.practice.casework.models import Goal, Step
from connexions.practice.referrals.rules import moves
from connexions.registers.accounts.models import User
from connexions.registers.partners.models import Organisation
from connexions.registers.people.categories import Group
from connexions.registers.people.models import AboutYoungPerson, KeptOfYoungPerson
from connexions.registers.people.models.young_person import by_leave

# That it was made to them, its organisation's workers may always know; every word on it they read under leave alone.
OF_ORGANISATION = "organisation_id = nullif(current_setting('connexions.organisation', true), '')::bigint"
OF_REFERRAL = "referral_id IN (SELECT r.id FROM referrals_referral r)"
UNDER_LEAVE = f"{by_leave(Group.WHO_NAME)} AND {OF_REFERRAL}"
STATES = list(moves.STATES.items())


class Referrals(models.QuerySet["Referral"]):
    """Referrals, narrowed."""

    def open(self) -> "Referrals":
        return self.filter(state__in=moves.OPEN)

    def with_service(self) -> "Referrals":
        return self.filter(state__in=moves.WITH_SERVICE)

    def overdue(self, *, on: date) -> "Referrals":
        return self.with_service().filter(due_on__lt=on)


class Referral(Identified, AboutYoungPerson, Versioned, Shared):
    """A young person handed to one service, for one need: what is told, how it stands and how it ended.

    It holds no word about them: a service that has lost its leave still knows the reference, and how it stands.
    """

    shared_by = written_by = f"{OF_ORGANISATION} AND sent_at IS NOT NULL"

    together = models.UUIDField(help_text="Referrals made at once for one need bear the same.")
    ref = models.CharField(max_length=9, help_text="What both sides call it, where no name may stand.")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    service_id = models.UUIDField(help_text="Of the directory; it may be gone from there by now.")
    service_name = models.CharField(max_length=255)
    answer_to = models.EmailField(blank=True, help_text="Where a service without accounts is told.")
    goal = models.ForeignKey(Goal, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    step = models.ForeignKey(Step, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    factor = models.PositiveSmallIntegerField(null=True, help_text="The need it answers, by its number.")
    groups = ArrayField(models.CharField(max_length=40), default=list, help_text="What is told of them.")
    purpose = models.CharField(max_length=60)
    is_own = models.BooleanField(default=False, help_text="The young person asked for it themselves.")
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=STATES, default="drafted")
    sent_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True, help_text="By when whoever is next is to move.")
    start_by = models.DateField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    news_at = models.DateTimeField(
        null=True, help_text="Since when the service's side has said something unread."
    )
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Referral"]] = Referrals.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["young_person", "-made_at"], name="referrals_of"),
            # Lists and the morning's reminders look at what is open alone: a few of all referrals.
            models.Index(
                fields=["partnership", "due_on"],
                condition=models.Q(state__in=sorted(moves.OPEN)),
                name="referrals_open",
            ),
            models.Index(fields=["organisation", "state", "due_on"], name="referrals_to"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "ref"], name="referral_called_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=[name for name, _ in STATES]), name="referral_state_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state="drafted")
                | models.Q(state="withdrawn")
                | models.Q(sent_at__isnull=False),
                name="referral_was_sent",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="ended")
                | models.Q(outcome__in=[str(one) for one in moves.OUTCOMES]),
                name="referral_ended_with_outcome",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.state in moves.OPEN

    @property
    def said(self) -> str:
        """How it stands, in words."""
        return moves.STATES[self.state]

    @property
    def outcome_said(self) -> str:
        """How it ended, in words."""
        return moves.OUTCOMES.get(moves.Outcome(self.outcome), "") if self.outcome else ""


class Why(Identified, AboutYoungPerson):
    """Why a referral is made, as those who make it write it. What a service reads of it is the copy that was sent."""

    referral = models.OneToOneField(Referral, on_delete=models.CASCADE, related_name="why")
    words = SealedTextField(purpose="referral reason")


class ReferralMove(Identified, KeptOfYoungPerson, Shared):
    """One move on a referral: who made it, when, from which state to which, and what they said. Never changed."""

    shared_by = written_by = UNDER_LEAVE

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="moves", db_index=False)
    move = models.CharField(max_length=10, choices=list(moves.SAID.items()))
    before = models.CharField(max_length=12)
    after = models.CharField(max_length=12)
    side = models.CharField(max_length=8)
    reason = models.CharField(max_length=20, blank=True, help_text="Why it was declined, or how it ended.")
    words = models.CharField(max_length=2000, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    by_name = models.CharField(max_length=120)
    way = models.CharField(max_length=10, help_text="page, link, api, file, own or house.")

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["referral", "at"], name="moves_on")]
