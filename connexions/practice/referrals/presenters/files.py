"""The file of outcomes: read as it comes out of spreadsheets, and made to be filled in."""

import csv
import io
from collections import Counter
from collections.abc import Iterable

from connexions.ground.base.refusals import NotPossible
from connexions.ground.design.spreadsheets import harmless
from connexions.practice.referrals.actions.bulk import TAKEN, THERE, WRONG, Row, Told
from connexions.practice.referrals.rules import moves

HEADS = ("Reference", "How it ended", "Words")
MOST = 2000


def rows(content: bytes) -> list[Row]:
    """The rows of a file, each with its line as a spreadsheet counts it. Raises ``NotPossible``."""
    lines = _lines(content)
    if not lines or not _is_head(lines[0]):
        raise NotPossible(f"The first row must hold these three headings: {', '.join(HEADS)}.")
    found = [
        Row(number, *(one.strip() for one in (*line, "", "", "")[:3]))
        for number, line in enumerate(lines[1:], 2)
        if any(cell.strip() for cell in line)
    ]
    if len(found) > MOST:
        raise NotPossible(f"The file holds more than {MOST:,} rows: send it in parts.")
    return found


def template(refs: Iterable[str]) -> str:
    """The file to fill in."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADS)
    writer.writerows([harmless(ref), "", ""] for ref in refs)
    return out.getvalue()


def tally(told: Iterable[Told]) -> dict[str, int]:
    """How many rows became what."""
    counted = Counter(one.became for one in told)
    return {name: counted[name] for name in (TAKEN, THERE, WRONG)}


def outcomes() -> list[str]:
    """What may stand under "How it ended"."""
    return list(moves.OUTCOMES.values())


def _lines(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    try:
        dialect = csv.Sniffer().sniff(text[:2000], delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    try:
        return list(csv.reader(io.StringIO(text), dialect))
    except csv.Error:
        raise NotPossible("This is not a CSV file: save it as one from your spreadsheet.") from None


def _is_head(line: list[str]) -> bool:
    return [one.strip().lower() for one in line[:3]] == [one.lower() for one in HEADS]
