"""A private PostgreSQL of these tests' own, beside the one that the suite runs on."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.launch import postgres
from config.launch.cluster import Cluster


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """A folder that the server's account may enter: pytest's own are closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="cx-test-"))
    folder.chmod(0o755)
    yield folder / "pg"
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def cluster(home: Path) -> Iterator[Cluster]:
    """A cluster that exists and may or may not be running."""
    made = Cluster(home, throwaway=True)
    postgres.start(made)
    yield made
    postgres.remove(made)
