"""The September Guarantee: who was offered a suitable place by the end of September."""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

from connexions.engines.currency.lapses import DATA
from connexions.engines.stats.rates import Rate


def guarantee_offer(statuses: Mapping[str, int], offers: Collection[str]) -> Rate:
    """Young people with an offer, of all whom the guarantee covers; from so many with each status.

    A status that was not recorded (159, or empty) has no offer and is covered all the same. Whether somebody who goes
    on learning where they are counts as having an offer is not said in any source we could read: *offers* says so.
    """
    return Rate(sum(statuses.get(code, 0) for code in offers), sum(statuses.values()))


@cache
def load_offers(path: Path = DATA / "guarantee_statuses.csv") -> frozenset[str]:
    """The statuses that count as an offer, as shipped: column `offer`."""
    with path.open(encoding="utf-8", newline="") as file:
        return frozenset(row["code"] for row in csv.DictReader(file) if row["offer"] == "yes")
