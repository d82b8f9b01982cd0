"""Whom a text, e-mail or letter to a group reaches, and whom not and why."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing
from connexions.practice.tracing.models import Recipient, Sending, StatusLink
from connexions.practice.tracing.queries.known import known_of
from connexions.practice.tracing.rules.next_contact import Known
from connexions.registers.people import sight
from connexions.registers.people.models import Residence, YoungPerson
from connexions.registers.people.sight import Part

MOST = 500

NO_HELP = "Said that they want no help"
UNSEEN = "You may not see how they are reached"
NONE = {
    "text": "No mobile number",
    "email": "No e-mail address",
    "letter": "No address",
}
OPTED_OUT = "Asked us not to use it"
TEXTED_STOP = "Texted STOP"
FAILED = "Did not work before"
MOVED = "Is said to have moved"
KINDS = {"text": "mobile", "email": "email"}


@dataclass(frozen=True)
class Meant:
    """One young person of a group: where it goes, or why it does not."""

    young_person: YoungPerson
    point: UUID | None = None
    value: str = ""
    left_out: str = ""


def meant(*, whom: Sequence[YoungPerson], way: str, by: Actor, at: datetime) -> list[Meant]:
    """Whom it would reach, in the order given, in a fixed number of statements."""
    known = known_of(whom, by=by, at=at)
    return [
        _meant(one, known.get(one.pk), way)
        if sight.may_be_written_to(one)
        else Meant(one, left_out=sight.NOT_BY_ITSELF)
        for one in whom
    ]


def why_not(found: Iterable[Meant]) -> list[tuple[str, int]]:
    """Why some are left out, and how many for each reason, the most first."""
    return Counter(one.left_out for one in found if one.left_out).most_common()


def sendings(*, by: Actor) -> QuerySet[Sending]:
    """What was sent to groups here, the latest first."""
    return (
        Sending.objects.select_related("made_by").filter(partnership_id=by.partnership).order_by("-made_at")
    )


def sending(*, sending_id: UUID, by: Actor) -> Sending:
    """One of them. Raises ``Missing``."""
    found = sendings(by=by).filter(pk=sending_id).first()
    if found is None:
        raise Missing("There is no such sending here.")
    return found


def recipients(of: Sending, *, by: Actor) -> QuerySet[Recipient]:
    """Its recipients whom *by* may know, those left out last."""
    seen = YoungPerson.objects.filter(sight.visible(by, Part.STATUS))
    found = Recipient.objects.select_related("young_person", "message").filter(
        sending=of, young_person__in=seen
    )
    return found.order_by("left_out", "young_person__family_name", "young_person__given_name", "id")


def homes_of(whom: Iterable[UUID]) -> dict[UUID, Residence]:
    """Where each of these lives."""
    found = Residence.objects.filter(young_person__in=list(whom), until_on=None, no_fixed_address=False)
    return {one.young_person_id: one for one in found.exclude(postcode="")}


def links_of(sending: Sending) -> dict[UUID, UUID]:
    """By young person, the link that their letter bears."""
    found = StatusLink.objects.filter(sending=sending).order_by("asked_at")
    return dict(found.values_list("young_person_id", "id"))


def cost_of(of: Sending) -> Decimal | None:
    """What it has cost in pence as far as the gateway has said; nothing where it says nothing."""
    found: Decimal | None = of.recipients.filter(~Q(message=None)).aggregate(all=Sum("message__cost_pence"))[
        "all"
    ]
    return found


def _meant(young_person: YoungPerson, known: Known | None, way: str) -> Meant:
    if known is None:
        return Meant(young_person, left_out=UNSEEN)
    if known.tries and known.tries[0].outcome == "does_not_want_help":
        return Meant(young_person, left_out=NO_HELP)
    if way == "letter":
        reason = NONE[way] if not known.has_address else MOVED if known.moved else ""
        return Meant(young_person, left_out=reason)
    own = [one for one in known.points if one.kind == KINDS[way] and not one.whose]
    usable = [one for one in own if not one.closed]
    if usable:
        best = next((one for one in usable if one.preferred), usable[0])
        return Meant(young_person, UUID(best.key), best.value)
    if any(one.closed == "texted STOP" for one in own):
        return Meant(young_person, left_out=TEXTED_STOP)
    if any(one.closed == "opted out" for one in own):
        return Meant(young_person, left_out=OPTED_OUT)
    return Meant(young_person, left_out=FAILED if own else NONE[way])
