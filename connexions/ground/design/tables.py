"""Tables that a narrow screen shows as cards: each cell then bears the name of its column."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

_TAG = re.compile(r"<(tr|th|td)\b")


def labelled(rows: Markup, heads: Sequence[str | Mapping[str, Any]]) -> Markup:
    """The same rows, with ``data-label`` on every cell but the one that names its row: what style sheets set before it
    where there is no row of headings. *heads* are those of the table, in order. Nothing may stand in two columns."""
    names = [head if isinstance(head, str) else head["text"] for head in heads]
    cells = [f'<td data-label="{escape(name)}"' for name in names]
    column = 0

    def named(found: re.Match[str]) -> str:
        nonlocal column
        column = 0 if found[1] == "tr" else column + 1
        return cells[column - 1] if found[1] == "td" else found[0]

    return Markup(_TAG.sub(named, rows))  # noqa: S704 the rows were safe, and the names are escaped
