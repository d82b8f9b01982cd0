"""States as tables of moves: what may follow what, with a sentence for what may not. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from connexions.ground.base.refusals import NotPossible


@dataclass(frozen=True)
class Machine:
    """The states of one noun. *moves* says, for a state and a move, the state that follows."""

    noun: str
    first: str
    moves: Mapping[tuple[str, str], str]
    refusals: Mapping[tuple[str, str], str]  # (state, move) → why not; every pair that is not a move

    @property
    def states(self) -> list[str]:
        """Every state, in the order in which the table meets them."""
        met = [self.first]
        for (before, _), after in self.moves.items():
            met += [state for state in (before, after) if state not in met]
        return met

    @property
    def names(self) -> list[str]:
        """Every move, in the order of the table."""
        return list(dict.fromkeys(move for _, move in self.moves))

    def may(self, state: str, move: str) -> bool:
        """Whether the move can be made from the state."""
        return (state, move) in self.moves

    def after(self, state: str, move: str) -> str:
        """The state that follows. Raises ``NotPossible`` with the table's sentence."""
        if not self.may(state, move):
            raise NotPossible(self.refusals[(state, move)])
        return self.moves[(state, move)]

    def diagram(self) -> str:
        """The table as a Mermaid state diagram."""
        lines = [f"    [*] --> {self.first}"]
        lines += [f"    {before} --> {after}: {move}" for (before, move), after in self.moves.items()]
        ends = [state for state in self.states if not any(before == state for before, _ in self.moves)]
        lines += [f"    {state} --> [*]" for state in ends]
        return "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```"])

    def refused(self) -> str:
        """What cannot be done, as a table in words."""
        rows = [f"| {state} | {move} | {sentence} |" for (state, move), sentence in self.refusals.items()]
        return "\n".join(["| When it is | you cannot | because |", "|---|---|---|", *rows])


_registered: dict[str, list[Machine]] = {}


def register(room: str, machines: list[Machine]) -> None:
    """Let the machines of a room be drawn for the reference; called as the room starts."""
    _registered[room] = machines


def registered() -> dict[str, list[Machine]]:
    """The machines of every room that has some, by the room's name."""
    return dict(sorted(_registered.items()))


def reference(machines: list[Machine], *, room: str = "casework") -> str:
    """The page of the reference that shows these machines."""
    parts = [
        f"# States of the {room}",
        "",
        f"Drawn from `{room}/rules` by `manage.py draw_states`: do not edit.",
    ]
    for machine in machines:
        parts += ["", f"## {machine.noun.capitalize()}", "", machine.diagram(), "", machine.refused()]
    return "\n".join(parts) + "\n"
