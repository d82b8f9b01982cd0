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


@cache
def level_bars(level: int, of: int) -> Markup:
    """A level as bars, as many as there are levels."""
    bar = '<rect x="{}" y="1.5" width="7" height="9" rx="1.5"{}/>'
    bars = "".join(bar.format(step * 9 + 0.5, ' class="on"' if step < level else "") for step in range(of))
    width = of * 9 + 1
    return Markup(  # noqa: S704 - numbers alone
        f'<svg viewBox="0 0 {width} 12" width="{width}" height="12" aria-hidden="true" focusable="false">{bars}</svg>'
    )


@cache  # a page shows dozens, and no address of a file changes while a process runs
def icon(name: str) -> Markup:
    """An icon as SVG, hidden from screen readers."""
    if name not in names():
        raise ValueError(f"There is no icon {name!r}. assets/icons.svg has: {', '.join(sorted(names()))}.")
    return Markup(
        '<svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">'
        '<use href="{}#i-{}"/></svg>'
    ).format(static(SPRITE), name)
