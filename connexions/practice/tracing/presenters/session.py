"""A call session as its band says it."""

from collections import Counter
from typing import Any

from connexions.practice.tracing.models import CallSession
from connexions.practice.tracing.queries.queues import BY_KEY
from connexions.practice.tracing.rules.outcomes import BY_NAME

SAID = {
    "told": "reached",
    "no_answer": "no answer",
    "left_message": "message left",
    "call_back": "to call back",
    "wrong_number": "wrong number",
    "moved": "moved",
    "no_help": "no help wanted",
    "would_not_say": "would not say",
    "someone_else": "someone else",
    "skip": "left for later",
}
WIDE = 180


def band(session: CallSession, tally: Counter[str], left: int) -> dict[str, Any]:
    """How far it is: done, of how many, and what came of them."""
    done = sum(tally.values())
    of = done + left
    return {
        "session": session,
        "queue": BY_KEY[session.queue].name,
        "done": done,
        "of": of,
        "bar": round(WIDE * done / of) if of else WIDE,
        "said": [(tally[name], SAID[name]) for name in BY_NAME if tally[name]],
    }
