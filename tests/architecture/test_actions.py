"""Actions are the only hand that writes, and it is always known whose hand."""

import ast
from pathlib import Path

import pytest

from tests.architecture import house

# Not actions upon records: the machinery by which audit and long work are done at all.
MACHINERY = {
    ("connexions/ground/audit/actions.py", "waiting_for_page"),
    ("connexions/ground/audit/actions.py", "write_down"),
    ("connexions/ground/jobs/actions.py", "actors_are_checked_by"),
    ("connexions/ground/jobs/actions.py", "task"),
}
WRITES = {
    "save",
    "create",
    "delete",
    "update",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
}
READERS = ("views", "presenters", "forms", "queries", "permissions")
# Words that look like a write on a model and are none: a dictionary's, a session's, a hash's.
HARMLESS_OWNERS = {"session", "cache", "context", "told", "data", "initial", "attrs", "kwargs", "super()"}


def actions() -> list[tuple[Path, ast.FunctionDef]]:
    return list(house.actions())


@pytest.mark.parametrize(("path", "function"), actions(), ids=lambda one: getattr(one, "name", one))
def test_an_action_names_who_acts(path: Path, function: ast.FunctionDef) -> None:
    if (house.short(path), function.name) in MACHINERY:
        return
    names = {one.arg for one in (*function.args.args, *function.args.kwonlyargs)}
    assert "by" in names, f"{house.short(path)}: {function.name} does not say by whom (by=)"


@pytest.mark.parametrize(("path", "function"), actions(), ids=lambda one: getattr(one, "name", one))
def test_an_action_is_called_by_keyword(path: Path, function: ast.FunctionDef) -> None:
    if (house.short(path), function.name) in MACHINERY:
        return
    positional = [one.arg for one in (*function.args.posonlyargs, *function.args.args)]
    assert len(positional) <= 1, f"{house.short(path)}: {function.name} takes {positional} by position"


@pytest.mark.parametrize("path", list(house.modules(*READERS)), ids=house.short)
def test_pages_and_queries_never_write(path: Path) -> None:
    for node in ast.walk(house.tree(path)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if node.func.attr not in WRITES:
            continue
        owner = ast.unparse(node.func.value)
        written = ".objects" in owner or (
            node.func.attr in {"save", "delete"} and owner.split(".")[-1] not in HARMLESS_OWNERS
        )
        assert not written, f"{house.short(path)}:{node.lineno} writes: {ast.unparse(node)[:80]}"
