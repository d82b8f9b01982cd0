"""A photo without what the camera wrote into it: where it was taken, when, with whose telephone.

Only the way up is kept. Pictures are not drawn anew: the parts of the file that say such things are left out.
"""

import struct
from collections.abc import Iterator

from connexions.registers.papers import rules

_ORIENTATION = 0x0112
_PNG_TOLD = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}


def bare(content: bytes, content_type: str) -> bytes:
    """The same picture, and nothing about its taking. What is no picture, or is damaged, comes back as it was."""
    strip = {rules.JPEG: _jpeg, rules.PNG: _png, rules.WEBP: _webp}.get(content_type)
    if strip is None:
        return content
    try:
        return strip(content)
    except (struct.error, IndexError, ValueError):
        return content


def _jpeg(content: bytes) -> bytes:
    kept, at, way_up = [content[:2]], 2, 1
    while True:
        if content[at] != 0xFF:
            raise ValueError("not a marker")
        marker = content[at + 1]
        if marker == 0xDA:  # the picture itself begins
            kept.append(content[at:])
            break
        (length,) = struct.unpack(">H", content[at + 2 : at + 4])
        segment = content[at : at + 2 + length]
        if marker == 0xE1:  # Exif, XMP
            way_up = _way_up(segment[10:]) if segment[4:10] == b"Exif\0\0" else way_up
        elif marker != 0xED and marker != 0xFE:  # captions; comments
            kept.append(segment)
        at += 2 + length
    if way_up != 1:
        kept.insert(1, _only_way_up(way_up))
    return b"".join(kept)


def _way_up(tiff: bytes) -> int:
    """Which way up the camera was held, from 1 to 8."""
    order = "<" if tiff[:2] == b"II" else ">"
    (first,) = struct.unpack(order + "I", tiff[4:8])
    (entries,) = struct.unpack(order + "H", tiff[first : first + 2])
    for number in range(entries):
        place = first + 2 + number * 12
        tag, _, _, value = struct.unpack(order + "HHIH", tiff[place : place + 10])
        if tag == _ORIENTATION:
            return int(value) if 1 <= value <= 8 else 1
    return 1


def _only_way_up(way_up: int) -> bytes:
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, way_up, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _png(content: bytes) -> bytes:
    kept, at = [content[:8]], 8
    while at < len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        end = at + 12 + length
        if content[at + 4 : at + 8] not in _PNG_TOLD:
            kept.append(content[at:end])
        at = end
    return b"".join(kept)


def _webp(content: bytes) -> bytes:
    kept = [_flagged(kind, chunk) for kind, chunk in _chunks(content) if kind not in (b"EXIF", b"XMP ")]
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(content):
        (length,) = struct.unpack("<I", content[at + 4 : at + 8])
        end = at + 8 + length + length % 2
        yield content[at : at + 4], content[at:end]
        at = end


def _flagged(kind: bytes, chunk: bytes) -> bytes:
    """The header says which chunks there are: it must not promise what is left out."""
    if kind != b"VP8X":
        return chunk
    return chunk[:8] + bytes([chunk[8] & ~0b1100]) + chunk[9:]
