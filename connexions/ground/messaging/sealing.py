"""Keeping addresses and words unreadable in the database."""

import base64
import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from functools import cache

from cryptography.fernet import Fernet
from django.conf import settings


@dataclass(frozen=True)
class Letter:
    """What goes out: to whom, under which subject (e-mail only), saying what, or as which sheet."""

    to: str
    words: str
    subject: str = ""
    pdf: str = ""  # a letter as it is printed, in base 64


@cache
def _box(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"messages:{key}".encode()).digest()))


def seal(letter: Letter) -> bytes:
    """A letter as it may stand in the database."""
    return _box(settings.FIELD_KEY).encrypt(json.dumps(asdict(letter)).encode())


def unseal(sealed: bytes | memoryview) -> Letter:
    """The letter again."""
    return Letter(**json.loads(_box(settings.FIELD_KEY).decrypt(bytes(sealed))))


def hash_of(address: str) -> str:
    """What stands for an address: the same for the same address, and meaningless without the key."""
    text = f"address:{address.strip().lower()}"
    return hmac.new(settings.FIELD_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
