"""Where things lie: the repository, its git-ignored `var/`, and what is made there."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def var() -> Path:
    """The folder for everything that a run leaves behind; CONNEXIONS_VAR moves it."""
    given = os.environ.get("CONNEXIONS_VAR")
    return Path(given).expanduser().resolve() if given else ROOT / "var"
