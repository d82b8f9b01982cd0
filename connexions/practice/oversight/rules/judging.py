"""What two readers of the same work agree on, and how answers are counted. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

ANSWERS = {"yes": "Yes", "partly": "Partly", "no": "No", "not_applicable": "Not applicable"}
OVERALL = {
    "strong": "Strong: show it to others",
    "sound": "Sound: it does what it should",
    "to_improve": "To improve: parts of it are missing",
    "to_do_again": "To do again: it would not help this young person",
}
WORTH = {"yes": 1.0, "partly": 0.5, "no": 0.0}
FEW = 10  # below this many answers a percentage says more than is known: only counts are shown


@dataclass(frozen=True)
class Agreement:
    """How far two readers agree: of the questions both answered, how many alike, and which not."""

    same: int
    both: int
    differ: tuple[str, ...]

    @property
    def said(self) -> str:
        if not self.both:
            return "They have answered no question in common."
        questions = "1 question" if self.both == 1 else f"{self.both} questions"
        return f"They agree on {self.same} of {questions}."


def agreement(first: Mapping[str, str], second: Mapping[str, str]) -> Agreement:
    """How far two sets of answers agree. A question that one left out counts for neither side."""
    both = [key for key in first if first[key] and second.get(key)]
    differ = tuple(key for key in both if first[key] != second[key])
    return Agreement(len(both) - len(differ), len(both), differ)


@dataclass(frozen=True)
class Tally:
    """Answers to one question: how many of each."""

    yes: int = 0
    partly: int = 0
    no: int = 0
    not_applicable: int = 0

    @property
    def counted(self) -> int:
        """The answers that say something of the work: all but "not applicable"."""
        return self.yes + self.partly + self.no

    @property
    def percent(self) -> int | None:
        """The share answered yes, partly counting half; none where too few were answered."""
        if self.counted < FEW:
            return None
        return round(100 * (self.yes + self.partly / 2) / self.counted)

    @property
    def said(self) -> str:
        """As a page says it: a percentage, or counts where there are few."""
        if not self.counted:
            return "No answers"
        return f"{self.yes} of {self.counted}" if self.percent is None else f"{self.percent}%"

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.yes + other.yes,
            self.partly + other.partly,
            self.no + other.no,
            self.not_applicable + other.not_applicable,
        )


def tally(answers: Iterable[str]) -> Tally:
    """Answers counted."""
    said = list(answers)
    return Tally(*(said.count(one) for one in ANSWERS))
