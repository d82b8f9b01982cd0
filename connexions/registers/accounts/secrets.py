"""What must not be readable in the database: second factors."""

import base64
import hashlib
from functools import cache

from cryptography.fernet import Fernet
from django.conf import settings


@cache
def _box(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"second factors:{key}".encode()).digest()))


def seal(text: str) -> str:
    """*text*, readable only with the deployment's field key."""
    return _box(settings.FIELD_KEY).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """What ``seal`` sealed. Raises ``cryptography.fernet.InvalidToken`` for anything else."""
    return _box(settings.FIELD_KEY).decrypt(sealed.encode()).decode()
