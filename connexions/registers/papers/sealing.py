"""Papers are unreadable in the database: each sheet is sealed.

What a sheet belongs to is sealed with it: whose, which paper, which of how many. A sheet that was changed,
swapped or left out is noticed before anything is shown.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from connexions.ground.base import sealing
from connexions.ground.base.sealing import Before, Damaged

PURPOSE = "papers"
NONCE = 12  # of a sheet that was sealed before keys had numbers: it stands at its beginning


@dataclass(frozen=True)
class Belonging:
    """What a sheet belongs to."""

    paper: UUID
    young_person: UUID
    sheets: int

    def of(self, number: int) -> str:
        return f"{self.paper}/{self.young_person}/{number}/{self.sheets}"


def sealed(sheets: Iterable[bytes], to: Belonging) -> Iterator[bytes]:
    """The sheets, unreadable."""
    for number, sheet in enumerate(sheets):
        yield sealing.seal(sheet, PURPOSE, to=to.of(number))


def unsealed(stored: Iterable[bytes | memoryview], to: Belonging) -> bytes:
    """The whole paper, once every sheet of it has been found true. Raises ``Damaged``."""
    found = []
    for number, sheet in enumerate(stored):
        try:
            found.append(sealing.unseal(sheet, PURPOSE, to=to.of(number), before=before(to, number)))
        except Damaged as problem:
            raise Damaged(f"Sheet {number} of paper {to.paper} is not what was kept: {problem}") from None
    if len(found) != to.sheets:
        raise Damaged(f"Paper {to.paper} has {len(found)} of {to.sheets} sheets.")
    return b"".join(found)


def before(to: Belonging, number: int) -> Before:
    """How a sheet was sealed before keys had numbers: under a key of its paper's own, made of the field key."""

    def opened(sheet: bytes) -> bytes:
        told = HKDF(algorithm=SHA256(), length=32, salt=to.paper.bytes, info=b"connexions papers")
        box = AESGCM(told.derive(settings.FIELD_KEY.encode()))
        try:
            return box.decrypt(sheet[:NONCE], sheet[NONCE:], to.of(number).encode())
        except InvalidTag:
            raise Damaged("it was altered, or is another's.") from None

    return opened
