"""What a file is, told by what is in it: its name and what a browser says of it prove nothing."""

import zipfile
from typing import BinaryIO

from connexions.ground.base.refusals import NotPossible
from connexions.registers.papers import rules

_BEGINNINGS = {b"\xff\xd8\xff": rules.JPEG, b"\x89PNG\r\n\x1a\n": rules.PNG}
_APPLE = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = 0x1 | 0x40  # a part of an archive is encrypted; strongly
_CONTROL = set(range(32)) - {9, 10, 12, 13}  # no text holds these


def content_type(stream: BinaryIO) -> str:
    """The content type of a file that may be kept. Raises ``NotPossible`` with what to do about another."""
    stream.seek(0)
    head = stream.read(1024)
    if not head:
        raise NotPossible(rules.EMPTY)
    for beginning, found in _BEGINNINGS.items():
        if head.startswith(beginning):
            return found
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return rules.WEBP
    if head[4:8] == b"ftyp" and head[8:12] in _APPLE:
        raise NotPossible(rules.APPLE)
    if b"%PDF-" in head:
        return rules.PDF
    if head.startswith(_ZIP):
        return _of_archive(stream)
    if head.startswith(
        _OLE
    ):  # Word of before 2007, or a newer file with a password: neither can be looked into
        raise NotPossible(rules.LOCKED if b"E\0n\0c\0r\0y\0p\0t" in _whole(stream) else rules.NOT_KNOWN)
    return _of_text(_whole(stream))


def _whole(stream: BinaryIO) -> bytes:
    stream.seek(0)
    return stream.read(rules.LIMIT + 1)


def _of_archive(stream: BinaryIO) -> str:
    """A document of an office: an archive that says what it is. Only its list of contents is read."""
    try:
        with zipfile.ZipFile(stream) as archive:
            names = {one.filename: one for one in archive.infolist()}
            if any(one.flag_bits & ENCRYPTED for one in names.values()):
                raise NotPossible(rules.LOCKED)
            if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
                raise NotPossible(rules.MACROS)
            told = names.get("mimetype")
            if told is not None and told.file_size < 100 and told.compress_type == zipfile.ZIP_STORED:
                return _of_open_document(archive.read("mimetype"), set(names))
    except NotImplementedError as problem:  # packed in a way that we do not know, or encrypted strongly
        raise NotPossible(rules.LOCKED if "encrypt" in str(problem) else rules.NOT_KNOWN) from None
    except RuntimeError:  # so zipfile says that a part is encrypted
        raise NotPossible(rules.LOCKED) from None
    except (zipfile.BadZipFile, EOFError, OSError, ValueError):  # ValueError: a name that is no text
        raise NotPossible(rules.DAMAGED) from None
    if "[Content_Types].xml" in names:
        if "word/document.xml" in names:
            return rules.DOCX
        if "xl/workbook.xml" in names:
            return rules.XLSX
    raise NotPossible(rules.NOT_KNOWN)


def _of_open_document(mimetype: bytes, names: set[str]) -> str:
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise NotPossible(rules.MACROS)
    if mimetype.strip() == rules.ODT.encode():
        return rules.ODT
    raise NotPossible(rules.NOT_KNOWN)


def _of_text(content: bytes) -> str:
    """Plain words in UTF-8, and nothing that only a machine reads."""
    try:
        content.decode()
    except UnicodeDecodeError:
        raise NotPossible(rules.NOT_KNOWN) from None
    if _CONTROL & set(content):
        raise NotPossible(rules.NOT_KNOWN)
    return rules.TEXT
