"""What became of what was written, in a sentence."""

from typing import Any

from django.urls import reverse

from connexions.ground.base.acting import Actor
from connexions.practice.outreach.models import Written
from connexions.practice.outreach.queries.written import name_for

KINDS = {Written.Kind.CONTACT: "contact", Written.Kind.STEP: "step done"}


def answer(written: Written, *, by: Actor) -> dict[str, Any]:
    """What the device is told about something it sent."""
    held = written.status == Written.Status.HELD
    return {
        "id": str(written.made_id),
        "state": written.status,
        "sentence": written.sentence,
        "name": name_for(written.young_person, by),
        "href": reverse("outreach:decide", args=[written.pk]) if held else "",
    }


def line(written: Written, *, by: Actor) -> dict[str, Any]:
    """What a page says of it."""
    given = written.status == Written.Status.GIVEN
    return {
        "id": written.pk,
        "name": name_for(written.young_person, by),
        "what": KINDS[Written.Kind(written.kind)].capitalize(),
        "at": written.at,
        "sentence": f"{written.holder.name} gave this to you." if given else written.sentence,
        "href": reverse("outreach:decide", args=[written.pk]),
        "status": written.get_status_display(),
    }
