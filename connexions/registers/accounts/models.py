"""People who sign in, and what each may be to which partnership."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Now

from connexions.ground.base.acting import Role
from connexions.ground.base.ids import new_id
from connexions.ground.base.ranges import Days
from connexions.registers.partners.models import Organisation, Partnership, Team

ROLE_CHOICES = [(role.value, role.label) for role in Role if role is not Role.SYSTEM]


class UserManager(BaseUserManager["User"]):
    """Makes users with an e-mail address (staff) or a phone number (a young person may have only that)."""

    def create_user(
        self, *, email: str = "", name: str, password: str | None = None, **fields: Any
    ) -> "User":
        user = self.model(email=self.normalize_email(email).lower() or None, name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who may sign in. What they may do is in their memberships, nowhere else."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True, null=True)
    phone = models.CharField(max_length=16, unique=True, null=True, help_text="E.164: +447700900123.")
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(db_default=Now())

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[UserManager] = UserManager()

    held: "list[Membership] | None" = None  # their memberships, where they were read together with the user

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]


class Membership(models.Model):
    """A user's role at a partnership, from a day until a day."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=40, choices=ROLE_CHOICES)
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    young_person_id = models.UUIDField(
        null=True, unique=True, help_text="For a young person: whose record is theirs."
    )
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "partnership", "role"],
                condition=models.Q(until_on=None),
                name="one_open_membership_a_role",
            ),
            models.CheckConstraint(
                condition=~models.Q(role=Role.YOUNG_PERSON) | models.Q(young_person_id__isnull=False),
                name="young_person_membership_names_them",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} as {Role(self.role).label} at {self.partnership}"


class Session(AbstractBaseSession):
    """Somebody's open sign-in on one device. Deleting it signs them out there."""

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="sessions")
    started_at = models.DateTimeField(db_default=Now())
    where = models.CharField(max_length=80, blank=True, help_text="Network address at sign-in.")
    device = models.CharField(max_length=200, blank=True, help_text="What the browser said of itself.")

    @classmethod
    def get_session_store_class(cls) -> Any:
        from connexions.registers.accounts.sessions import SessionStore

        return SessionStore


class SignInCode(models.Model):
    """A code asked for at the young people's door.

    Made for every address that is typed, so that nobody can learn from the door who is known; sent only where
    there is a user.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    hashed = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    good_until = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["good_until"], name="sign_in_code_to_clear")]

    def __str__(self) -> str:
        return f"Code sent {self.sent_at:%Y-%m-%d %H:%M}"


class Attempts(models.Model):
    """How often something was tried of late, under a key that names nobody."""

    key = models.CharField(primary_key=True, max_length=64)
    tries = models.PositiveSmallIntegerField()
    since = models.DateTimeField()
    closed_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "attempts"


class Cover(models.Model):
    """A member of staff away from a day until they are back, and the colleague who stands in for them.

    While it lasts, that colleague sees and may write what is theirs (``people.sight``). One that was taken
    back before it began ends on the day it was to begin.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="covers", db_index=False
    )
    adviser = models.ForeignKey(User, on_delete=models.CASCADE, related_name="covers", db_index=False)
    covered_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="covering", db_index=False)
    from_on = models.DateField()
    until_on = models.DateField(help_text="The day they are back.")
    reason = models.CharField(max_length=200, blank=True)
    set_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)

    class Meta:
        indexes = [
            # Asked at every request of the one who covers, and on every record of those who are covered.
            models.Index(fields=["covered_by", "-until_on"], name="covers_by"),
            models.Index(fields=["adviser", "-until_on"], name="covers_of"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")), name="cover_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~models.Q(adviser=models.F("covered_by")), name="nobody_covers_for_themselves"
            ),
            ExclusionConstraint(
                name="one_cover_at_a_time",
                expressions=[
                    ("partnership", RangeOperators.EQUAL),
                    ("adviser", RangeOperators.EQUAL),
                    (Days("from_on", "until_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.covered_by} for {self.adviser}, {self.from_on:%Y-%m-%d} to {self.until_on:%Y-%m-%d}"


class OpensByLink(models.Model):
    """A row that a link opens without signing in (``by_link``): a hash of its secret is kept, and wrong dates count."""

    secret_hash = models.CharField(max_length=64, unique=True)
    good_until = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
