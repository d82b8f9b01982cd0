"""What was agreed, and what is being asked."""

from uuid import UUID

from django.db.models import Q

from connexions.ground.base.acting import Actor
from connexions.ground.base.kept import Kept
from connexions.ground.base.refusals import Missing
from connexions.practice.casework.models import Asking, Edition
from connexions.registers.people import sight
from connexions.registers.people.models import ContactPoint, YoungPerson
from connexions.registers.people.record import answers
from connexions.registers.people.sight import Part

WAITING = (Asking.State.OPEN, Asking.State.CHANGE_WANTED, Asking.State.SPENT)

ASKINGS: Kept[Asking] = Kept(
    lambda one: (
        Asking.objects.filter(young_person_id=one, state__in=WAITING)
        .exclude(plan__status="closed")
        .order_by("-asked_at")
    )
)
EDITIONS: Kept[Edition] = Kept(
    lambda one: (
        Edition.objects.filter(young_person_id=one).select_related("agreed_by").order_by("agreed_on", "id")
    )
)


def asking_of(*, of: YoungPerson, by: Actor) -> Asking | None:
    """The last question that still wants something: an answer, a talk about the answer, or another link."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    return next(iter(answers(of, ASKINGS)[0]), None)


def asking(*, asking_id: UUID, of: YoungPerson, by: Actor) -> Asking:
    """One question. Raises ``Missing`` where this young person was asked none such."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    found = Asking.objects.select_related("plan").filter(pk=asking_id, young_person=of).first()
    if found is None:
        raise Missing("There is no such question to this young person.")
    return found


def asking_by_secret(*, secret_hash: str, by: Actor) -> Asking | None:
    """The question that a link leads to, in the partnership in which *by* acts."""
    found = Asking.objects.select_related("plan", "asked_by", "young_person__adviser", "young_person__team")
    return found.filter(secret_hash=secret_hash, partnership_id=by.partnership).first()


def editions_of(*, of: YoungPerson, by: Actor) -> list[Edition]:
    """Everything that was ever agreed with a young person, the earliest first."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    return answers(of, EDITIONS)[0]


def reached_by(*, of: YoungPerson, by: Actor) -> list[ContactPoint]:
    """Where a link may be sent: their own mobiles and e-mail addresses that they let us use, the preferred first."""
    sight.sight_of(of, by=by).check(Part.DETAILS)
    found = ContactPoint.objects.filter(young_person=of, whose="", opted_out_on=None, failed_on=None)
    return list(found.filter(~Q(kind=ContactPoint.Kind.PHONE)).order_by("-preferred", "-kind", "-id"))
