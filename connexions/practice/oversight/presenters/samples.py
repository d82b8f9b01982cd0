"""Samples and what was drawn, in words."""

from dataclasses import dataclass
from typing import Any

from connexions.ground.base.acting import Actor
from connexions.ground.design import words
from connexions.practice.oversight.models import Item, Judgement, Sample
from connexions.practice.oversight.permissions import MANAGERS
from connexions.practice.oversight.queries.frames import REASONS
from connexions.practice.oversight.queries.samples import Reading
from connexions.practice.oversight.rules.judging import ANSWERS, Agreement, agreement
from connexions.practice.oversight.rules.states import ITEM
from connexions.registers.people import audiences, sight
from connexions.registers.people.models.young_person import LevelOfNeed
from connexions.registers.people.sight import Part

LOOKS = {
    Item.State.DRAWN: "todo",
    Item.State.JUDGING: "new",
    Item.State.WITH_ADVISER: "due",
    Item.State.ANSWERED: "plum",
    Item.State.DONE: "done",
    Item.State.SET_ASIDE: "off",
}


@dataclass(frozen=True)
class Row:
    """One piece of work in a sample's table. Where the reader may not see it there is no name and no link."""

    item: Item
    name: str
    may_open: bool
    what: str
    look: str
    state: str
    first: Judgement | None
    second: Judgement | None
    may_read_second: bool


def what(item: Item) -> str:
    """The kind of work, as a table says it."""
    return "Assessment" if item.assessment_id else f"Plan, edition {item.work_edition}"


def rows(items: list[Item], *, by: Actor) -> list[Row]:
    """The table of a sample."""
    found = []
    for one in items:
        sees = sight.sight_of(one.young_person, by=by).sees(Part.CASEWORK)
        made = {judgement.reading: judgement for judgement in one.judgements.all()}
        name = one.young_person.name if sees else "Somebody now with another team"
        look, said = LOOKS[Item.State(one.state)], one.get_state_display()
        again = (
            sees
            and by.role in MANAGERS
            and ITEM.may(one.state, "read_again")
            and _may_read_second(one, made, by)
        )
        found.append(Row(one, name, sees, what(one), look, said, made.get(1), made.get(2), again))
    return found


def _may_read_second(item: Item, made: dict[int, Judgement], by: Actor) -> bool:
    """Whether this manager can still read it second: neither their own work nor judged by them or by two."""
    first, second = made.get(1), made.get(2)
    if item.adviser_id == by.id or first is None or first.judge_id == by.id:
        return False
    return second is None or (second.judge_id == by.id and second.finished_at is None)


def about(sample: Sample) -> str:
    """A sample in a line: what of whom in which period."""
    whose = (
        sample.adviser.name
        if sample.adviser
        else audiences.team_called(sample.team.name)
        if sample.team
        else "everybody here"
    )
    period = f"{words.day(sample.from_on)} to {words.day(sample.until_on)}"
    return f"{sample.get_of_display()} of {whose}, {period}"


def stratum(sample: Sample, name: str) -> str:
    """A stratum as a page calls it."""
    if sample.strata == Sample.Strata.LEVEL:
        return LevelOfNeed(name).label
    return name or "All"


def shares(sample: Sample) -> list[tuple[str, int, int]]:
    """Each stratum: its name, how many there were, how many were drawn."""
    return [(stratum(sample, one["stratum"]), one["frame"], one["drawn"]) for one in sample.shares]


def left_out(sample: Sample) -> list[str]:
    """What was never in the draw, and why, one sentence each."""
    return [
        f"{words.count(one['number'], 'piece')} of work left out: {REASONS[one['reason']]}."
        for one in sample.left_out
    ]


@dataclass(frozen=True)
class Compared:
    """One question as two readers answered it."""

    text: str
    first: str
    first_words: str
    second: str
    second_words: str
    differs: bool


def compared(item: Item, readings: dict[int, Reading]) -> tuple[list[Compared], Agreement]:
    """Both readings side by side, and how far they agree."""
    first, second = readings[1], readings[2]
    agreed = agreement(first.chosen, second.chosen)
    found = [
        Compared(
            one["text"], *_said(first, one["key"]), *_said(second, one["key"]), one["key"] in agreed.differ
        )
        for one in item.edition.questions
    ]
    return found, agreed


def _said(reading: Reading, key: str) -> tuple[str, str]:
    answer = reading.answers.get(key)
    return (ANSWERS.get(answer.answer, "No answer"), answer.words) if answer else ("No answer", "")


def answers(item: Item, reading: Reading) -> list[tuple[dict[str, Any], str, str]]:
    """Each question with what was answered and said."""
    return [(one, *_said(reading, one["key"])) for one in item.edition.questions]


def initial(reading: Reading | None) -> dict[str, Any]:
    """What stands in the form: what this reader has kept so far."""
    if reading is None:
        return {"version": 0}
    told = {
        name: getattr(reading.judgement, name) for name in ("overall", "good", "to_do", "by_on", "version")
    }
    for key, one in reading.answers.items():
        told |= {f"answer_{key}": one.answer, f"words_{key}": one.words}
    return told
