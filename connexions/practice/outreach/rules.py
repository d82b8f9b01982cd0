"""How long a sheet may be away, when something was said, and what becomes of what was written. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from connexions.practice.casework.machines import Machine

WRITTEN = Machine(
    noun="what was written away",
    first="received",
    moves={
        ("received", "record"): "recorded",
        ("received", "hold"): "held",
        ("held", "record"): "recorded",
        ("held", "give"): "given",
        ("held", "discard"): "discarded",
        ("given", "record"): "recorded",
        ("given", "decline"): "held",
    },
    refusals={
        ("received", "give"): "This has only just arrived: it is being recorded.",
        ("received", "discard"): "This has only just arrived: it is being recorded.",
        ("received", "decline"): "This was not given to you.",
        ("held", "hold"): "This is waiting for you already.",
        ("held", "decline"): "This was not given to you.",
        ("given", "hold"): "This was given to somebody else: they decide about it now.",
        ("given", "give"): "This was given to somebody else already.",
        ("given", "discard"): "This was given to somebody else: they decide about it now.",
        ("recorded", "record"): "This is recorded already.",
        ("recorded", "hold"): "This is recorded already.",
        ("recorded", "give"): "This is recorded already: their adviser reads it in the record.",
        ("recorded", "discard"): "This is recorded: correct it in the record.",
        ("recorded", "decline"): "This is recorded already.",
        ("discarded", "record"): "This was thrown away.",
        ("discarded", "hold"): "This was thrown away.",
        ("discarded", "give"): "This was thrown away.",
        ("discarded", "discard"): "This was thrown away already.",
        ("discarded", "decline"): "This was thrown away.",
    },
)

MACHINES = [WRITTEN]

LATE_SHIFT = timedelta(hours=2)  # a sheet taken after the hour at which sheets end
CLOCKS_AGREE = timedelta(minutes=2)


def until(*, on: date, ends: time, taken_at: datetime, zone: tzinfo) -> datetime:
    """Until when a copy of the sheet of a day may be read: the hour at which sheets end; two hours when taken
    later than that."""
    return max(datetime.combine(on, ends, tzinfo=zone), taken_at + LATE_SHIFT)


@dataclass(frozen=True)
class Moment:
    """When something was, as far as two clocks can tell, and a sentence where they did not agree."""

    at: datetime
    said: str = ""


def moment(
    *, said_at: datetime, typed: bool, sent_at: datetime, received_at: datetime, taken_at: datetime
) -> Moment:
    """When something written away was, by our clock.

    *said_at* is the device's time, or the time that was *typed*; *sent_at* is what the device's clock said as it
    sent, *received_at* what ours said. A time that was typed stays; one that the device noted is moved by as
    much as its clock is wrong. Nothing was after it arrived, and nothing that a device noted was before it took
    the sheet.
    """
    ahead = sent_at - received_at
    wrong = abs(ahead) > CLOCKS_AGREE
    at = said_at if typed or not wrong else said_at - ahead
    if at > received_at:
        return Moment(
            received_at, "The time given had not come yet: the time of sending is recorded instead."
        )
    if wrong and not typed:
        at = max(at, taken_at)
        return Moment(at, f"The clock of the device was {spoken(ahead)}: the time is put right.")
    return Moment(at)


def spoken(ahead: timedelta) -> str:
    """How far a clock is out: "2 hours fast"."""
    minutes = max(1, round(abs(ahead).total_seconds() / 60))
    way = "fast" if ahead > timedelta() else "slow"
    for size, noun in ((60 * 24, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size:
            number = round(minutes / size)
            return f"{number} {noun if number == 1 else noun + 's'} {way}"
    return way


def moved(order: list[str], one: str, by: int) -> list[str]:
    """The same with *one* a place earlier (-1) or later (1); at either end it stays."""
    place = order.index(one)
    to = min(max(place + by, 0), len(order) - 1)
    rest = [other for other in order if other != one]
    return [*rest[:to], one, *rest[to:]]
