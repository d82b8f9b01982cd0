"""Each figure on a page: its title, five invented young people, and the number; kept true by tests.

The examples are reckoned by the engine itself each time the page is made (`docs/reference/measures/`), and a test
compares each with the number written here by hand. Nobody in them exists.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from connexions.engines.currency.cohort import guarantee_node
from connexions.engines.stats.change import Change, State, change
from connexions.engines.stats.guarantee import guarantee_offer, load_offers
from connexions.engines.stats.indicators import INDICATORS, NEET, Indicator
from connexions.engines.stats.presence import Life, Outside, Spell, at
from connexions.engines.stats.rates import Rate, average
from connexions.engines.stats.recency import BANDS, IN_TIME, band
from connexions.engines.stats.standings import Doing, Standing, load_meanings, standing

SEPTEMBER, JANUARY, FEBRUARY = date(2025, 9, 1), date(2026, 1, 31), date(2026, 2, 28)
AUGUST = date(2026, 8, 31)


@dataclass(frozen=True, slots=True)
class Example:
    """Five young people by name, with what is kept of them in words, and the number they make."""

    people: Mapping[str, tuple[str, Life]]
    on: Sequence[date]
    number: Rate


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure: what it asks, how it is counted, where that is from and how sure it is."""

    key: str
    title: str
    asks: str
    counted: tuple[str, ...]
    source: str
    sure: str
    example: Example
    reckon: Callable[[Example], Rate]
    say: Callable[[Life, date], str]


def state_of(life: Life, on: date) -> State:
    """The state of one young person at the end of a day."""
    found = at(life, on)
    return standing(found, load_meanings()) if isinstance(found, Doing) else found


def _counted(indicator: Indicator) -> Callable[[Example], Rate]:
    def reckon(example: Example) -> Rate:
        return average(_rate(indicator, example, on) for on in example.on)

    return reckon


def _rate(indicator: Indicator, example: Example, on: date) -> Rate:
    states = Counter(state_of(life, on) for _, life in example.people.values())
    return indicator.of({one: states[one] for one in Standing})


def _said(indicator: Indicator) -> Callable[[Life, date], str]:
    def say(life: Life, on: date) -> str:
        state = state_of(life, on)
        if isinstance(state, Outside):
            return OUTSIDE[state]
        if state is Standing.EXCLUDED:
            return "left out: in custody"
        return (
            f"**counted**: {STANDINGS[state]}"
            if state in indicator.counts
            else f"in the cohort: {STANDINGS[state]}"
        )

    return say


OUTSIDE = {
    Outside.AGE: "not in the cohort: another age",
    Outside.AWAY: "not in the cohort: had left",
    Outside.UNRECORDED: "not in the cohort: not on record yet",
}
STANDINGS = {
    Standing.FULL_TIME_EDUCATION: "full-time education",
    Standing.APPRENTICESHIP: "apprenticeship",
    Standing.OTHER_LEARNING: "other education and training",
    Standing.OTHERWISE: "known, neither NEET nor taking part",
    Standing.NEET: "NEET",
    Standing.NOT_KNOWN: "not known",
    Standing.EXCLUDED: "custody",
}


def _life(
    code: str = "", lapses_on: date | None = None, *, born: date = date(2009, 3, 14), **more: date
) -> Life:
    spells = (Spell(code, SEPTEMBER, lapses_on=lapses_on),) if code else ()
    return Life(born, spells, more.get("on_record_from", SEPTEMBER), more.get("left_on"))


def _began(code: str, on: date) -> Life:
    """Somebody who was seeking work until they began something."""
    return Life(date(2009, 5, 2), (Spell("619", SEPTEMBER, on), Spell(code, on, None, AUGUST)))


COLLEGE = ("at a further education college, current to 31 August", _life("230", AUGUST))
SEEKING = ("seeking work or learning (619)", _life("619"))
FIVE = {
    "Amina": COLLEGE,
    "Ben": SEEKING,
    "Chloe": ("in a job without training, lapsed on 31 December", _life("330", date(2025, 12, 31))),
    "Dev": ("in custody (710)", _life("710", AUGUST)),
    "Ewan": ("born in September 2009, still in Year 11", _life("110", AUGUST, born=date(2009, 9, 1))),
}
ROUTES = {
    "Amina": COLLEGE,
    "Ben": ("an apprentice, verified in November", _life("310", date(2026, 11, 10))),
    "Chloe": ("on a supported internship", _life("460", date(2026, 7, 31))),
    "Dev": ("on a gap year", _life("260", date(2026, 9, 28))),
    "Ewan": ("an apprentice until it lapsed in January", _life("310", date(2026, 1, 20))),
}
SOURCE = (
    "Department for Education: NEET and participation, local authority figures; NCCIS management "
    "information requirement"
)
COHORT = (
    "Young people of academic age 16 and 17 (their age on 31 August before the academic year began) whom "
    "the partnership has "
    "on record and who had not left by the month end.",
    "Young people in custody (710) are left out, above and below the line.",
    "Something other than NEET that has lapsed counts as not known. Lapsed means that its last day was "
    "before the month end.",
)


def _measure(
    asks: str, indicator: Indicator, people: Mapping[str, tuple[str, Life]], number: Rate
) -> Measure:
    on = FEBRUARY if indicator.headline == "winter" else date(2026, 3, 31)
    return Measure(
        indicator.key,
        indicator.title,
        f"What share of 16 and 17 year olds {asks}?",
        (indicator.words, *COHORT),
        SOURCE,
        "high",
        Example(people, (on,), number),
        _counted(indicator),
        _said(indicator),
    )


WINTER = {
    "Amina": COLLEGE,
    "Ben": SEEKING,
    "Chloe": (
        "seeking work until an apprenticeship began on 12 January",
        _began("310", date(2026, 1, 12)),
    ),
    "Dev": ("in a job without training, lapsed on 31 December", _life("330", date(2025, 12, 31))),
    "Ewan": ("moved to another authority on 3 February", _life("230", AUGUST, left_on=date(2026, 2, 3))),
}


def _winter(key: str, asks: str, number: Rate) -> Measure:
    indicator = INDICATORS[key]
    return Measure(
        f"{key}_in_winter",
        f"{indicator.title}, average of December, January and February",
        asks,
        (
            "The same count at three month ends, added up: people counted in each month, of all in the "
            "cohort in each month.",
            "NEET, not known and both together are averaged alike. Participation is not averaged: it is that "
            "of the end of March.",
        ),
        SOURCE,
        "high on the months; medium on the mean (the mean of three rates differs from it in the second "
        "decimal place)",
        Example(WINTER, (date(2025, 12, 31), JANUARY, FEBRUARY), number),
        _counted(indicator),
        _said(indicator),
    )


OFFERED = {
    "Amina": ("Year 12, asked in Year 11: offer made (110)", _life("110")),
    "Ben": ("Year 12, asked in Year 11: has not applied (151)", _life("151")),
    "Chloe": (
        "Year 13, asked in Year 12: continuing in education (114)",
        _life("114", born=date(2008, 5, 2)),
    ),
    "Dev": ("Year 13, asked in Year 12: nothing recorded (159)", _life("159", born=date(2008, 2, 9))),
    "Ewan": ("Year 11, asked only next April", _life("", born=date(2009, 10, 30))),
}


def _guaranteed(example: Example) -> Rate:
    (on,) = example.on
    covered = [life for _, life in example.people.values() if guarantee_node(life.born_on, on)]
    return guarantee_offer(Counter(life.spells[0].code for life in covered), load_offers())


def _say_guaranteed(life: Life, on: date) -> str:
    if not guarantee_node(life.born_on, on):
        return "not covered: another year group"
    return "**counted**: an offer" if life.spells[0].code in load_offers() else "covered: no offer"


GUARANTEE = Measure(
    "guarantee_offer",
    "September Guarantee: an offer by the end of September",
    "What share of those whom the guarantee covers was offered a suitable place in education or training?",
    (
        "From April to August the guarantee covers year groups 11 and 12; from September to March the same "
        "people, now in year "
        "groups 12 and 13, under the year in which they were asked.",
        "Counted are the statuses that `data/ccis/guarantee_statuses.csv` marks as an offer: an offer made,"
        " and going on learning "
        "where they are. Everybody else of the year groups stands below the line, with whatever status or "
        "none.",
    ),
    SOURCE,
    "high on who is covered; medium on counting those who go on learning as having an offer",
    Example(OFFERED, (date(2025, 9, 30),), Rate(2, 4)),
    _guaranteed,
    _say_guaranteed,
)

FOUND = {
    "Amina": COLLEGE,
    "Ben": (
        "seeking work until a course began on 9 February",
        _began("230", date(2026, 2, 9)),
    ),
    "Chloe": (
        "not known until 20 February, then found to be seeking work",
        Life(date(2009, 6, 1), (Spell("810", SEPTEMBER, date(2026, 2, 20)), Spell("619", date(2026, 2, 20)))),
    ),
    "Dev": (
        "first heard of on 11 February: ill and at home (640)",
        Life(date(2009, 1, 6), (Spell("640", date(2026, 2, 11)),), date(2026, 2, 11)),
    ),
    "Ewan": (
        "at college; moved to another authority on 3 February",
        _life("230", AUGUST, left_on=date(2026, 2, 3)),
    ),
}


def change_of(example: Example, indicator: Indicator = NEET) -> Change:
    """What happened to an indicator between an example's first and last day."""
    first, last = example.on[0], example.on[-1]
    pairs = Counter((state_of(life, first), state_of(life, last)) for _, life in example.people.values())
    return change(indicator, pairs)


CHANGE = Measure(
    "change",
    "Why NEET changed: joiners, leavers, and three parts that add up",
    "How much of a change between two month ends is real, how much is people found, how much is people "
    "coming and going?",
    (
        "**Joiners** are counted at the second month end and not at the first; **leavers** at the first and"
        " not at the second.",
        "**Population**: whoever was of another age, or away, at either month end.",
        "**Identification**, otherwise: whoever was not known or not on record at either. People found add,"
        " people lost sight of take away.",
        "**Real movement**, otherwise: known at both, and doing something else.",
        "Each person is in one part, so that the parts add up to the change exactly; the months swapped, "
        "every part changes its sign. "
        "A change in the rate is shared out by the rule written in `connexions/engines/stats/change.py`, "
        "which adds up exactly too.",
    ),
    "ours: the department reports NEET joiners and leavers, but its definition could not be read",
    "a definition, stated: other choices are possible",
    Example(FOUND, (JANUARY, FEBRUARY), Rate(2, 4)),
    lambda example: change_of(example).after,
    _said(NEET),
)


@dataclass(frozen=True, slots=True)
class Sought(Life):
    """A life, and when somebody last reached them; None where nobody ever did."""

    reached_on: date | None = None


def _seeking(code: str = "619", *, reached_on: date | None = None) -> Sought:
    return Sought(date(2009, 3, 14), (Spell(code, SEPTEMBER),), SEPTEMBER, reached_on=reached_on)


LOOKED_ON = date(2026, 2, 10)  # the day on which the example is looked at
TRIED = {
    "Amina": ("seeking work (619); met on 30 January", _seeking(reached_on=date(2026, 1, 30))),
    "Ben": ("seeking work (619); spoke on 9 December", _seeking(reached_on=date(2025, 12, 9))),
    "Chloe": (
        "seeking work (619); spoke on 16 December; rung in January, and nobody answered",
        _seeking(reached_on=date(2025, 12, 16)),
    ),
    "Dev": ("ill and at home (640); two letters, no answer", _seeking("640")),
    "Ewan": ("at a further education college; nobody has tried", _seeking("230")),
}


def _band_of(life: Life) -> int:
    assert isinstance(life, Sought)
    return band(life.reached_on, LOOKED_ON)


def _not_reached(example: Example) -> Rate:
    (on,) = example.on
    bands = [_band_of(life) for _, life in example.people.values() if state_of(life, on) is Standing.NEET]
    return Rate(sum(one not in IN_TIME for one in bands), len(bands))


def _say_reached(life: Life, on: date) -> str:
    state = state_of(life, on)
    if state is not Standing.NEET:
        assert isinstance(state, Standing)
        return f"not asked about: {STANDINGS[state]}"
    found = _band_of(life)
    said = BANDS[found].lower()
    return f"covered: NEET, reached {said}" if found in IN_TIME else f"**counted**: NEET, {_late(said)}"


def _late(said: str) -> str:
    return said if said.startswith("never") else f"last reached {said}"


NOT_REACHED = Measure(
    "not_reached",
    "NEET and not reached for eight weeks",
    "Of those NEET at the end of a month, how many has nobody reached in the last eight weeks?",
    (
        "Unit: young people. Above the line: those whom nobody reached in the eight weeks before the day on which the "
        "page is looked at, or ever. Below it: everybody NEET at the month end, counted as NEET is.",
        "The bands: within 4 weeks, 4 to 8, 8 to 13, 13 to 26, over 26 weeks ago, never. Somebody reached four weeks "
        "ago to the day is still within four weeks; so with the others.",
        "Reached is whoever answered, by whatever channel: a contact that ended with “We spoke” or “Does not want "
        "help”. No answer, a message left, a wrong number, somebody who moved, somebody else who answered, an "
        "appointment not come to: none of these counts.",
        "It is told as of today, also for an earlier month: it asks whom to look for now, not how it stood then. "
        "The example is looked at on 10 February 2026.",
    ),
    "ours: `casework_standing.reached_on`, which the database keeps from the contacts recorded (ADR 17)",
    "a definition, stated: other choices are possible",
    Example(TRIED, (JANUARY,), Rate(2, 4)),
    _not_reached,
    _say_reached,
)

MEASURES = (
    _measure("is not in education, employment or training", NEET, FIVE, Rate(1, 3)),
    _measure("is not known to be doing anything", INDICATORS["not_known"], FIVE, Rate(1, 3)),
    _measure("is NEET or not known", INDICATORS["neet_or_not_known"], FIVE, Rate(2, 3)),
    _winter("neet_or_not_known", "What is the headline figure of an academic year?", Rate(6, 14)),
    _winter("neet", "How much of the headline figure of an academic year is NEET?", Rate(4, 14)),
    _winter("not_known", "How much of the headline figure of an academic year is not known?", Rate(2, 14)),
    _measure("takes part in education or training", INDICATORS["participating"], ROUTES, Rate(3, 5)),
    _measure("is in full-time education", INDICATORS["full_time_education"], ROUTES, Rate(1, 5)),
    _measure("is in an apprenticeship", INDICATORS["apprenticeship"], ROUTES, Rate(1, 5)),
    _measure("takes part in another way", INDICATORS["other_education_or_training"], ROUTES, Rate(1, 5)),
    GUARANTEE,
    NOT_REACHED,
    CHANGE,
)
