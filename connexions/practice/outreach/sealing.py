"""What the device seals for us, and how it lies in the database.

A copy of a sheet comes with a key to lock with. What is written away is locked with it on the device, so that it
can be sent whatever becomes of the sheet: forgotten passphrase, wiped sheet, ended day. Only the service opens it:
ECDH on P-256 with a key made for each note, HKDF, AES-GCM over the numbers of the copy and of the note.
"""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from connexions.ground.base import sealing
from connexions.ground.base.refusals import NotPossible

CURVE = ec.SECP256R1()
PURPOSE = b"connexions outreach written"
WORDS, LOCKS = "written away", "locks of copies"  # what lies in the database
before = sealing.fernet("outreach:")
DAMAGED = (
    "What arrived cannot be opened: it was damaged on the way or on the device. It is still on the device."
)


@dataclass(frozen=True)
class Parcel:
    """Something sealed on a device, as it travels: all in base64."""

    key: str
    iv: str
    box: str


def keep(told: dict[str, Any], *, made_id: UUID) -> bytes:
    """What was written, as it may stand in the database under the name that its device gave it."""
    return sealing.seal(json.dumps(told), WORDS, to=str(made_id))


def kept(sealed: bytes | memoryview, *, made_id: UUID) -> dict[str, Any]:
    """The same again; nothing where it was cleared."""
    if not sealed:
        return {}
    told: dict[str, Any] = json.loads(sealing.unseal(sealed, WORDS, to=str(made_id), before=before))
    return told


def new_lock(*, copy: UUID) -> bytes:
    """A key that opens what a device seals, as it may stand in the database with its copy."""
    made = ec.generate_private_key(CURVE).private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return sealing.seal(made, LOCKS, to=str(copy))


def lock(key: bytes | memoryview, *, copy: UUID) -> str:
    """What the device locks with: the public point, in base64."""
    point = (
        _private(key, copy)
        .public_key()
        .public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    )
    return base64.b64encode(point).decode()


def opened(parcel: Parcel, *, key: bytes | memoryview, copy: UUID, made_id: UUID) -> dict[str, Any]:
    """What a device sealed as *made_id*, with the key of a copy. Raises ``NotPossible`` where it was altered."""
    try:
        point = base64.b64decode(parcel.key, validate=True)
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
        secret = _private(key, copy).exchange(ec.ECDH(), theirs)
        derived = HKDF(hashes.SHA256(), 32, salt=point, info=PURPOSE).derive(secret)
        words = AESGCM(derived).decrypt(
            base64.b64decode(parcel.iv, validate=True),
            base64.b64decode(parcel.box, validate=True),
            f"{copy}|{made_id}".encode(),
        )
        told = json.loads(words)
    except (InvalidTag, ValueError, binascii.Error) as problem:
        raise NotPossible(DAMAGED) from problem
    if not isinstance(told, dict):
        raise NotPossible(DAMAGED)
    return told


def _private(key: bytes | memoryview, copy: UUID) -> ec.EllipticCurvePrivateKey:
    stored = sealing.unseal(key, LOCKS, to=str(copy), before=before)
    made = serialization.load_der_private_key(stored, password=None)
    assert isinstance(made, ec.EllipticCurvePrivateKey)
    return made
