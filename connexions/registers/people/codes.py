"""Words for codes that are kept as codes because a return must carry them unchanged."""

import csv
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parents[3] / "data" / "ccis"


@cache
def ethnicities() -> list[tuple[str, str]]:
    """Ethnicity codes and their words, as the shipped table has them."""
    with (DATA / "ethnicities.csv").open(encoding="utf-8", newline="") as file:
        return [(row["code"], row["label"]) for row in csv.DictReader(file)]


def ethnicity(code: str) -> str:
    """The words of a code; the code itself where the table does not know it."""
    return dict(ethnicities()).get(code, code)
