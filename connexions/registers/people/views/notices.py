"""What a young person was told: on their own page, and on their record."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from connexions.ground.audit.actions import note_read
from connexions.ground.base import clock
from connexions.ground.base.acting import Role
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import Missing, NotPossible
from connexions.registers.people.actions import notices
from connexions.registers.people.audiences import audience_for
from connexions.registers.people.models import Notice
from connexions.registers.people.opening import opened
from connexions.registers.people.presenters import notices as shown
from connexions.registers.people.queries.notices import notices_of
from connexions.registers.people.sight import READERS, WRITERS, Part, find


@open_to(Role.YOUNG_PERSON)
def mine(request: HttpRequest) -> HttpResponse:
    """What the young person who is reading was told; sent back, it is no longer new."""
    by = actor(request)
    young_person, _ = find(by.young_person, by=by, part=Part.CASEWORK)
    if request.method == "POST":
        notices.note_seen(young_person=young_person, at=clock.now(), by=by)
        return redirect("people:notices")
    note_read(by=by, young_person_id=young_person.pk, page="people.notices")
    told = shown.mine(notices_of(of=young_person, by=by))
    return render(request, "people/notices.html", told | {"young_person": young_person})


@open_to(READERS)
def told(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """What a young person was told, how, and whether it reached them."""
    record = opened(request, young_person_id, page="people.told", part=Part.CASEWORK)
    found = notices_of(of=record.young_person, by=record.by)
    return record.page(
        "people/told.html",
        "told",
        notices=shown.told(found),
        audience_told=audience_for(record.young_person, Part.CASEWORK),
    )


@open_to(WRITERS)
@require_POST
def tell_in_person(request: HttpRequest, young_person_id: UUID, notice_id: UUID) -> HttpResponse:
    """Somebody has told them what could not be sent."""
    record = opened(request, young_person_id, page="people.told", part=Part.CASEWORK, writes=True)
    notice = Notice.objects.filter(pk=notice_id, young_person=record.young_person).first()
    if notice is None:
        raise Missing("There is no such notice on this record.")
    try:
        notices.tell_in_person(notice=notice, at=clock.now(), by=record.by)
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, f"Noted: you have told {record.young_person.known_as} yourself.")
    return redirect("people:told", young_person_id)
