"""What somebody answered, as it is looked at."""

from connexions.ground.design import words
from connexions.practice.tracing.models import StatusAnswer

# The kind that an answer most likely means, as a proposal: a person chooses.
PROPOSED = {
    "school": "210",
    "college": "230",
    "university": "240",
    "apprentice": "310",
    "working": "330",
    "training": "430",
    "looking": "619",
    "cannot": "680",
}


def lines(answer: StatusAnswer) -> list[str]:
    """What was said, line by line."""
    said = []
    if answer.does:
        where = f", {answer.where}" if answer.where else ""
        said.append(f"{answer.get_does_display()}{where}")
    elif answer.state == StatusAnswer.State.TO_LOOK_AT and not answer.words:
        said.append("Said that it is still so, and it could not be confirmed")
    if answer.since_on:
        said.append(f"Since {words.day(answer.since_on)}")
    if answer.words:
        said.append(f"“{answer.words}”")
    if answer.wants_help:
        said.append("Would like somebody to ring")
    return said
