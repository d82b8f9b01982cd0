from typing import Any, ClassVar

from django.db import models

from connexions.ground.base.models import Identified, Tenanted, Versioned
from connexions.ground.base.sealing import SealedTextField
from connexions.ground.messaging.models import Message
from connexions.registers.accounts.models import User
from connexions.registers.partners.models import Team
from connexions.registers.people.models import YoungPerson

PURPOSE = "safeguarding"


class Kind(models.TextChoices):
    """What a concern is about, as near as whoever raises it can say."""

    NOT_SURE = "not_sure", "I am not sure: something is wrong"
    DANGER_NOW = "danger_now", "In danger now"
    ABUSE = "abuse", "Hurt or abused by somebody"
    NEGLECT = "neglect", "Neglected: no food, care or safe home"
    SEXUAL = "sexual", "Sexual abuse or exploitation"
    CRIMINAL = "criminal", "Used by a gang or by criminals"
    DOMESTIC = "domestic", "Violence at home or from a partner"
    SELF_HARM = "self_harm", "Self-harm or thoughts of suicide"
    FORCED = "forced", "Forced marriage, or harm in the name of honour"
    RADICALISED = "radicalised", "Drawn into extremism"
    MISSING = "missing", "Missing"
    NOWHERE = "nowhere", "Nowhere safe to sleep tonight"
    HARM_TO_OTHERS = "harm_to_others", "May hurt somebody else"
    COLLEAGUE = "colleague", "About somebody who works with young people"


class Concern(Identified, Tenanted, Versioned):
    """Something that cannot wait about somebody's safety, as it was raised, and how far it has come.

    It is open to those whom ``Reader`` names and to the designated leads, here and in the database alike
    (``migrations/0002``). What was said lies encrypted; who did what is kept in ``Event``.
    """

    keeps_history = False
    closes_with_person = False  # it has readers of its own, and must reach them whoever it is about

    class State(models.TextChoices):
        WAITING = "waiting", "Nobody has taken it on yet"
        TAKEN_ON = "taken_on", "Taken on"
        DECIDED = "decided", "Decided"
        CLOSED = "closed", "Closed"

    young_person = models.ForeignKey(
        YoungPerson,
        null=True,
        on_delete=models.PROTECT,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    whom = SealedTextField(purpose=PURPOSE, help_text="Whom it is about, where no record is known.")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    words = SealedTextField(purpose=PURPOSE)
    own_words = models.BooleanField(default=False, help_text="The young person raised it themselves.")
    about_colleague = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False,
        help_text="It is about them: they are never told and never see it.",
    )  # fmt: skip
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    raised_as = models.CharField(max_length=40)
    raised_at = models.DateTimeField()
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    at_night = models.BooleanField()
    steps: Any = models.JSONField(help_text="The steps of the rule by which it goes, as they were then.")
    minutes = models.PositiveSmallIntegerField(help_text="Until somebody else is told, where no step says.")
    level = models.PositiveSmallIntegerField(default=0)
    take_on_by_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    taken_on_at = models.DateTimeField(null=True)
    held_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    closed_at = models.DateTimeField(null=True)
    review = SealedTextField(purpose=PURPOSE, null=True, help_text="What was learnt, as it was closed.")

    class Meta:
        indexes = [
            models.Index(
                fields=["partnership", "take_on_by_at"],
                condition=models.Q(state="waiting"),
                name="concerns_waiting",
            ),
            models.Index(fields=["partnership", "-raised_at"], name="concerns_raised"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="waiting") | models.Q(held_by__isnull=False),
                name="taken_on_by_somebody",
            ),
        ]

    @property
    def called(self) -> str:
        """Whom it is about, as far as whoever reads may know."""
        if self.young_person is not None:
            return self.young_person.name
        return "somebody whose record is restricted" if self.young_person_id else self.whom


class OfConcern(Identified, Tenanted):
    """A row of a concern's keeping: closed to all who may not read the concern (``migrations/0002``)."""

    keeps_history = False

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="%(class)ss", db_index=False)

    class Meta:
        abstract = True


class Reader(OfConcern):
    """Somebody to whom a concern is open: they raised it, the rule gave it to them, or they were named."""

    class How(models.TextChoices):
        RAISED = "raised", "raised it"
        GIVEN = "given", "was told by the rule"
        NAMED = "named", "was named"

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    how = models.CharField(max_length=6, choices=How.choices)
    from_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["concern", "user", "how"], name="reader_once_a_way"),
        ]
        indexes = [models.Index(fields=["partnership", "user"], name="concerns_of_reader")]


class Alert(OfConcern):
    """Somebody was told that a concern waits, at one level of its rule: by text, by e-mail, or in no way."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    level = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=24)
    at = models.DateTimeField()
    text = models.ForeignKey(Message, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    email = models.ForeignKey(Message, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["concern", "level", "user"], name="alerted_once_a_level"),
        ]


class Event(OfConcern):
    """One thing that happened with a concern, for good: who, when, what."""

    append_only: ClassVar[bool] = True

    at = models.DateTimeField()
    what = models.CharField(max_length=24)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    by_name = models.CharField(max_length=120)
    words = SealedTextField(purpose=PURPOSE)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["concern", "at"], name="events_of_concern")]


class Decision(OfConcern):
    """What was decided, and why."""

    append_only: ClassVar[bool] = True

    class What(models.TextChoices):
        SOCIAL_CARE = "social_care", "Referred to children’s social care"
        POLICE = "police", "Told the police"
        EARLY_HELP = "early_help", "Early help"
        HEALTH = "health", "Told a doctor, hospital or mental health crisis team"
        DESIGNATED_OFFICER = "designated_officer", "Told the local authority’s designated officer"
        NO_ACTION = "no_action", "No further action"

    what = models.CharField(max_length=20, choices=What.choices)
    reasons = SealedTextField(purpose=PURPOSE)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["concern"], name="decisions_of_concern")]


class ToldOf(OfConcern):
    """Somebody was told of a concern: who, where they work, when, how, and what they were told."""

    append_only: ClassVar[bool] = True

    class How(models.TextChoices):
        PHONE = "phone", "By phone"
        MET = "met", "In person"
        LETTER = "letter", "By letter"
        EMAIL = "email", "By secure e-mail"
        FORM = "form", "By their form"
        HERE = "here", "On their page here"

    who = SealedTextField(purpose=PURPOSE)
    organisation = models.CharField(max_length=150, blank=True)
    how = models.CharField(max_length=6, choices=How.choices)
    what = SealedTextField(purpose=PURPOSE)
    to_raiser = models.BooleanField(default=False, help_text="It was said to whoever raised it: they see it.")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["concern"], name="told_of_concern")]


class ToDo(OfConcern, Versioned):
    """Something to be done about a concern, by whom, by when; and what came of it."""

    words = SealedTextField(purpose=PURPOSE)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    came_of_it = SealedTextField(purpose=PURPOSE, null=True)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["concern"], name="to_do_of_concern"),
            models.Index(
                fields=["partnership", "owner"], condition=models.Q(done_at=None), name="to_do_of_owner"
            ),
        ]
