"""How a service answers without signing in here: a person by a link, a system by a token."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from connexions.ground.base.models import Identified, Tenanted
from connexions.practice.referrals.models.referral import Referral
from connexions.registers.accounts.models import OpensByLink, User
from connexions.registers.partners.models import Organisation


class AnswerLink(Identified, Tenanted, OpensByLink):
    """A link that takes one answer to a referral, from a service without accounts. It opens with a code that comes
    another way; the secrets are kept as hashes."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        USED = "used", "Used"
        WITHDRAWN = "withdrawn", "Taken back"

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="links", db_index=False)
    code_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["referral"], condition=models.Q(state="open"), name="one_open_link_a_referral"
            )
        ]


class Token(Identified, Tenanted):
    """The key with which a system of one organisation asks and answers here. Shown once; kept as a hash."""

    class Scope(models.TextChoices):
        READ = "referrals:read", "Read referrals made to them"
        ANSWER = "referrals:answer", "Answer them, and say how they ended"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=80, help_text="Which system it is for.")
    secret_hash = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=30, choices=Scope.choices))
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    good_until = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        indexes = [models.Index(fields=["partnership", "organisation"], name="tokens_of")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(good_until__gt=models.F("made_at")), name="token_ends_after_it_is_made"
            )
        ]

    @property
    def may(self) -> list[str]:
        """What it may do, in words."""
        return [str(one.label) for one in self.Scope if one in self.scopes]
