"""Whether support goes on, and how it ended."""

from datetime import date

from connexions.ground.base.acting import Actor
from connexions.ground.base.kept import Kept
from connexions.practice.casework import rules
from connexions.practice.casework.models import Ending
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.record import answers
from connexions.registers.people.sight import Part

LIVE = (Ending.State.ASKED, Ending.State.ENDED)


def latest(*, of: YoungPerson) -> Ending | None:
    """The last end of support, asked for or carried out, whatever became of it. For actions: they have asked
    whether *by* may."""
    found = Ending.objects.filter(young_person=of).select_related(
        "asked_by", "decided_by", "back_by", "adviser", "plan"
    )
    return found.order_by("-asked_on", "-recorded_at", "-id").first()


def state_of(ending: Ending | None) -> str:
    """The state of support, as ``rules.SUPPORT`` has it."""
    return str(ending.state) if ending is not None and ending.state in LIVE else rules.SUPPORT.first


def endings_of(*, of: YoungPerson, by: Actor) -> list[Ending]:
    """Every end of support, the latest first."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    return answers(of, ENDINGS)[0]


ENDINGS: Kept[Ending] = Kept(
    lambda one: (
        Ending.objects.filter(young_person_id=one)
        .select_related("asked_by", "decided_by", "back_by", "adviser", "plan")
        .order_by("-asked_on", "-recorded_at", "-id")
    )
)


def to_agree(*, by: Actor, limit: int = 50) -> list[Ending]:
    """What waits for a manager, the longest waiting first, of those whom *by* may see."""
    people = YoungPerson.objects.filter(sight.visible(by, Part.CASEWORK))
    found = Ending.objects.filter(
        partnership_id=by.partnership, state=Ending.State.ASKED, young_person__in=people.values("pk")
    )
    return list(found.select_related("young_person", "asked_by").order_by("asked_on", "id")[:limit])


def summary_for(*, of: YoungPerson, by: Actor, on: date) -> Ending | None:
    """The end summary that a young person may read: of the last end that stands."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    found = Ending.objects.filter(young_person=of, state=Ending.State.ENDED, ended_on__lte=on)
    return found.select_related("adviser").order_by("-ended_on", "-id").first()
