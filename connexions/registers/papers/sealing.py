"""Papers are unreadable in the database: each sheet is sealed with AES-256-GCM under the paper's own key.

A paper's key comes from the product's field key, which is not in the database, and the paper's identifier.
What a sheet belongs to is sealed with it: whose, which paper, which of how many. A sheet that was changed,
swapped or left out is noticed before anything is shown.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE = 12


class Damaged(Exception):
    """What is stored is not what was kept."""


@dataclass(frozen=True)
class Belonging:
    """What a sheet belongs to."""

    paper: UUID
    young_person: UUID
    sheets: int

    def of(self, number: int) -> bytes:
        return f"{self.paper}/{self.young_person}/{number}/{self.sheets}".encode()


def _key(paper: UUID) -> bytes:
    told = HKDF(algorithm=SHA256(), length=32, salt=paper.bytes, info=b"connexions papers")
    return told.derive(settings.FIELD_KEY.encode())


def sealed(sheets: Iterable[bytes], to: Belonging) -> Iterator[bytes]:
    """The sheets, unreadable."""
    box = AESGCM(_key(to.paper))
    for number, sheet in enumerate(sheets):
        nonce = os.urandom(NONCE)
        yield nonce + box.encrypt(nonce, sheet, to.of(number))


def unsealed(stored: Iterable[bytes | memoryview], to: Belonging) -> bytes:
    """The whole paper, once every sheet of it has been found true. Raises ``Damaged``."""
    box, found = AESGCM(_key(to.paper)), []
    for number, sheet in enumerate(stored):
        whole = bytes(sheet)
        try:
            found.append(box.decrypt(whole[:NONCE], whole[NONCE:], to.of(number)))
        except InvalidTag:
            raise Damaged(f"Sheet {number} of paper {to.paper} is not what was kept.") from None
    if len(found) != to.sheets:
        raise Damaged(f"Paper {to.paper} has {len(found)} of {to.sheets} sheets.")
    return b"".join(found)
