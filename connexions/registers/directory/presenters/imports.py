"""What the pages say of an import of the directory."""

from connexions.registers.directory.models import Reading

State = Reading.State
MARKS = {
    State.WAITING: "todo",
    State.RUNNING: "todo",
    State.DONE: "done",
    State.BROKEN: "risk",
    State.STOPPED: "due",
}


def state_of(reading: Reading) -> tuple[str, str]:
    """The mark and the words of its state."""
    state = State(reading.state)
    return MARKS[state], str(state.label)


def counted(reading: Reading) -> list[tuple[str, int, str]]:
    """What became of the services, for the strip of facts."""
    return [
        ("New", reading.added, "services"),
        ("Changed", reading.changed, "since last time"),
        ("Unchanged", reading.unchanged, "as last time"),
        ("Left out", reading.refused, "not taken"),
        ("Gone", reading.gone, "named no more"),
    ]


def so_far(reading: Reading) -> str:
    """What holds of an import that was not read to its end."""
    if not (reading.added or reading.changed or reading.unchanged):
        return "Nothing was taken, and nothing is marked as gone."
    return "What is counted here is kept, and nothing is marked as gone. Read again, it takes the rest."
