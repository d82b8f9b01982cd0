"""The papers of a young person, and what one of them says."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing, NotPossible
from connexions.registers.papers import permissions, rules
from connexions.registers.papers.models import Paper, Sheet
from connexions.registers.papers.rules import sheets_of
from connexions.registers.papers.sealing import Belonging, unsealed
from connexions.registers.people.models import YoungPerson

KEPT_FOR = timedelta(days=30)  # how long what was taken away can be put back


def papers_of(*, of: YoungPerson, by: Actor) -> QuerySet[Paper]:
    """Every paper, the latest first, those taken away among them."""
    permissions.check_may_read(of, by)
    found = Paper.objects.filter(young_person=of).select_related("kept_by", "taken_away_by")
    return found.order_by("-kept_at", "-id")


def one_of(young_person: YoungPerson, paper_id: UUID, *, by: Actor) -> Paper:
    """A paper of this young person and no other. Raises ``Missing``."""
    found = papers_of(of=young_person, by=by).filter(pk=paper_id).first()
    if found is None:
        raise Missing("There is no such file on this record.")
    return found


def content(paper: Paper, *, by: Actor) -> bytes:
    """What a paper says, whole. Raises ``NotPossible`` where it was taken away."""
    permissions.check_may_read(paper.young_person, by)
    if paper.check_state == Paper.Check.INFECTED:
        raise NotPossible(rules.HELD_A_VIRUS)
    if paper.check_state == Paper.Check.WAITING:
        raise NotPossible(rules.BEING_CHECKED)
    if paper.taken_away_at is not None:
        raise NotPossible("This file was taken off the record and cannot be opened.")
    return whole(paper)


def whole(paper: Paper) -> bytes:
    """What a paper says, for whoever has been found allowed to know, and for the check for viruses."""
    sheets = Sheet.objects.filter(paper=paper).order_by("number").values_list("sealed", flat=True)
    to = Belonging(paper.pk, paper.young_person_id, sheets_of(paper.size))
    return unsealed(sheets.iterator(chunk_size=8), to)


def to_check(*, most: int) -> QuerySet[Paper]:
    """Papers that wait to be checked for viruses, the oldest first."""
    found = Paper.objects.filter(check_state=Paper.Check.WAITING, emptied_at=None)
    return found.order_by("kept_at")[:most]


def to_empty(*, before: datetime) -> QuerySet[Paper]:
    """Papers taken away so long ago that what they say is to be destroyed."""
    return Paper.objects.filter(taken_away_at__lt=before, emptied_at=None).order_by("taken_away_at")
