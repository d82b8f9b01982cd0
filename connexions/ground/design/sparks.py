"""A line as small as a word: how one factor's rating went from time to time. Pure; the table beside it says the same.

A rating is a step on a ladder and not a measurement: points with a line between neighbours, none across a gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from markupsafe import Markup

WIDTH, HEIGHT, EDGE = 132.0, 34.0, 6.0


def spark(levels: Sequence[int | None], *, of: int, said: str) -> Markup:
    """*levels* from the first time to the last, None where it was not rated; *of* is the number of levels on the
    scale; *said* is the same in words."""
    points = [(place, _x(place, len(levels)), _y(level, of)) for place, level in enumerate(levels) if level]
    lines = [
        Markup('<path class="line" d="M{:.1f} {:.1f}L{:.1f} {:.1f}"/>').format(x, y, next_x, next_y)
        for (place, x, y), (after, next_x, next_y) in pairwise(points)
        if after == place + 1
    ]
    dots = [
        Markup('<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="{}"/>').format(
            "dot dot--last" if place == points[-1][0] else "dot", x, y, 4 if place == points[-1][0] else 3
        )
        for place, x, y in points
    ]
    rungs = [
        Markup('<path class="rung" d="M0 {:.1f}H{:.0f}"/>').format(_y(level, of), WIDTH) for level in (1, of)
    ]
    return Markup(
        '<svg class="cx-spark" viewBox="0 0 {:.0f} {:.0f}" width="{:.0f}" height="{:.0f}" role="img"'
        ' aria-label="{}">{}</svg>'
    ).format(WIDTH, HEIGHT, WIDTH, HEIGHT, said, Markup("").join([*rungs, *lines, *dots]))


def _x(place: int, of: int) -> float:
    return WIDTH / 2 if of < 2 else EDGE + (WIDTH - 2 * EDGE) * place / (of - 1)


def _y(level: int, of: int) -> float:
    return HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (level - 1) / max(of - 1, 1)
