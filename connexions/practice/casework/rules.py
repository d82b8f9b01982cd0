"""What may follow what, when a review is due, what counts as a need, how far somebody has come. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from connexions.practice.casework.machines import Machine
from connexions.practice.casework.moves import FOLLOW_UP, GROUP_SESSION

ASSESSMENT = Machine(
    noun="assessment",
    first="open",
    moves={("open", "rate"): "open", ("open", "move"): "open", ("open", "finish"): "finished"},
    refusals={
        (
            "finished",
            "move",
        ): "This assessment is finished: it stays on the form it was made with.",
        (
            "finished",
            "rate",
        ): "This assessment is finished. Start another to rate again: the earlier one stays as it is.",
        ("finished", "finish"): "This assessment is finished already.",
    },
)

FORM = Machine(
    noun="form",
    first="draft",
    moves={
        ("draft", "change"): "draft",
        ("draft", "publish"): "published",
        ("draft", "throw_away"): "thrown_away",
        ("published", "copy"): "published",
    },
    refusals={
        ("draft", "copy"): "This edition is still being made: change it, or publish it first.",
        ("published", "change"): "This edition is published, and assessments are made with it: nobody can"
        " change it. Copy it, and change the copy.",
        ("published", "publish"): "This edition is published already.",
        ("published", "throw_away"): "This edition is published, and assessments are made with it: it stays.",
        ("thrown_away", "change"): "This edition was thrown away.",
        ("thrown_away", "publish"): "This edition was thrown away.",
        ("thrown_away", "copy"): "This edition was thrown away.",
        ("thrown_away", "throw_away"): "This edition was thrown away already.",
    },
)

PLAN = Machine(
    noun="plan",
    first="draft",
    moves={
        ("draft", "change"): "draft",
        ("draft", "agree"): "agreed",
        ("draft", "close"): "closed",
        ("agreed", "change"): "changed",
        ("agreed", "close"): "closed",
        ("changed", "change"): "changed",
        ("changed", "agree"): "agreed",
        ("changed", "close"): "closed",
        ("closed", "take_up"): "changed",
    },
    refusals={
        ("agreed", "agree"): "This plan is agreed already, and nothing has changed since.",
        ("closed", "change"): "This plan is closed. Start another: the closed one stays as it is.",
        ("closed", "agree"): "This plan is closed. Start another: the closed one stays as it is.",
        ("closed", "close"): "This plan is closed already.",
        ("draft", "take_up"): "This plan is open: go on with it.",
        ("agreed", "take_up"): "This plan is open: go on with it.",
        ("changed", "take_up"): "This plan is open: go on with it.",
    },
)

STEP = Machine(
    noun="step",
    first="to_do",
    moves={
        ("to_do", "start"): "started",
        ("to_do", "finish"): "done",
        ("to_do", "drop"): "dropped",
        ("started", "finish"): "done",
        ("started", "drop"): "dropped",
        ("done", "reopen"): "to_do",
        ("dropped", "reopen"): "to_do",
    },
    refusals={
        ("to_do", "reopen"): "This step is still to do.",
        ("started", "start"): "This step was started already.",
        ("started", "reopen"): "This step is still being done.",
        ("done", "start"): "This step is done already.",
        ("done", "finish"): "This step is done already.",
        ("done", "drop"): "This step is done: what was done cannot be dropped.",
        ("dropped", "start"): "This step was dropped: take it up again first.",
        ("dropped", "finish"): "This step was dropped: take it up again first.",
        ("dropped", "drop"): "This step was dropped already.",
    },
)

GOAL = Machine(
    noun="goal",
    first="open",
    moves={
        ("open", "reach"): "reached",
        ("open", "drop"): "dropped",
        ("reached", "reopen"): "open",
        ("dropped", "reopen"): "open",
    },
    refusals={
        ("open", "reopen"): "This goal is still being worked on.",
        ("reached", "reach"): "This goal is reached already.",
        ("reached", "drop"): "This goal is reached: what was reached cannot be dropped.",
        ("dropped", "reach"): "This goal was dropped: take it up again first.",
        ("dropped", "drop"): "This goal was dropped already.",
    },
)

_ANSWERED = "This was answered already: only another link can change the answer."
_TAKEN_BACK = "This was taken back by the adviser: the plan is being changed."
_SHUT = "This was closed after five wrong dates of birth. The adviser can send another link."

ASKING = Machine(
    noun="asking to agree",
    first="open",
    moves={
        ("open", "agree"): "agreed",
        ("open", "want_change"): "change_wanted",
        ("open", "withdraw"): "withdrawn",
        ("open", "shut"): "spent",
        ("change_wanted", "heed"): "heeded",
    },
    refusals={
        ("open", "heed"): "They have not answered yet.",
        **{
            (state, move): why
            for state, why in (
                ("agreed", _ANSWERED),
                ("change_wanted", _ANSWERED),
                ("heeded", _ANSWERED),
                ("withdrawn", _TAKEN_BACK),
                ("spent", _SHUT),
            )
            for move in ("agree", "want_change", "withdraw", "shut", "heed")
            if (state, move) != ("change_wanted", "heed")
        },
    },
)
LINK_DAYS = (3, 7, 14)  # how long a link may be good
REMIND_DAYS = (0, 1, 3, 7)  # how many days before a step is due somebody may be reminded

REVIEW = Machine(
    noun="review",
    first="due",
    moves={("due", "move"): "due", ("due", "hold"): "held"},
    refusals={
        ("held", "move"): "This review has been held: set the day of the next one instead.",
        ("held", "hold"): "This review has been held already.",
    },
)

SUPPORT = Machine(
    noun="support",
    first="open",
    moves={
        ("open", "end"): "ended",
        ("open", "ask"): "asked",
        ("asked", "agree"): "ended",
        ("asked", "decline"): "open",
        ("asked", "withdraw"): "open",
        ("ended", "reopen"): "open",
        ("ended", "undo"): "open",
    },
    refusals={
        ("open", "agree"): "Nobody has asked for support to end: there is nothing to agree to.",
        ("open", "decline"): "Nobody has asked for support to end: there is nothing to decline.",
        ("open", "withdraw"): "Nobody has asked for support to end: there is nothing to take back.",
        ("open", "reopen"): "Support has not ended: there is nothing to take up again.",
        ("open", "undo"): "Support has not ended: there is nothing to put right.",
        ("asked", "end"): "A manager has been asked already: they agree to the end or decline it.",
        ("asked", "ask"): "A manager has been asked already: they agree to the end or decline it.",
        ("asked", "reopen"): "Support has not ended yet: take the request back instead.",
        ("asked", "undo"): "Support has not ended yet: take the request back instead.",
        ("ended", "end"): "Support has ended already.",
        ("ended", "ask"): "Support has ended already.",
        ("ended", "agree"): "Support has ended already.",
        ("ended", "decline"): "Support has ended already: take it up again instead.",
        ("ended", "withdraw"): "Support has ended already: take it up again instead.",
    },
)

TRANSITION = Machine(
    noun="transition",
    first="ahead",
    moves={
        ("ahead", "change"): "ahead",
        ("ahead", "confirm"): "confirmed",
        ("ahead", "call_off"): "called_off",
        ("confirmed", "change"): "confirmed",
        ("confirmed", "finish"): "done",
        ("confirmed", "call_off"): "called_off",
        ("called_off", "take_up"): "ahead",
        ("done", "take_up"): "ahead",
    },
    refusals={
        (
            "ahead",
            "finish",
        ): "Nobody has confirmed this yet: write down who takes over and who said yes first.",
        ("ahead", "take_up"): "This is being prepared already.",
        ("confirmed", "confirm"): "This is confirmed already.",
        ("confirmed", "take_up"): "This is being prepared already.",
        ("called_off", "change"): "This was called off: take it up again first.",
        ("called_off", "confirm"): "This was called off: take it up again first.",
        ("called_off", "finish"): "This was called off: take it up again first.",
        ("called_off", "call_off"): "This was called off already.",
        ("done", "change"): "This is done: take it up again first.",
        ("done", "confirm"): "This is done already.",
        ("done", "finish"): "This is done already.",
        ("done", "call_off"): "This is done: what was done cannot be called off.",
    },
)

MACHINES = [ASSESSMENT, FORM, PLAN, GOAL, STEP, ASKING, REVIEW, SUPPORT, TRANSITION, FOLLOW_UP, GROUP_SESSION]

STUCK_AFTER_DAYS = 28
NEW_FOR_DAYS = 28
THIS_WEEK_DAYS = 7
BIRTHDAYS_AHEAD_DAYS = 28

UNDO_FOR = timedelta(hours=24)  # how long what was done to several at once can be taken back
MOST_TOGETHER = 1000  # so many at once
VIEW_ASKS = ("adviser", "level", "status", "review", "sort", "down")  # what a saved view may hold

SAME_WITHIN_MINUTES = 10  # two contacts alike so close together are asked about


def working_day(day: date) -> date:
    """The day itself, or the Monday after where it is a Saturday or Sunday."""
    return day + timedelta(days=(7 - day.weekday()) % 7) if day.weekday() >= 5 else day


def in_days(*, days: int | None, on: date) -> date | None:
    """So many days after: never on a Saturday or Sunday; none where no number is given."""
    return None if days is None else working_day(on + timedelta(days=days))


@dataclass(frozen=True)
class Rated:
    """How one factor stands: as the adviser sees it and as the young person does; none is "not explored"."""

    adviser: int | None = None
    young_person: int | None = None

    @property
    def is_explored(self) -> bool:
        return self.adviser is not None or self.young_person is not None

    @property
    def level(self) -> int | None:
        """The adviser's level; where they have none, the young person's."""
        return self.adviser if self.adviser is not None else self.young_person

    @property
    def differ(self) -> bool:
        """Whether the two see it differently."""
        return None not in (self.adviser, self.young_person) and self.adviser != self.young_person

    def is_need(self, at_most: int) -> bool:
        """Whether it wants a goal: the adviser's view decides; where they have none, the young person's
        does."""
        return self.level is not None and self.level <= at_most


def needs(rated: Mapping[int, Rated], *, at_most: int) -> list[int]:
    """The factors that want a goal, in their order."""
    return [factor for factor in sorted(rated) if rated[factor].is_need(at_most)]


def without_goal(
    *, needs: Iterable[int], goals: Iterable[Iterable[int]], reasons: Iterable[int]
) -> list[int]:
    """The needs that no goal answers and for which no reason was given."""
    answered = {factor for factors in goals for factor in factors} | set(reasons)
    return [factor for factor in needs if factor not in answered]


@dataclass(frozen=True)
class Measure:
    """What an edition of the form measures with: which factors, on how many levels, and which of the levels are
    needs and strengths. Words may differ between two editions that measure the same."""

    factors: frozenset[int]
    levels: int
    need_at_most: int
    strength_at_least: int

    def same_scale(self, other: "Measure") -> bool:
        """Whether a level means the same on both."""
        mine = (self.levels, self.need_at_most, self.strength_at_least)
        return mine == (other.levels, other.need_at_most, other.strength_at_least)


@dataclass(frozen=True)
class Distance:
    """How far somebody came from one assessment to another, in levels, as the adviser sees it."""

    moved: Mapping[int, int] = field(default_factory=dict)  # factor → levels up (or down, below nothing)
    not_compared: tuple[int, ...] = ()  # on both forms, but rated in only one of the two, or in neither
    gone: tuple[int, ...] = ()  # only on the earlier one's form
    added: tuple[int, ...] = ()  # only on the later one's form
    other_scale: bool = False  # a level means something else: nothing can be compared

    @property
    def up(self) -> list[int]:
        return [factor for factor, by in self.moved.items() if by > 0]

    @property
    def down(self) -> list[int]:
        return [factor for factor, by in self.moved.items() if by < 0]

    @property
    def same(self) -> list[int]:
        return [factor for factor, by in self.moved.items() if by == 0]

    @property
    def in_all(self) -> int:
        """Levels gained less levels lost, over what was rated both times."""
        return sum(self.moved.values())

    def over(self, factors: Iterable[int]) -> int | None:
        """The same over some of the factors; none where none of them can be compared."""
        found = [self.moved[factor] for factor in factors if factor in self.moved]
        return sum(found) if found else None


def distance(
    before: Mapping[int, Rated],
    after: Mapping[int, Rated],
    *,
    measured: tuple[Measure, Measure] | None = None,
) -> Distance:
    """How far from *before* to *after*. A factor counts only where both have the adviser's rating.

    *measured* is what each was made with, where that may differ: only factors on both forms are compared, and
    nothing is where a level does not mean the same.
    """
    gone: frozenset[int] = frozenset()
    added: frozenset[int] = frozenset()
    if measured is not None:
        first, last = measured
        gone, added = first.factors - last.factors, last.factors - first.factors
        if not first.same_scale(last):
            return Distance(gone=_in_order(gone), added=_in_order(added), other_scale=True)
    moved: dict[int, int] = {}
    left_out: list[int] = []
    for factor in sorted({*before, *after} - gone - added):
        was, now = before.get(factor, Rated()).adviser, after.get(factor, Rated()).adviser
        if was is None or now is None:
            left_out.append(factor)
        else:
            moved[factor] = now - was
    return Distance(moved, tuple(left_out), _in_order(gone), _in_order(added))


def _in_order(factors: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(factors))


def share_out(
    counts: Mapping[str, int], *, rooms: Mapping[str, float], weights: Mapping[str, float]
) -> dict[str, dict[str, int]]:
    """How many of each level go to whom, so that posts fill evenly: the fullest get the fewest.

    *counts* is how many there are of each level, *rooms* how much of each post is still empty (below nothing
    where it is over full), *weights* how much of a post one of each level fills. The heaviest are given first,
    each to whoever then has the most room. Returns for each of *rooms* how many of each level.
    """
    left, shares = dict(rooms), {whom: dict.fromkeys(counts, 0) for whom in rooms}
    for level in sorted(counts, key=lambda one: -weights.get(one, 0.0)):
        for _ in range(counts[level] if left else 0):
            most = max(left, key=lambda whom: (left[whom], whom))
            shares[most][level] += 1
            left[most] -= weights.get(level, 0.0)
    return shares


def fullness(counts: Mapping[str, int], *, fill_a_post: Mapping[str, int]) -> dict[str, float]:
    """How much of a full-time post each level fills, 1.0 being a whole one."""
    return {level: count / fill_a_post[level] for level, count in counts.items() if fill_a_post.get(level)}


def room_for(counts: Mapping[str, int], *, fill_a_post: Mapping[str, int], level: str) -> int:
    """How many more at a level there is room for; below nothing when it is too much already."""
    left = 1.0 - sum(fullness(counts, fill_a_post=fill_a_post).values())
    return int(left * fill_a_post[level] + (1e-9 if left > 0 else -1e-9))
