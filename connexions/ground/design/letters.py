"""Which characters we can draw on paper: read from the fonts themselves."""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = "print"
# Ours first; then, for what it lacks, those of the languages that are spoken where we work, and signs.
FAMILIES = [
    "Atkinson Hyperlegible Next",
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Bengali",
    "Noto Sans Gurmukhi",
    "Noto Sans Ethiopic",
    "Noto Emoji",
    "Libertinus Serif",  # typst's own, where there are no others
]
# Joiners and directions, which are drawn by what stands beside them.
UNSEEN = {0xAD, 0x61C, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)}
BOX = "\N{WHITE SQUARE}"
LATIN = frozenset(range(0x20, 0x17F)) | frozenset(map(ord, "‘’“”–—…•·□×→"))  # what typst's own can draw


class Drawable:
    """Lets through what can be drawn, and remembers whether anything was left out."""

    def __init__(self, folder: Path) -> None:
        self._known = known(folder)
        self.left_out = False

    def only(self, told: Any) -> Any:
        """*told* with a box for every character that we have no letter for."""
        if isinstance(told, str):
            return self._text(told)
        if isinstance(told, dict):
            return {name: self.only(value) for name, value in told.items()}
        if isinstance(told, list | tuple):
            return [self.only(value) for value in told]
        return told

    def _text(self, text: str) -> str:
        if text.isascii() and text.isprintable():
            return text
        return "".join(self._one(sign) for sign in unicodedata.normalize("NFC", text))

    def _one(self, sign: str) -> str:
        if unicodedata.category(sign) == "Cc":
            return sign if sign in "\n\t" else " "
        if ord(sign) in self._known or ord(sign) in UNSEEN:
            return sign
        self.left_out = True
        return BOX


@cache
def known(folder: Path) -> frozenset[int]:
    """The characters that the fonts in *folder* hold."""
    found = {code for path in sorted(folder.glob("*.ttf")) for code in codes(path.read_bytes())}
    return frozenset(found) or LATIN


def codes(font: bytes) -> Iterator[int]:
    """The characters of one font, from its ``cmap`` (https://learn.microsoft.com/typography/opentype/spec/cmap)."""
    number = struct.unpack_from(">H", font, 4)[0]
    tables = {
        font[12 + 16 * n : 16 + 16 * n]: struct.unpack_from(">II", font, 20 + 16 * n) for n in range(number)
    }
    at = tables[b"cmap"][0]
    for n in range(struct.unpack_from(">H", font, at + 2)[0]):
        start = at + struct.unpack_from(">I", font, at + 8 + 8 * n)[0]
        kind = struct.unpack_from(">H", font, start)[0]
        if kind == 4:
            yield from _by_segments(font, start)
        elif kind == 12:
            yield from _by_groups(font, start)


def _by_segments(font: bytes, start: int) -> Iterator[int]:
    segments = struct.unpack_from(">H", font, start + 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", font, start + 14)
    firsts = struct.unpack_from(f">{segments}H", font, start + 16 + 2 * segments)
    for first, end in zip(firsts, ends, strict=True):
        yield from (code for code in range(first, end + 1) if code != 0xFFFF)


def _by_groups(font: bytes, start: int) -> Iterator[int]:
    for n in range(struct.unpack_from(">I", font, start + 12)[0]):
        first, end = struct.unpack_from(">II", font, start + 16 + 12 * n)
        yield from range(first, end + 1)
