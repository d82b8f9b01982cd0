"""Makers of files: what a scanner, a telephone and an office would send."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from datetime import UTC, datetime
from typing import Any

from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.registers.papers import actions
from connexions.registers.papers.models import Paper
from connexions.registers.people.models import YoungPerson

AT = datetime(2026, 11, 3, 10, tzinfo=UTC)
PDF = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"


def as_file(content: bytes, name: str = "scan.pdf") -> File[bytes]:
    """A file as an action is given it."""
    return File(io.BytesIO(content), name=name)


def sent(content: bytes, name: str = "scan.pdf") -> SimpleUploadedFile:
    """A file as a form sends it."""
    return SimpleUploadedFile(name, content)


def make_paper(young_person: YoungPerson, *, by: Actor, content: bytes = PDF, **said: Any) -> Paper:
    """A paper kept by somebody."""
    name = said.pop("name", "scan.pdf")
    told = {"kind": "letter", "at": AT, **said}
    with tenancy.acting(by):
        return actions.keep(young_person=young_person, upload=as_file(content, name), by=by, **told)


def archive(**members: bytes) -> bytes:
    """A zip; the first member is stored as it is, as an open document wants. "/" is written "__"."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in members.items():
            told = {"content_types": "[Content_Types].xml"}.get(name, name.replace("__", "/"))
            file.writestr(told, content)
    return made.getvalue()


def photo(*, way_up: int = 6, place: bytes = b"GPS 54.97 N 1.61 W", order: str = ">") -> bytes:
    """A JPEG's segments: Exif with the way up and where it was taken, a comment, then the picture."""
    tiff = (b"MM\0*" if order == ">" else b"II*\0") + struct.pack(order + "I", 8)
    tiff += struct.pack(order + "HHHIHHI", 1, 0x0112, 3, 1, way_up, 0, 0) + place
    exif = b"Exif\0\0" + tiff
    app1 = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    comment = b"\xff\xfe" + struct.pack(">H", 2 + len(place)) + place
    jfif = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + bytes(9)
    return b"\xff\xd8" + jfif + app1 + comment + b"\xff\xda\x00\x02 the picture \xff\xd9"


def png(*, told: bytes = b"GPS 54.97 N 1.61 W") -> bytes:
    """A PNG of one dot that also says where it was made."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    parts = [chunk(b"IHDR", header), chunk(b"eXIf", told), chunk(b"tEXt", told)]
    parts += [chunk(b"IDAT", zlib.compress(b"\0\0")), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def webp(*, told: bytes = b"GPS 54.97 N 1.61 W ") -> bytes:
    """A WebP's chunks: its header promises Exif and XMP."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)

    parts = [chunk(b"VP8X", bytes([0b1100]) + bytes(9)), chunk(b"VP8 ", b"dots!")]
    parts += [chunk(b"EXIF", told), chunk(b"XMP ", told)]
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body
