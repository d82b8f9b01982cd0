"""Who helps a young person, and handing over."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from connexions.ground.base.doors import open_to
from connexions.ground.design.asking import answered, asked
from connexions.practice.casework import permissions
from connexions.practice.casework.actions import allocations
from connexions.practice.casework.forms.allocations import AllocateForm
from connexions.practice.casework.queries import staff
from connexions.practice.casework.queries.allocations import allocations_of
from connexions.registers.people.opening import opened
from connexions.registers.people.sight import Part


@open_to(permissions.MANAGERS)
def allocate(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Give a young person an adviser, or hand them over to another."""
    record = opened(request, young_person_id, page="casework.allocation", part=Part.HEADLINE)
    person, by, key = record.young_person, record.by, f"allocate:{young_person_id}"
    advisers = list(staff.advisers(by=by, on=record.on))
    form = asked(request, AllocateForm, key=key, by=by, advisers=advisers)

    def show(status: int) -> HttpResponse:
        loads = staff.loads(by=by, of=[one.user_id for one in advisers])
        told = {
            "form": form,
            "loads": [(one, loads[one.user_id]) for one in advisers],
            "earlier": allocations_of(of=person, by=by),
            "draft": key,
        }
        return record.page("casework/allocate.html", "allocate", status=status, **told)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        to = form.chosen
        allocations.allocate(young_person=person, to=to, on=record.on, by=by, reason=told["reason"])
        messages.success(request, f"{to.user.name} is {person.known_as}’s adviser now.")

    back = reverse("people:record", args=[young_person_id])
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)
