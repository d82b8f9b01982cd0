"""What a room above says of a field of a record: shown where that field is asked for.

A room registers who finds remarks, as it starts; a page of questions asks for those of its own questions.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from connexions.registers.people.models import YoungPerson


@dataclass(frozen=True)
class Remark:
    """One remark: which question of which page, what is wrong, how it is mended; *mark* and *pressing* as a state."""

    page: str
    question: str
    words: str
    remedy: str
    mark: str
    pressing: str


Finder = Callable[[YoungPerson], Iterable[Remark]]
_finders: dict[str, Finder] = {}


def register(key: str, finder: Finder) -> None:
    """Let a room say what it finds; asked only where a page of questions is shown."""
    _finders[key] = finder


def beside(young_person: YoungPerson, *, page: str) -> dict[str, list[Remark]]:
    """The remarks on the questions of a page, by the question's name."""
    found: dict[str, list[Remark]] = {}
    for finder in _finders.values():
        for one in finder(young_person):
            if one.page == page:
                found.setdefault(one.question, []).append(one)
    return found
