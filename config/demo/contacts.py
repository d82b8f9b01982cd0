"""Contacts: meetings, calls, texts, and the tries that came to nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from config.demo.notes import Writer
from config.demo.shapes import Person, Touch
from config.demo.words import Weighted, notes
from config.demo.years import Year

_CHANNELS = Weighted(
    [("met", 38), ("phone", 27), ("text", 20), ("visit", 6), ("email", 5), ("video", 2), ("group", 2)]
)
_EVERY = {1: 16, 2: 38, 3: 90}  # about so many days between contacts
_MOST = {1: 9, 2: 6, 3: 2}


def contacts(person: Person, rng: Random, year: Year, situation: str, writer: Writer) -> None:
    """From the first meeting to the last few days."""
    if situation == "new":
        return
    days = max(3, (year.today - (person.allocated_on or year.today)).days)
    every = _EVERY[person.level]
    ago = rng.randrange(1, min(14, days)) if person.level < 3 else rng.randrange(10, 80)
    if situation == "failed":
        _failed(person, rng, year, writer)
        ago = rng.randrange(25, 33)
    found: list[Touch] = []
    while ago < days and len(found) < _MOST[person.level]:
        found.append(_touch(rng, year.today - timedelta(days=ago), writer, latest=not found))
        ago += rng.randrange(every // 2, every + every // 2)
    if situation == "unassessed" and not found:
        found.append(_touch(rng, year.today - timedelta(days=3), writer, latest=True))
    person.contacts = found[::-1] + person.contacts


def _touch(rng: Random, on: date, writer: Writer, *, latest: bool) -> Touch:
    channel = str(_CHANNELS.pick(rng))
    if latest or channel not in ("phone", "text", "visit") or rng.random() > 0.12:
        return Touch(moment(on, rng), channel, "spoke", _note(channel, writer))
    if rng.random() < 0.3:
        note = writer.fill("<relative> answered; will pass it on.")
        return Touch(moment(on, rng), "phone", "reached_someone_else", note)
    return Touch(moment(on, rng), channel, "no_answer", writer.one(notes()["no_answer"]))


def _note(channel: str, writer: Writer) -> str:
    if channel in ("text", "email"):
        return writer.text()
    return writer.about("phone" if channel in ("phone", "video") else "met")


def _failed(person: Person, rng: Random, year: Year, writer: Writer) -> None:
    """Three tries in a row, the last a day or two ago."""
    wrong = rng.random() < 0.15
    for number, ago in enumerate((rng.randrange(9, 14), rng.randrange(4, 7), rng.randrange(1, 3))):
        on = year.today - timedelta(days=ago)
        last = number == 2
        outcome = "wrong_number" if last and wrong else rng.choice(("no_answer", "no_answer", "left_message"))
        note = writer.one(notes()["wrong_number" if outcome == "wrong_number" else "no_answer"])
        again = year.today if last else None
        person.contacts.append(Touch(moment(on, rng), "phone", outcome, note, again))


def moment(on: date, rng: Random) -> datetime:
    """A time of day at which people are met; weekends move to the Friday before."""
    if on.weekday() > 4:
        on -= timedelta(days=on.weekday() - 4)
    return datetime.combine(on, time(9), UTC) + timedelta(minutes=rng.randrange(0, 8 * 60, 5))
