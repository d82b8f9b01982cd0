"""Risk notes: what stands, what is to be looked at again, what stood once."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.kept import Kept
from connexions.ground.base.refusals import Missing
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part
from connexions.trust.safeguarding.models import Challenge, RiskNote
from connexions.trust.safeguarding.rules.risk import is_shown

ENDS_SOON = 14  # days before its end that a note is chased
HIDDEN = "There is no such risk note, or it is not open to you."

_WORST_FIRST = {RiskNote.Severity.LIFE: 0, RiskNote.Severity.SERIOUS: 1, RiskNote.Severity.CARE: 2}


def _standing(young_person: UUID) -> QuerySet[RiskNote]:
    found = RiskNote.objects.filter(young_person_id=young_person, state=RiskNote.State.STANDING)
    return found.select_related("checked_by").order_by("-written_at", "id")


def _open_challenges(young_person: UUID) -> QuerySet[Challenge]:
    found = Challenge.objects.filter(young_person_id=young_person, state=Challenge.State.OPEN)
    return found.select_related("made_by").order_by("made_at", "id")


# Asked with all else that the strip of a record is made of.
standing_of: Kept[RiskNote] = Kept(_standing)
challenges_of: Kept[Challenge] = Kept(_open_challenges)


def in_order(notes: Collection[RiskNote], *, on: date) -> list[RiskNote]:
    """Those that are shown on a day, the worst first."""
    shown = [one for one in notes if is_shown(state=one.state, ends_on=one.ends_on, on=on)]
    return sorted(shown, key=lambda one: _WORST_FIRST[RiskNote.Severity(one.severity)])


def of(young_person: YoungPerson, *, by: Actor) -> list[RiskNote]:
    """Every note about somebody, what ended and what was taken back too, the latest first. A young person sees those
    that they know of. Raises ``NotAllowed``."""
    sight.sight_of(young_person, by=by).check(Part.DETAILS)
    found = RiskNote.objects.filter(young_person=young_person)
    if by.role is Role.YOUNG_PERSON:
        found = found.filter(known_to_them=True)
    whole = found.select_related("written_by", "checked_by").prefetch_related(
        "challenges__made_by", "challenges__answered_by", "changes__by"
    )
    return list(whole.order_by("-written_at", "id"))


def any_known(standing: Collection[RiskNote], on: date) -> bool:
    """Whether one of these is known to the young person, who may read it on their own page on a day."""
    return any(one.known_to_them for one in in_order(standing, on=on))


def note(note_id: UUID, *, by: Actor) -> RiskNote:
    """One with its history. Raises ``Missing`` or ``NotAllowed``."""
    found = (
        RiskNote.objects.select_related("young_person", "written_by", "checked_by").filter(pk=note_id).first()
    )
    if found is None or (by.role is Role.YOUNG_PERSON and not found.known_to_them):
        raise Missing(HIDDEN)
    seen = sight.sight_of(found.young_person, by=by)
    if not seen.sees(Part.HEADLINE):
        raise Missing(HIDDEN)
    seen.check(Part.DETAILS)
    return found


def challenge(challenge_id: UUID, *, by: Actor) -> Challenge:
    """One challenge, with its note. Raises ``Missing`` or ``NotAllowed``."""
    found = Challenge.objects.select_related("note__young_person", "made_by").filter(pk=challenge_id).first()
    if found is None:
        raise Missing(HIDDEN)
    note(found.note_id, by=by)
    return found


def for_visits(whom: Collection[UUID], *, on: date, by: Actor) -> dict[UUID, list[RiskNote]]:
    """What stands about each of these whom a visit is for, as far as *by* may see their details; one query."""
    seen = YoungPerson.objects.filter(sight.visible(by, Part.DETAILS), pk__in=whom).values("pk")
    found = RiskNote.objects.filter(
        young_person_id__in=seen, state=RiskNote.State.STANDING, ends_on__gt=on
    ).select_related("young_person")
    by_person: dict[UUID, list[RiskNote]] = defaultdict(list)
    for one in found.order_by("-written_at", "id"):
        by_person[one.young_person_id].append(one)
    return {whose: in_order(notes, on=on) for whose, notes in by_person.items()}


def to_look_at(*, by: Actor, on: date) -> list[RiskNote]:
    """Notes of *by*'s young people, or that *by* wrote, that are to be reviewed, end soon, or are challenged."""
    if by.id is None:
        return []
    mine = Q(young_person__adviser_id__in=by.stands_for) | Q(written_by_id=by.id)
    due = (
        Q(review_on__lte=on)
        | Q(ends_on__lte=on + timedelta(days=ENDS_SOON))
        | Q(Exists(Challenge.objects.filter(note=OuterRef("pk"), state=Challenge.State.OPEN)))
    )
    seen = YoungPerson.objects.filter(sight.visible(by, Part.DETAILS))
    found = RiskNote.objects.filter(
        mine, due, partnership_id=by.partnership, state=RiskNote.State.STANDING, ends_on__gt=on,
        young_person__in=seen,
    )  # fmt: skip
    return list(found.select_related("young_person").order_by("review_on", "id")[:20])
