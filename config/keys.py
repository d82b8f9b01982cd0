"""Secrets: from the environment, or made once and kept beside the data, readable by this account only."""

import os
import secrets
from pathlib import Path

SEALING = "CONNEXIONS_SEALING_KEYS"


def key(name: str, folder: Path) -> str:
    """The secret called *name*: the variable ``CONNEXIONS_<NAME>``, or the file ``<folder>/<name>``, made if
    missing.
    """
    given = os.environ.get(f"CONNEXIONS_{name.upper()}")
    if given:
        return given
    path = folder / name
    if not path.exists():
        _make(path)
    return path.read_text().strip()


def sealing(folder: Path) -> dict[int, str]:
    """The numbered keys with which what is stored is sealed: from the variable ``CONNEXIONS_SEALING_KEYS``
    (``1:secret 2:secret``), or the files ``<folder>/<number>``. The highest number seals; all of them open.
    """
    if given := os.environ.get(SEALING):
        pairs = (pair.partition(":") for pair in given.split())
        return {int(number): secret for number, _, secret in pairs}
    files = folder.glob("[0-9]*") if folder.is_dir() else ()
    return {int(path.name): path.read_text().strip() for path in files if path.name.isdigit()}


def retired(folder: Path, *, number: int) -> str | None:
    """A key that seals nothing any more, and may be needed for a copy of the database from before."""
    path = folder / f"{number}.retired"
    return path.read_text().strip() if path.exists() else None


def retire(folder: Path, *, number: int) -> bool:
    """Put a key aside. It is not destroyed: that is for whoever answers for the copies of the database."""
    path = folder / str(number)
    if os.environ.get(SEALING) or not path.exists():
        return False
    path.rename(folder / f"{number}.retired")
    return True


def add_sealing(folder: Path, *, number: int) -> None:
    """Make the numbered key. Raises ``RuntimeError`` where keys come from the environment: there it is added by hand,
    on every machine alike."""
    if os.environ.get(SEALING):
        raise RuntimeError(f"Keys come from {SEALING}: add one there.")
    _make(folder / str(number))


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(temporary, path)  # the first of two starters wins; both then read the same key
    except FileExistsError:
        pass
    finally:
        temporary.unlink()
    _be_sure_of(path.parent)


def _be_sure_of(folder: Path) -> None:
    """That the file's name is on the disk too, before anything is sealed with what is in it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
