"""Samples, what was drawn, and what was found in it."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Missing
from connexions.practice.oversight import permissions
from connexions.practice.oversight.models import Answer, Edition, Item, Judgement, Reply, Sample
from connexions.practice.oversight.rules.states import JUDGED
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part, Sight

WITH = (
    "sample__team",
    "sample__adviser",
    "adviser",
    "edition",
    "assessment",
    "plan",
    "young_person__adviser",
    "young_person__team",
)
NO_ITEM = "There is no such piece of work in a sample, or it is not yours to see."


@dataclass(frozen=True)
class Reading:
    """One reader's judgement with its answers by question."""

    judgement: Judgement
    answers: dict[str, Answer] = field(default_factory=dict)

    @property
    def chosen(self) -> dict[str, str]:
        return {key: one.answer for key, one in self.answers.items()}


def samples(*, by: Actor) -> QuerySet[Sample]:
    """The samples that *by* may read, the latest first, with how many were drawn and judged."""
    found = Sample.objects.filter(partnership_id=by.partnership)
    if by.role is Role.TEAM_MANAGER:
        found = found.filter(team_id=by.team) if by.team is not None else found.none()
    elif by.role not in permissions.READERS:
        found = found.none()
    return (
        found.select_related("team", "adviser", "drawn_by")
        .annotate(
            drawn=Count("items", filter=~Q(items__state="set_aside")),
            judged=Count("items", filter=Q(items__state__in=JUDGED)),
        )
        .order_by("-drawn_at", "-id")
    )


def sample(sample_id: UUID, *, by: Actor) -> Sample:
    """One sample. Raises ``Missing``."""
    found = samples(by=by).filter(pk=sample_id).first()
    if found is None:
        raise Missing("There is no such sample, or it is of another team.")
    return found


def items(*, of: Sample, by: Actor) -> list[Item]:
    """What was drawn, in its order, with judgements; whom *by* may not see is marked ``hidden``. Three queries."""
    permissions.check_may_read_sample(of, by)
    drawn = Item.objects.filter(sample=of).select_related("young_person", "adviser", "edition")
    read = Prefetch("judgements", Judgement.objects.select_related("judge").order_by("reading"))
    return list(drawn.prefetch_related(read).order_by("place"))


def item(item_id: UUID, *, by: Actor) -> tuple[Item, YoungPerson, Sight]:
    """One piece of work with its young person, for a reader of samples or the adviser whose work it is.

    Raises ``Missing`` for everybody else, ``NotAllowed`` where the young person's casework is not theirs to see.
    """
    later = Edition.objects.filter(partnership_id=by.partnership, kind=OuterRef("edition__kind"))
    found = (
        Item.objects.select_related(*WITH)
        .annotate(newest=Subquery(later.order_by("-number").values("number")[:1]))
        .filter(pk=item_id, partnership_id=by.partnership)
        .first()
    )
    if found is None:
        raise Missing(NO_ITEM)
    if not (by.id is not None and found.adviser_id == by.id):
        permissions.check_may_read_sample(found.sample, by)
    seen = sight.sight_of(found.young_person, by=by)
    if not seen.sees(Part.HEADLINE):
        raise Missing(NO_ITEM)
    seen.check(Part.CASEWORK)
    return found, found.young_person, seen


def readings(*, of: Item) -> dict[int, Reading]:
    """Both judgements of a piece of work by their number, with the answers; two queries."""
    answers = Prefetch("answers", Answer.objects.order_by("id"))
    found = Judgement.objects.filter(item=of).select_related("judge").prefetch_related(answers)
    return {one.reading: Reading(one, {a.question: a for a in one.answers.all()}) for one in found}


def replies(*, of: Item) -> list[Reply]:
    """What was said about the feedback, the earliest first."""
    return list(Reply.objects.filter(item=of).select_related("said_by").order_by("said_at", "id"))


def feedback_for(*, by: Actor) -> list[Item]:
    """What *by* was told of their own work, what is still to do first; three queries."""
    if by.id is None:
        return []
    own = Item.objects.filter(partnership_id=by.partnership, adviser_id=by.id, state__in=JUDGED)
    read = Prefetch("judgements", Judgement.objects.filter(reading=1).select_related("judge"))
    seen = own.filter(Q(young_person__in=YoungPerson.objects.filter(sight.visible(by, Part.CASEWORK))))
    ordered = seen.select_related("young_person", "edition").prefetch_related(read)
    return sorted(
        ordered[:300], key=lambda one: (one.state == "done", one.by_on is None, one.by_on, one.place)
    )
