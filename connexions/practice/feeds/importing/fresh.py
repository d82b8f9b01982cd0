"""Fresh identifiers by the hundred thousand: UUIDv7 as `base.ids.new_id` makes it, as text and in lots."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

LOT = 4096


def fresh_ids() -> Iterator[str]:
    """Identifiers without end, sorted by the moment at which their lot was made."""
    while True:
        moment = f"{time.time_ns() // 1_000_000:012x}"
        head = f"{moment[:8]}-{moment[8:]}-7"
        noise = os.urandom(10 * LOT).hex()
        for start in range(0, 20 * LOT, 20):
            bits = noise[start : start + 19]
            yield f"{head}{bits[:3]}-{_VARIANT[bits[3]]}{bits[4:7]}-{bits[7:]}"


_VARIANT = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}
