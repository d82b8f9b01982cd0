"""Remembering which texts a file has had, in as little memory as can be."""

from __future__ import annotations

from array import array

_SMALLEST = 1 << 10


class Remembered:
    """A set of texts, kept as their 64-bit hashes in one open table: 12 to 24 bytes for each.

    Two different texts of a million are taken for one with a chance of 1 in 30 million, and the hash differs
    from run to run. Python's own set would take 60 to 90 bytes, and the texts besides.
    """

    def __init__(self) -> None:
        self._slots = array("q", bytes(8 * _SMALLEST))
        self._mask = _SMALLEST - 1
        self._count = 0
        self._most = _SMALLEST * 2 // 3

    def had(self, text: str) -> bool:
        """Whether the text was given before; it is remembered from now on."""
        slots, mask = self._slots, self._mask
        mark = hash(text) or 1  # 0 is an empty slot
        place = mark & mask
        while found := slots[place]:
            if found == mark:
                return True
            place = (place + 1) & mask
        slots[place] = mark
        self._count += 1
        if self._count > self._most:
            self._grow()
        return False

    def __len__(self) -> int:
        return self._count

    @property
    def size(self) -> int:
        """How many bytes the table takes."""
        return len(self._slots) * self._slots.itemsize

    def _grow(self) -> None:
        marks = self._slots
        size = len(marks) * 2
        slots = array("q", bytes(8)) * size
        mask = size - 1
        for mark in marks:
            if mark:
                place = mark & mask
                while slots[place]:
                    place = (place + 1) & mask
                slots[place] = mark
        self._slots, self._mask, self._most = slots, mask, size * 2 // 3
