"""Papers, and the sealed sheets they are stored on."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from connexions.ground.base.models import Identified
from connexions.ground.base.sealing import SealedBytesField
from connexions.registers.accounts.models import User
from connexions.registers.papers import rules, sealing
from connexions.registers.papers.sealing import Belonging
from connexions.registers.people.models import AboutYoungPerson


class Paper(Identified, AboutYoungPerson):
    """A scan, letter, photo or file kept with a young person's record; what it says is on its sheets."""

    class Kind(models.TextChoices):
        LETTER = "letter", "Letter"
        SIGNED_PLAN = "signed_plan", "Signed plan"
        CONSENT = "consent", "Signed agreement to share"
        REPORT = "report", "Report"
        CERTIFICATE = "certificate", "Certificate or result"
        APPLICATION = "application", "Application or CV"
        IDENTITY = "identity", "Proof of who they are"
        PHOTO = "photo", "Photo"
        OTHER = "other", "Something else"

    class Check(models.TextChoices):
        WAITING = "waiting", "Being checked"
        CLEAN = "clean", "Checked for viruses"
        INFECTED = "infected", "Held a virus"
        NOT_CHECKED = "not_checked", "Not checked"

    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField(max_length=120)
    file_name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=80, help_text="Found by what is in the file.")
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    check_state = models.CharField(max_length=12, choices=Check.choices, default=Check.NOT_CHECKED)
    check_found = models.CharField(max_length=120, blank=True, help_text="The virus that was found.")
    checked_at = models.DateTimeField(null=True, blank=True)
    taken_away_at = models.DateTimeField(null=True, blank=True)
    taken_away_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    taken_away_because = models.CharField(max_length=300, blank=True)
    emptied_at = models.DateTimeField(null=True, blank=True, help_text="What it said was destroyed.")

    class Meta:
        # The page lists one person's papers; the nightly job looks for what was taken away, of which there are few.
        indexes = [
            models.Index(fields=["young_person", "-kept_at"], name="papers_of"),
            models.Index(
                fields=["taken_away_at"],
                name="papers_to_empty",
                condition=Q(taken_away_at__isnull=False, emptied_at=None),
            ),
            models.Index(
                fields=["partnership", "kept_at"], name="papers_to_check", condition=Q(check_state="waiting")
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["young_person", "sha256"],
                condition=Q(taken_away_at=None),
                name="paper_kept_once",
            )
        ]


class Sheet(Identified, AboutYoungPerson):
    """A part of a paper, sealed. Its history is not kept: what is destroyed is to be gone."""

    keeps_history: ClassVar[bool] = False

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="sheets", db_index=False)
    number = models.PositiveSmallIntegerField()
    sealed: Any = SealedBytesField(
        purpose=sealing.PURPOSE,
        to=lambda sheet: _of(sheet).of(sheet.number),
        before=lambda sheet: sealing.before(_of(sheet), sheet.number),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "number"], name="one_sheet_a_number")]


def _of(sheet: Sheet) -> Belonging:
    """What a sheet belongs to."""
    return Belonging(sheet.paper_id, sheet.young_person_id, rules.sheets_of(sheet.paper.size))
