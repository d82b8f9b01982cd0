"""Keeping what was said of somebody's safety unreadable in the database."""

import base64
import hashlib
from functools import cache
from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.db import models


@cache
def _box(key: str, purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"{purpose}:{key}".encode()).digest()))


class SealedTextField(models.BinaryField):  # type: ignore[type-arg]
    """A text that lies encrypted in its column: read and written as text, never searched."""

    def __init__(self, *args: Any, purpose: str, **options: Any) -> None:
        self.purpose = purpose
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "purpose": self.purpose}

    def from_db_value(self, value: Any, *_: Any) -> str | None:
        return (
            None if value is None else _box(settings.FIELD_KEY, self.purpose).decrypt(bytes(value)).decode()
        )

    def get_prep_value(self, value: Any) -> Any:
        if value is None:
            return None
        return super().get_prep_value(_box(settings.FIELD_KEY, self.purpose).encrypt(str(value).encode()))

    def value_to_string(self, obj: Any) -> str:
        return str(self.value_from_object(obj))
