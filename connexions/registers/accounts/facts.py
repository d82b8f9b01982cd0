"""What rooms above have to say to a young person on their first page: each registers a function."""

from collections.abc import Callable

from connexions.ground.base.acting import Actor

Fact = tuple[str, str]  # what, and the answer: ("Your adviser", "Priya Nair")
_sources: list[Callable[[Actor], list[Fact]]] = []


def register(source: Callable[[Actor], list[Fact]]) -> None:
    """Let a room say something there."""
    if source not in _sources:
        _sources.append(source)


def told_to(actor: Actor) -> list[Fact]:
    """Everything the rooms say to this young person."""
    return [fact for source in _sources for fact in source(actor)]
