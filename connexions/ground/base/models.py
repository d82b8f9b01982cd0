"""The abstract models every room stands on, and the few rows that belong to no room."""

from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Now

from connexions.ground.base.ids import new_id
from connexions.ground.base.sealing import SealedBytesField, fernet


class Identified(models.Model):
    """A row with an unguessable, time-sorted identifier."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


class Tenanted(models.Model):
    """A row that belongs to one partnership and is invisible to every other.

    ``protection`` applies row-level security, grants and the history trigger to every table of a subclass.
    """

    append_only: ClassVar[bool] = False
    keeps_history: ClassVar[bool] = True
    # Columns whose words go into the row's ``sealed`` while it has one: the history then keeps none of them.
    closed_when_sealed: ClassVar[tuple[str, ...]] = ()
    # Whether what is kept about a restricted young person is kept from those to whom their record is closed.
    closes_with_person: ClassVar[bool] = True

    partnership = models.ForeignKey(
        "partners.Partnership", on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        abstract = True


class Shared(models.Model):
    """Added to a tenanted model: which of its rows an organisation may see while one of its workers acts.

    Every other tenanted table is closed to them. Each is a condition in SQL on a row of the table.
    """

    shared_by: ClassVar[str]  # the rows they may read
    written_by: ClassVar[str] = "false"  # the rows they may write, of those

    class Meta:
        abstract = True


class OwnOrShipped(models.Model):
    """A row that ships with the product and that every partnership reads, or a partnership's own.

    ``protection`` applies row-level security: a partnership reads what ships (no partnership) and what is its
    own, and writes what is its own alone.
    """

    partnership = models.ForeignKey(
        "partners.Partnership",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        null=True,
        blank=True,
        help_text="None where it ships with the product.",
    )

    class Meta:
        abstract = True


class Published(models.Model):
    """A row that anybody may read, signed in or not, and that its own partnership alone writes: what stands in a
    public directory. Never about a young person.
    """

    keeps_history: ClassVar[bool] = True

    partnership = models.ForeignKey(
        "partners.Partnership", on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        abstract = True


class Versioned(models.Model):
    """A row that two people might edit at once: a save names the version it is based on."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


OF_ACTOR = "nullif(current_setting('connexions.actor', true), '')::uuid"


class Draft(Tenanted, Shared):
    """What somebody has typed into a form and not yet saved; theirs alone, unreadable in the database."""

    keeps_history = False
    shared_by = written_by = f"owner = {OF_ACTOR}"

    owner = models.UUIDField()
    form = models.CharField(max_length=200, help_text="Which form, about what: contact:<id>.")
    sealed: Any = SealedBytesField(
        purpose="drafts",
        to=lambda draft: f"{draft.owner}/{draft.form}",
        before=lambda _: fernet(""),
        help_text="The typed fields, encrypted.",
    )
    saved_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "owner", "form"], name="one_draft_a_form")
        ]

    def seal(self, typed: str) -> bytes:
        """What was typed, as it may lie here: its owner's, for this form."""
        return _sealed_of(self).sealed_for(self, typed)

    def unseal(self) -> bytes:
        """What was typed."""
        return _sealed_of(self).opened_for(self, self.sealed)


def _sealed_of(draft: Draft) -> SealedBytesField:
    field = draft._meta.get_field("sealed")
    assert isinstance(field, SealedBytesField)
    return field


def partnerships() -> list[int]:
    """The numbers of all partnerships, for work that goes through them one by one."""
    from django.apps import apps

    numbers = apps.get_model("partners", "Partnership")._default_manager.order_by("pk")
    return list(numbers.values_list("pk", flat=True))
