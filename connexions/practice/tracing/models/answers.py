from django.db import models
from django.db.models import Q

from connexions.ground.base.models import Identified
from connexions.practice.tracing.models.sendings import Sending
from connexions.practice.tracking.models import Activity
from connexions.registers.accounts.models import OpensByLink, User
from connexions.registers.people.models import AboutYoungPerson, Carer


class StatusLink(Identified, AboutYoungPerson, OpensByLink):
    """A link by which a young person, or a carer, says what the young person does now, without signing in.

    The secret is kept as a hash; without the date of birth it opens nothing, and it takes one answer.
    """

    class State(models.TextChoices):
        OPEN = "open", "Waiting for an answer"
        ANSWERED = "answered", "Answered"
        WITHDRAWN = "withdrawn", "Taken back, or another was sent"
        SHUT = "shut", "Closed after wrong dates"

    carer = models.ForeignKey(
        Carer, null=True, blank=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    sending = models.ForeignKey(
        Sending, null=True, blank=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["young_person", "-asked_at"], name="status_links_of"),
            models.Index(fields=["sending"], name="status_links_sent", condition=Q(sending__isnull=False)),
        ]


class StatusAnswer(Identified, AboutYoungPerson):
    """What somebody said by a link, by text or on their own page: applied where it confirms, else looked at."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed", "Confirmed, and applied"
        TO_LOOK_AT = "to_look_at", "To look at"
        TAKEN = "taken", "Taken on to the record"
        PUT_ASIDE = "put_aside", "Put aside"

    class Does(models.TextChoices):
        SCHOOL = "school", "At school or sixth form"
        COLLEGE = "college", "At college"
        UNIVERSITY = "university", "At university"
        APPRENTICE = "apprentice", "On an apprenticeship"
        WORKING = "working", "Working"
        TRAINING = "training", "On a training course"
        LOOKING = "looking", "Looking for something to do"
        CANNOT = "cannot", "Not able to just now: ill, caring for somebody, or having a baby"
        OTHER = "other", "Something else"

    class Way(models.TextChoices):
        LINK = "link", "By a link"
        TEXT = "text", "By text"
        PAGE = "page", "On their own page"

    link = models.OneToOneField(
        StatusLink, null=True, blank=True, on_delete=models.CASCADE, related_name="answer"
    )
    way = models.CharField(max_length=6, choices=Way.choices)
    by_carer = models.CharField(
        max_length=150, blank=True, help_text="The carer who answered; empty: themselves."
    )
    state = models.CharField(max_length=12, choices=State.choices)
    does = models.CharField(max_length=12, choices=Does.choices, blank=True)
    where = models.CharField(max_length=200, blank=True)
    since_on = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=600, blank=True)
    wants_help = models.BooleanField(default=False)
    about = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    answered_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    because = models.CharField(max_length=300, blank=True, help_text="Why it was put aside.")

    class Meta:
        indexes = [
            models.Index(fields=["young_person", "-answered_at"], name="answers_of"),
            models.Index(
                fields=["partnership", "answered_at"],
                name="answers_to_look_at",
                condition=Q(state="to_look_at"),
            ),
            models.Index(fields=["about"], name="answers_by_activity", condition=Q(about__isnull=False)),
        ]
