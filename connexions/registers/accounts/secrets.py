"""What must not be readable in the database: second factors."""

import base64
import binascii

from connexions.ground.base import sealing
from connexions.ground.base.sealing import Damaged

PURPOSE = "second factors"
_before = sealing.fernet("second factors:")


def seal(text: str) -> str:
    """*text*, readable only with a key that is not in the database."""
    return base64.urlsafe_b64encode(sealing.seal(text, PURPOSE)).decode()


def unseal(sealed: str) -> str:
    """What ``seal`` sealed. Raises ``Damaged`` for anything else."""
    try:
        whole = base64.urlsafe_b64decode(sealed)
    except (ValueError, binascii.Error):
        raise Damaged("What is stored as a second factor was never sealed.") from None
    if sealing.number_of(whole) is None:  # from before keys had numbers: a token, as it stands
        return _before(sealed.encode()).decode()
    return sealing.unseal_text(whole, PURPOSE)


def number_of(sealed: str) -> int | None:
    """The number of the key that opens it; none where it was sealed before there were numbers."""
    try:
        return sealing.number_of(base64.urlsafe_b64decode(sealed))
    except (ValueError, binascii.Error):
        return None
