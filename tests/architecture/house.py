"""The repository as these tests see it: its rooms, their files, their functions."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "connexions"


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that belongs to the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return tuple(ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file())


def rooms() -> list[Path]:
    """Every room: a folder on a floor with a sentence of its own."""
    return sorted(one.parent for one in HOUSE.glob("*/*/__init__.py"))


def modules(*kinds: str) -> Iterator[Path]:
    """The modules of these kinds in every room: ``actions.py`` and everything in ``actions/``."""
    for room in rooms():
        for kind in kinds:
            single = room / f"{kind}.py"
            if single.exists():
                yield single
            yield from sorted((room / kind).rglob("*.py"))


def actions() -> Iterator[tuple[Path, ast.FunctionDef]]:
    """Every public action; a module whose name begins with ``_`` is a part of its neighbours."""
    for path in modules("actions"):
        if not path.stem.startswith("_") or path.stem == "__init__":
            for function in public_functions(path):
                yield path, function


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def public_functions(path: Path) -> Iterator[ast.FunctionDef]:
    """The functions at the top of a module that others may call."""
    for node in tree(path).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))
