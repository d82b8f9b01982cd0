"""A wheel, the same as a table, and what stands out."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from connexions.ground.design import words
from connexions.ground.design.wheel import Spoke
from connexions.practice.casework import rules
from connexions.practice.casework.models import Evidence, Factor
from connexions.practice.casework.queries.assessments import Form, Profile
from connexions.practice.casework.queries.plans import Answered
from connexions.practice.casework.rules import Distance, Rated


@dataclass(frozen=True)
class Row:
    """One factor of the table."""

    factor: Factor
    young_person: int | None
    adviser: int | None
    moved: int | None  # levels since the one before; none where there is nothing to compare with
    evidence: tuple[Evidence, ...]
    difference: str
    strengths: str
    not_explored: str
    is_touched: bool
    is_need: bool
    is_strength: bool
    goal: int | None
    reason: str
    differ: bool

    @property
    def is_explored(self) -> bool:
        return self.adviser is not None or self.young_person is not None

    @property
    def is_in_words(self) -> bool:
        """Whether anything was written about it."""
        return bool(self.evidence or self.difference or self.strengths or self.not_explored)

    @property
    def is_open_need(self) -> bool:
        """A need that the plan neither answers nor explains."""
        return self.is_need and self.goal is None and not self.reason

    @property
    def unrated(self) -> str:
        """What stands where a level would: nobody looked yet, or it was decided not to."""
        return "Not explored" if self.is_touched else "Not yet"


def rows(form: Form, profile: Profile, before: Profile | None, answered: Answered) -> list[Row]:
    """Every factor of the form, in order."""
    moved = distance(before, profile).moved if before else {}
    return [_row(factor, form, profile, moved, answered) for factor in form.factors]


def _row(factor: Factor, form: Form, profile: Profile, moved: Mapping[int, int], answered: Answered) -> Row:
    number = factor.number
    rating = profile.ratings.get(number)
    rated = profile.rated.get(number, Rated())
    return Row(
        factor=factor,
        young_person=rated.young_person,
        adviser=rated.adviser,
        moved=moved.get(number),
        evidence=tuple(profile.evidence.get(number, ())),
        difference=rating.difference if rating else "",
        strengths=rating.strengths if rating else "",
        not_explored=rating.not_explored if rating and not rated.is_explored else "",
        is_touched=rating is not None,
        is_need=rated.is_need(form.need_at_most),
        is_strength=rated.level is not None and rated.level >= form.strength_at_least,
        goal=answered.goals.get(number),
        reason=answered.reasons.get(number, ""),
        differ=rated.differ,
    )


def grouped(shown: list[Row]) -> list[tuple[str, list[Row]]]:
    """The rows by group of factors."""
    return [(group, list(members)) for group, members in groupby(shown, key=lambda row: row.factor.group)]


@dataclass(frozen=True)
class Progress:
    """How much of the form has been looked at."""

    rated: int
    not_explored: int
    total: int

    @property
    def looked_at(self) -> int:
        return self.rated + self.not_explored

    @property
    def said(self) -> str:
        """ "12 of 18 looked at: 10 rated, 2 not explored." """
        if not self.looked_at:
            return f"{words.count(self.total, 'factor')}, none looked at yet."
        parts = [(self.rated, "rated"), (self.not_explored, "not explored")]
        told = ", ".join(f"{number} {what}" for number, what in parts if number)
        return f"{self.looked_at} of {self.total} looked at: {told}."


def progress(shown: list[Row]) -> Progress:
    """How far the assessment is."""
    rated = sum(1 for row in shown if row.is_explored)
    touched = sum(1 for row in shown if row.is_touched)
    return Progress(rated, touched - rated, len(shown))


def spokes(shown: list[Row], before: Profile | None, *, rating: int | None) -> list[Spoke]:
    """The wheel's spokes; *rating* is the factor being rated."""
    earlier = before.rated if before else {}
    return [
        Spoke(
            label=row.factor.name,
            group=row.factor.group,
            adviser=row.adviser,
            young_person=row.young_person,
            before=earlier.get(row.factor.number, Rated()).adviser,
            note="being rated" if row.factor.number == rating else "no goal yet" if row.is_open_need else "",
            kind="on" if row.factor.number == rating else "need" if row.is_open_need else "",
        )
        for row in shown
    ]


def distance(before: Profile, after: Profile) -> Distance:
    """How far from one to the other, over what both were measured with."""
    measured = (before.form.measure, after.form.measure)
    return rules.distance(before.rated, after.rated, measured=measured)


def said(found: Distance) -> str:
    """ "8 up, 1 down, 8 the same, 1 not rated both times"."""
    if found.other_scale:
        return "Not compared: the scale is another"
    parts = [
        (len(found.up), "up"),
        (len(found.down), "down"),
        (len(found.same), "the same"),
        (len(found.not_compared), "not rated both times"),
        (len(found.gone) + len(found.added), "not on both forms"),
    ]
    return ", ".join(f"{number} {what}" for number, what in parts if number) or "Nothing to compare yet"


ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")


def ordinal(place: int) -> str:
    """ "Third"; beyond the tenth, "Number 11"."""
    return ORDINALS[place - 1] if place <= len(ORDINALS) else f"Number {place}"


@dataclass(frozen=True)
class Standing:
    """One thing that stands out."""

    mark: str
    lead: str
    words: str


def stands_out(shown: list[Row], found: Distance | None, *, since: str, known_as: str) -> list[Standing]:
    """What the wheel says at a glance: gains, where the two see it differently, losses, strengths."""
    names = {row.factor.number: row.factor.name.lower() for row in shown}
    told = []
    if found and found.up:
        most = max(found.moved.values())
        best = [names[factor] for factor in found.up if found.moved[factor] == most]
        told.append(
            Standing("done", f"Stronger since {since}:", f"{_factors(found.up)}, most of all {_few(best)}.")
        )
    lower = [
        names[row.factor.number]
        for row in shown
        if row.differ and (row.young_person or 0) < (row.adviser or 0)
    ]
    higher = [
        names[row.factor.number]
        for row in shown
        if row.differ and (row.young_person or 0) > (row.adviser or 0)
    ]
    if lower or higher:
        parts = [
            f"lower than you on {_few(lower)}" if lower else "",
            f"higher on {_few(higher)}" if higher else "",
        ]
        told.append(
            Standing("people", f"{known_as} sees it differently:", "; ".join(filter(None, parts)) + ".")
        )
    if found and found.down:
        told.append(Standing("risk", "Weaker:", f"{_few([names[factor] for factor in found.down])}."))
    strengths = [names[row.factor.number] for row in shown if row.is_strength]
    if strengths:
        told.append(Standing("done", "Strengths to build on:", f"{_few(strengths)}."))
    return told


def _factors(found: list[int]) -> str:
    return words.count(len(found), "factor")


def _few(names: list[str], most: int = 4) -> str:
    return (
        words.listed(names)
        if len(names) <= most
        else f"{', '.join(names[:most])} and {len(names) - most} more"
    )
