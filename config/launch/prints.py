"""Fingerprints: whether files are as they were when something was last made from them."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def of(paths: Iterable[Path]) -> str:
    """One word for these files: it changes when one of them is written, added or removed."""
    digest = hashlib.sha256()
    for path in sorted(set(paths)):
        if path.is_file() and path.suffix != ".pyc":
            found = path.stat()
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def same(mark: Path, fingerprint: str) -> bool:
    """Whether the mark left last time says the same."""
    return mark.exists() and mark.read_text() == fingerprint


def keep(mark: Path, fingerprint: str) -> None:
    """Leave the mark for next time."""
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(fingerprint)
