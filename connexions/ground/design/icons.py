"""Icons: drawn in ``assets/icons.svg``, used by name. A word stands beside each, saying the same."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.templatetags.static import static
from markupsafe import Markup

SPRITE = "icons.svg"
SPRITE_FILE = Path(__file__).resolve().parents[3] / "assets" / SPRITE


@cache
def names() -> frozenset[str]:
    """Every icon there is."""
    return frozenset(re.findall(r'<symbol id="i-([a-z-]+)"', SPRITE_FILE.read_text(encoding="utf-8")))


@cache  # a page shows dozens, and no address of a file changes while a process runs
def icon(name: str) -> Markup:
    """An icon as SVG, hidden from screen readers."""
    if name not in names():
        raise ValueError(f"There is no icon {name!r}. assets/icons.svg has: {', '.join(sorted(names()))}.")
    return Markup(
        '<svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">'
        '<use href="{}#i-{}"/></svg>'
    ).format(static(SPRITE), name)
