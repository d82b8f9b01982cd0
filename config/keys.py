"""Secrets: from the environment, or made once and kept beside the data, readable by this account only."""

import os
import secrets
from pathlib import Path


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


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = path.with_suffix(f".{os.getpid()}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        os.link(temporary, path)  # the first of two starters wins; both then read the same key
    except FileExistsError:
        pass
    finally:
        temporary.unlink()
