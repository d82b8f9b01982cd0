"""Keeping addresses and words unreadable in the database."""

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from uuid import UUID

from django.conf import settings

from connexions.ground.base import sealing

PURPOSE = "letters"
before = sealing.fernet("messages:")


@dataclass(frozen=True)
class Letter:
    """What goes out: to whom, under which subject (e-mail only), saying what, or as which sheet."""

    to: str
    words: str
    subject: str = ""
    pdf: str = ""  # a letter as it is printed, in base 64


def seal(letter: Letter, *, message: UUID) -> bytes:
    """A letter as it may stand in the database, with its message and no other."""
    return sealing.seal(json.dumps(asdict(letter)), PURPOSE, to=str(message))


def unseal(sealed: bytes | memoryview, *, message: UUID) -> Letter:
    """The letter again."""
    return Letter(**json.loads(sealing.unseal(sealed, PURPOSE, to=str(message), before=before)))


def hash_of(address: str) -> str:
    """What stands for an address: the same for the same address, and meaningless without the key."""
    text = f"address:{address.strip().lower()}"
    return hmac.new(settings.FIELD_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
