"""Identifiers that are unguessable and still sorted by the time they were made (UUID version 7, RFC 9562)."""

import os
import time
from uuid import UUID


def new_id() -> UUID:
    """A fresh UUIDv7: 48 bits of milliseconds, then 74 random bits."""
    return id_at(time.time_ns() // 1_000_000, os.urandom(10))


def id_at(milliseconds: int, noise: bytes) -> UUID:
    """The UUIDv7 of a moment and ten bytes of noise; the same input gives the same id."""
    value = milliseconds << 80 | int.from_bytes(noise[:10], "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)
