"""The return from the command line, on any supplier's file: no database, and no part of Django.

    bin/connexions return check FILE.xml --format csv|json|text [--spec 2019-20]

Ends with 0 when the file has no fault of priority 1, 1 when it has, 2 when it cannot be read.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from connexions.engines.ccis.reporting import as_csv, as_json, as_text
from connexions.engines.ccis.surveying import Survey

SOUND, FAULTY, UNREADABLE = 0, 1, 2
_YEAR = re.compile(r"(20[0-9]{2})[-/]([0-9]{2})")


def main(given: list[str]) -> int:
    """Check one file and answer with the status."""
    options = _parser().parse_args(given)
    sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="")  # type: ignore[union-attr]
    try:
        with _opened(options.file) as stream:
            return _check(stream, options)
    except OSError as error:
        if isinstance(error, BrokenPipeError):  # whoever read our output has had enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return FAULTY
        return _say(f"{options.file} cannot be read: {error.strerror}. Check the name and who may read it.")


def _check(stream: BinaryIO, options: argparse.Namespace) -> int:
    survey = Survey(stream, options.spec)
    for piece in _report(survey, options):
        sys.stdout.write(piece)
    sys.stdout.flush()
    if survey.unreadable:
        return _say(f"{options.file} cannot be read. {survey.unreadable.sentence}")
    if not survey.judged:
        _say(
            f"{options.file}: the records were not checked, because the header says neither PeriodEnd nor DateOfSend."
        )
    return FAULTY if survey.worst == 1 else SOUND


def _report(survey: Survey, options: argparse.Namespace) -> Iterator[str]:
    if options.format == "csv":
        return as_csv(survey)
    return as_json(survey) if options.format == "json" else as_text(survey, options.file)


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
    else:
        with open(name, "rb") as stream:
            yield stream


def _say(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return UNREADABLE


def _spec(text: str) -> int:
    found = _YEAR.fullmatch(text)
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        raise argparse.ArgumentTypeError(f"“{text}” is not a year of the requirement, such as 2019-20.")
    return int(found[1])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bin/connexions return check",
        description="Check an NCCIS return, of whatever supplier, by every rule of its year. Nothing is kept.",
        epilog="Ends with 0 when there is no fault of priority 1, 1 when there is, 2 when the file cannot be read.",
    )
    parser.add_argument("file", metavar="FILE.xml", help="the return; - reads what is piped in")
    parser.add_argument("--format", choices=("csv", "json", "text"), default="text", help="(text)")
    parser.add_argument(
        "--spec",
        metavar="YEAR",
        type=_spec,
        help="the requirement to check by, such as 2019-20 (that of the file's PeriodEnd)",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
