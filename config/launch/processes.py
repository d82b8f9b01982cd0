"""Which processes are alive, and which of them are a PostgreSQL over a certain data folder."""

import os
import sys
from pathlib import Path


def alive(pid: int) -> bool:
    """Whether a process of this number does anything still: one that waits to be buried does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    if not sys.platform.startswith("linux"):
        return True
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def is_server(pid: int, data: Path) -> bool:
    """Whether this process is the server over this data: its number alone may have been given to another."""
    if not alive(pid):
        return False
    return not sys.platform.startswith("linux") or _works_in(pid, data, if_hidden=True)


def any_in(data: Path) -> bool:
    """Whether any PostgreSQL process works in this data folder; every one of them stands in it."""
    return any(alive(pid) and _works_in(pid, data, if_hidden=False) for pid in _numbers())


def _works_in(pid: int, data: Path, *, if_hidden: bool) -> bool:
    try:
        if Path(f"/proc/{pid}/comm").read_text().strip() != "postgres":
            return False
        return os.path.samefile(f"/proc/{pid}/cwd", data)
    except PermissionError:  # some containers hide where another account's process stands, from root even
        return if_hidden
    except OSError:  # gone meanwhile
        return False


def _numbers() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
