"""Figures as pages say them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from connexions.engines.currency import academic_year
from connexions.practice.tracking.queries import Count

STANDINGS = {
    "eet": "In education, employment or training",
    "neet": "Not in any of them (NEET)",
    "other": "Re-engaging or other",
    "not_known": "Not known",
}


def national(counts: Iterable[Count], *, on: date) -> dict[str, Any]:
    """A table for each partnership: a line for each authority, a column for each standing."""
    places: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for one in counts:
        places[one.partnership][one.authority][one.standing] = _said(one)
    year = academic_year(on)
    return {
        "year": f"{year} to {year + 1}",
        "heads": ["Local authority", *({"text": text, "numeric": True} for text in STANDINGS.values())],
        "places": [
            (place, [(name, [told.get(key, "0") for key in STANDINGS]) for name, told in authorities.items()])
            for place, authorities in places.items()
        ],
    }


def _said(one: Count) -> str:
    return "Fewer than 5" if one.people is None else f"{one.people:,}"
