"""What nobody may read in the database is sealed here, and nowhere else.

AES-256-GCM under a key that is not in the database, one for each purpose. With what is sealed goes what it is for
and whom it belongs to: moved to another row, or altered, it does not open. Several keys are valid at once: the newest
seals, and what is stored says which opens it (``bin/connexions keys rotate`` makes a new one and seals all anew).
The field key is number 0, and opens what was sealed before there were numbers.
"""

import base64
import hashlib
import os
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from config import keys

MARK = b"\xc5cx1"  # what is sealed begins so, then with the number of its key
HEAD, NONCE, TAG = len(MARK) + 4, 12, 16
FIRST = 0  # the field key

Before = Callable[[bytes], bytes]  # opens what was sealed before there were numbers; raises ``Damaged``


class Damaged(Exception):
    """What is stored is not what was sealed, or belongs elsewhere, or its key is gone."""


def seal(what: str | bytes, purpose: str, *, to: str = "", key: int | None = None) -> bytes:
    """*what*, unreadable. *purpose* says what it is for, in words that never change; *to* whose it is (an
    identifier, or several): both are needed to open it."""
    number = newest() if key is None else key
    plain, nonce = what.encode() if isinstance(what, str) else what, os.urandom(NONCE)
    head = head_of(number)
    return head + nonce + _box(_secret(number), purpose).encrypt(nonce, plain, _bound(head, purpose, to))


def unseal(sealed: bytes | memoryview, purpose: str, *, to: str = "", before: Before | None = None) -> bytes:
    """What ``seal`` sealed. *before* opens what was sealed in the way of the room before. Raises ``Damaged``."""
    whole = bytes(sealed)
    number = number_of(whole)
    if number is None:
        if before is None:
            raise Damaged(f"What is stored as {purpose} was never sealed.")
        return before(whole)
    head, nonce, box = whole[:HEAD], whole[HEAD : HEAD + NONCE], whole[HEAD + NONCE :]
    try:
        return _box(_secret(number), purpose).decrypt(nonce, box, _bound(head, purpose, to))
    except InvalidTag:
        if before is None:
            raise Damaged(f"What is stored as {purpose} is not what was sealed.") from None
    return before(whole)  # older nonces are random: one in four thousand million begins like a mark


def unseal_text(
    sealed: bytes | memoryview, purpose: str, *, to: str = "", before: Before | None = None
) -> str:
    """The same, of text."""
    return unseal(sealed, purpose, to=to, before=before).decode()


def number_of(sealed: bytes | memoryview) -> int | None:
    """The number of the key that opens it; none where it was sealed before there were numbers."""
    whole = bytes(sealed[: HEAD + NONCE + TAG])
    if len(whole) < HEAD + NONCE + TAG or not whole.startswith(MARK):
        return None
    return int.from_bytes(whole[len(MARK) : HEAD], "big")


def head_of(number: int) -> bytes:
    """How all that was sealed with this key begins."""
    return MARK + number.to_bytes(4, "big")


def numbers() -> list[int]:
    """The keys that are here, the newest last."""
    return sorted(_ring())


def newest() -> int:
    """The key that seals now."""
    return max(_ring())


def fernet(label: str) -> Before:
    """How rooms sealed before there were numbers: Fernet, under the field key with a word before it."""

    def opened(sealed: bytes) -> bytes:
        try:
            return _fernet(f"{label}{settings.FIELD_KEY}").decrypt(sealed)
        except InvalidToken:
            raise Damaged("What is stored is not what was sealed.") from None

    return opened


def _bound(head: bytes, purpose: str, to: str) -> bytes:
    return head + purpose.encode() + b"\x00" + to.encode()


def _secret(number: int) -> str:
    found = _ring().get(number) or keys.retired(settings.SEALING_KEYS, number=number)
    if found is None:
        raise Damaged(f"The key number {number}, with which this was sealed, is not here.")
    return found


def _ring() -> dict[int, str]:
    """All keys, read anew as soon as one was added: a program that runs seals with it from then on."""
    folder = settings.SEALING_KEYS
    try:
        seen = os.stat(folder).st_mtime_ns
    except FileNotFoundError:
        seen = 0
    return _read(folder, seen, settings.FIELD_KEY)


@lru_cache(maxsize=8)
def _read(folder: Path, seen: int, first: str) -> dict[int, str]:
    return {FIRST: first} | keys.sealing(folder)


@lru_cache(maxsize=256)
def _box(secret: str, purpose: str) -> AESGCM:
    told = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"connexions sealing " + purpose.encode())
    return AESGCM(told.derive(secret.encode()))


@cache
def _fernet(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()))


def of_row(row: models.Model) -> str:
    """What most of what is sealed belongs to: its own row."""
    return str(row.pk)


class SealedBytesField(models.BinaryField):  # type: ignore[type-arg]
    """A column of what a room seals and unseals itself. Says how, so that it is found and sealed anew when the key
    changes (``resealing``), and so that no history is kept of it.

    *to* tells of a row to whom it belongs; *before* of a row how it was sealed before there were numbers.
    """

    def __init__(
        self,
        *args: Any,
        purpose: str = "",
        to: Callable[[Any], str] = of_row,
        before: Callable[[Any], Before] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.purpose, self.to, self.before = purpose, to, before

    def deconstruct(self) -> Any:
        """To a migration it is bytes: how they are sealed concerns no table."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.BinaryField", args, kwargs

    def sealed_for(self, row: models.Model, what: str | bytes) -> bytes:
        return seal(what, self.purpose, to=self.to(row))

    def opened_for(self, row: models.Model, sealed: bytes | memoryview) -> bytes:
        before = self.before(row) if self.before else None
        return unseal(sealed, self.purpose, to=self.to(row), before=before)


class Stored(bytes):
    """Sealed, as it came from the database or goes there."""


class _Opening(DeferredAttribute):
    """Opens what is sealed when it is first asked for: a list that does not show it costs nothing."""

    def __get__(self, row: Any, owner: Any = None) -> Any:
        value = super().__get__(row, owner)
        if not isinstance(value, bytes) or row is None:
            return value
        field: Any = self.field
        text = field.opened_for(row, value).decode() if isinstance(value, Stored) and value else ""
        row.__dict__[field.attname] = text
        return text

    def __set__(self, row: Any, value: Any) -> None:
        row.__dict__[self.field.attname] = value


class SealedTextField(SealedBytesField):
    """Text that is sealed as its row is saved and opened as it is read; bound to its row, or to what *to* says::

        words = SealedTextField(purpose="safeguarding concern")

    ``update`` and ``bulk_update`` cannot write it, for they do not know whose it is; nothing is found by it.
    """

    descriptor_class = _Opening

    def from_db_value(self, value: Any, *_: Any) -> Any:
        return None if value is None else Stored(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname)
        if value is None or isinstance(value, Stored):
            return value
        return Stored(self.sealed_for(model_instance, value))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is not None and not isinstance(value, Stored):
            raise TypeError(f"{self.name} is sealed when its row is saved: it cannot be written otherwise.")
        return super().get_db_prep_value(value, connection, prepared)
