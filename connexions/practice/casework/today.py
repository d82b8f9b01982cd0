"""What other rooms and nouns have to say on an adviser's Today.

The casework's own needs (reviews, tries, plans, statuses, new people) are found in one statement. Whoever has
more to say registers a source once, as the room starts::

    register(Source("appointment", "Appointments", appointments_today, order=15))

A source is asked once for each page, whatever the number of young people, and must answer in one query::

    def appointments_today(asked: Asked) -> Told:
        mine = Appointment.objects.filter(young_person__in=asked.people.values("pk"), ...)
        return told(rows, lines, most=asked.most)

``asked.people`` holds only those whose casework the reader may see: whoever looks beyond it shows what the
reader may not know. Names are put to the lines here, so that a source needs none.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from connexions.ground.base.acting import Actor
from connexions.registers.people.models import YoungPerson

OVERDUE, THIS_WEEK, NEW, COMING = "overdue", "week", "new", "coming"
GROUPS = (OVERDUE, THIS_WEEK, NEW, COMING)  # in their order; what is only coming is shown and not counted


@dataclass(frozen=True)
class Asked:
    """Whose day is looked at, by whom, on which day."""

    adviser: UUID
    people: QuerySet[YoungPerson]  # the adviser's, as far as the reader may see their casework; unordered
    on: date
    by: Actor
    most: int  # lines that are shown of one group; the rest are counted


@dataclass(frozen=True)
class Line:
    """One thing about one young person that wants the adviser's hand.

    *state* is the word in the mark ("Message not delivered"), *what* one sentence, *do* the words on the
    button and *href* where it leads.
    """

    group: str
    young_person_id: UUID
    day: date
    state: str
    what: str
    do: str
    href: str


@dataclass(frozen=True)
class Told:
    """At most ``Asked.most`` lines of each group, the most urgent first, and how many there are in each."""

    lines: list[Line] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """Something that other rooms tell. *chip* is what its filter says; *order* its place among the kinds."""

    kind: str
    chip: str
    find: Callable[[Asked], Told]
    order: int = 50


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Let a room say something on Today; called as the room starts."""
    _sources[source.kind] = source


def sources() -> list[Source]:
    """Everything that is registered, in its order."""
    return sorted(_sources.values(), key=lambda one: (one.order, one.kind))


def told(lines: Iterable[Line], *, most: int, counts: dict[str, int] | None = None) -> Told:
    """What a source answers: the first lines of each group, and how many there are.

    Without *counts* those given are all there are. A source that may have more than a few hundred counts in
    its query.
    """
    every = list(lines)
    taken: Counter[str] = Counter()
    shown = []
    for line in every:
        taken[line.group] += 1
        if taken[line.group] <= most:
            shown.append(line)
    return Told(shown, dict(taken) if counts is None else counts)


def ask(asked: Asked) -> dict[str, Told]:
    """What every source tells, by kind; one query each."""
    return {one.kind: one.find(asked) for one in sources()}


def people_of(answers: Sequence[Told]) -> set[UUID]:
    """Everybody whom the lines are about."""
    return {line.young_person_id for answer in answers for line in answer.lines}
