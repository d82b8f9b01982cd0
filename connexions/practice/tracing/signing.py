"""The secret of a link: signed with the service's key, so that a letter can bear it again; it is nowhere kept."""

import hashlib
import hmac
from uuid import UUID

from django.conf import settings

from connexions.practice.tracing.rules.links import LETTERS, LONG


def secret_of(link_id: UUID) -> str:
    """What stands in the address of a link: 17 of 31 letters (84 bits) that only the service can work out."""
    digest = hmac.new(settings.FIELD_KEY.encode(), f"status link:{link_id}".encode(), hashlib.sha256).digest()
    number, letters = int.from_bytes(digest, "big"), []
    for _ in range(LONG):
        number, place = divmod(number, len(LETTERS))
        letters.append(LETTERS[place])
    return "".join(letters)
