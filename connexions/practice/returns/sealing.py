"""The package by which one authority hands a young person to another: readable by both, and sealed.

The seal is a signature with a key that is made from the installation's own secret, and the package bears the public
half. A changed word breaks it. That the key is really the other authority's is not proved by it: the first package
from a place shows the key's fingerprint, to be compared on the telephone; later ones say that the key is known.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from connexions.ground.base.refusals import NotPossible

KIND, EDITION = "connexions-transfer", 1
LARGEST = 64 * 1024
BROKEN = "The package was changed on its way, or cut short: ask the other authority to send it again."
NO_PACKAGE = "This is no package of a young person. Choose the file that the other authority sent."


@dataclass(frozen=True)
class Opened:
    """What a package says, after its seal was found whole."""

    from_authority: str
    to_authority: str
    moved_on: date
    number: str
    fields: dict[str, Any]
    key: str
    digest: str


def pack(*, from_authority: str, to_authority: str, moved_on: date, fields: dict[str, Any]) -> bytes:
    """A sealed package: the same content gives the same bytes."""
    body = {
        "kind": KIND,
        "edition": EDITION,
        "from": from_authority,
        "to": to_authority,
        "moved_on": moved_on.isoformat(),
        "fields": fields,
        "key": _encoded(_key().public_key().public_bytes_raw()),
    }
    sealed = body | {"seal": _encoded(_key().sign(_plain(body)))}
    return json.dumps(sealed, ensure_ascii=False, sort_keys=True, indent=1).encode()


def unpack(data: bytes) -> Opened:
    """What a package says. Raises ``NotPossible`` for one that is none, or whose seal is broken."""
    if len(data) > LARGEST:
        raise NotPossible(NO_PACKAGE)
    try:
        body = json.loads(data)
        seal, key = _decoded(body.pop("seal")), _decoded(body["key"])
        Ed25519PublicKey.from_public_bytes(key).verify(seal, _plain(body))
    except InvalidSignature as error:
        raise NotPossible(BROKEN) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotPossible(NO_PACKAGE) from error
    if body.get("kind") != KIND or body.get("edition") != EDITION:
        raise NotPossible("The package was made by a newer version of this program than this one can read.")
    return _opened(body, key, data)


def fingerprint() -> str:
    """That of this installation's own key, as it is read out on the telephone."""
    return _fingerprint(_key().public_key().public_bytes_raw())


def _opened(body: dict[str, Any], key: bytes, data: bytes) -> Opened:
    fields = body["fields"]
    words = {
        name: value for name, value in fields.items() if isinstance(name, str) and isinstance(value, str)
    }
    if len(words) != len(fields) or not words.get("YoungPersonsID"):
        raise NotPossible(NO_PACKAGE)
    return Opened(
        from_authority=str(body["from"])[:3],
        to_authority=str(body["to"])[:3],
        moved_on=date.fromisoformat(body["moved_on"]),
        number=words["YoungPersonsID"][:13],
        fields=words,
        key=_fingerprint(key),
        digest=hashlib.sha256(_plain(body)).hexdigest(),
    )


@cache
def _key() -> Ed25519PrivateKey:
    seed = hashlib.sha256(b"returns.transfer\x00" + settings.SEAL_KEY.encode()).digest()
    return Ed25519PrivateKey.from_private_bytes(seed)


def _fingerprint(key: bytes) -> str:
    told = hashlib.sha256(key).hexdigest()[:24].upper()
    return " ".join(told[place : place + 4] for place in range(0, 24, 4))


def _plain(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode()


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text)
