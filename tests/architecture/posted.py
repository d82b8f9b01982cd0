"""A text that nobody has read, from the number of the young person, in the world in which every address is walked."""

from typing import Any
from uuid import uuid4

from connexions.ground.base import clock
from connexions.ground.messaging import sealing
from connexions.ground.messaging.models import Arrival, ArrivedText
from connexions.ground.messaging.sealing import Letter


def plant_texts(about: dict[str, Any], number: str) -> dict[str, Any]:
    """The text; and a letter's number in the outbox of a demonstration, where there is none."""
    now = clock.now()
    arrival = Arrival.objects.create(
        notify_id=uuid4(), from_hash=sealing.hash_of(number), arrived_at=now, kept_at=now
    )
    text = ArrivedText(
        partnership_id=about["partnership_id"],
        arrival=arrival,
        state=ArrivedText.State.TO_READ,
        told="",
        known=True,
        arrived_at=now,
    )
    text.sealed = sealing.seal(Letter(to=number, words="ring me please"), message=text.pk)
    text.save(force_insert=True)
    return {"text_id": text.pk, "letter_id": uuid4()}
