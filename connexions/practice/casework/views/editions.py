"""What was agreed, edition by edition: as it was, beside the one before it, and on paper."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from connexions.ground.base.doors import open_to
from connexions.ground.base.refusals import Missing
from connexions.practice.casework import permissions
from connexions.practice.casework.presenters import agreement, paper
from connexions.practice.casework.presenters.agreement import EditionShown
from connexions.practice.casework.queries import agreements
from connexions.practice.casework.views.plans import pdf
from connexions.registers.people.opening import Opened, opened


@open_to(permissions.READERS)
def one(request: HttpRequest, young_person_id: UUID, edition_id: UUID) -> HttpResponse:
    """An edition as it was agreed, and what it says otherwise than the one before."""
    record = opened(request, young_person_id, page="casework.edition")
    shown = _found(record, edition_id)
    goals = agreement.read_out(shown.edition.told, own=False)
    return record.page("casework/edition.html", "plan", shown=shown, edition=shown.edition, goals=goals)


@open_to(permissions.READERS)
def on_paper(request: HttpRequest, young_person_id: UUID, edition_id: UUID) -> HttpResponse:
    """An edition as a PDF; ``?large`` in large print."""
    record = opened(request, young_person_id, page="casework.edition_on_paper")
    found = _found(record, edition_id).edition
    told = paper.edition(found, of=record.young_person, partnership=record.by.partnership_name)
    return pdf(request, told)


def _found(record: Opened, edition_id: UUID) -> EditionShown:
    found = agreements.editions_of(of=record.young_person, by=record.by)
    edition = next((one for one in found if one.pk == edition_id), None)
    if edition is None:
        raise Missing("There is no such edition of this plan.")
    earlier = [one for one in found if one.plan_id == edition.plan_id and one.number < edition.number]
    return agreement.edition_shown(edition, earlier[-1] if earlier else None)
