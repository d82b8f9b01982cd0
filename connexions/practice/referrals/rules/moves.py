"""The states of a referral: what may follow what, and on which side the hand must be that does it. Pure."""

from enum import StrEnum

from connexions.ground.base.machines import Machine
from connexions.ground.base.refusals import NotAllowed


class Side(StrEnum):
    """On which side of a referral somebody stands."""

    OURS = "ours"  # those who work with the young person here
    THEIRS = "theirs"  # the service it was made to
    OWN = "own"  # the young person
    HOUSE = "house"  # the system, by itself


class Outcome(StrEnum):
    """How a referral ended. Not being reached and not wanting it are outcomes, too."""

    HELPED = "helped"
    PARTLY = "partly"
    NO_CHANGE = "no_change"
    STOPPED_COMING = "stopped_coming"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    GAVE_UP_WAITING = "gave_up_waiting"
    ELSEWHERE = "elsewhere"


OUTCOMES: dict[Outcome, str] = {
    Outcome.HELPED: "It helped: what was wanted is done",
    Outcome.PARTLY: "It helped in part",
    Outcome.NO_CHANGE: "They came, and nothing changed",
    Outcome.STOPPED_COMING: "They stopped coming",
    Outcome.UNREACHABLE: "They could not be reached",
    Outcome.REFUSED: "They did not want it",
    Outcome.GAVE_UP_WAITING: "They gave up waiting",
    Outcome.ELSEWHERE: "Somebody else helps them with it now",
}

REASONS: dict[str, str] = {
    "full": "We have no place, and no list to wait on",
    "not_for_them": "Our service is not for them: age, area or need",
    "wrong_service": "Another service would suit better",
    "known_already": "We are working with them already",
    "too_little": "We were told too little to decide",
    "other": "Something else",
}

STATES: dict[str, str] = {
    "drafted": "Being written",
    "sent": "Sent",
    "received": "Received",
    "more_wanted": "More information wanted",
    "accepted": "Accepted",
    "waiting": "On a waiting list",
    "started": "Started",
    "declined": "Declined",
    "ended": "Ended",
    "withdrawn": "Withdrawn",
    "halted": "Stopped: no leave to share",
}

_NOT_SENT = "This referral has not been sent yet."
_WAITS = "The service asked for more information first: answer that."
_IS_ACCEPTED = "This referral was accepted already."
_IS_STARTED = "The service has started already."
_ENDS: dict[str, str] = {
    "declined": "The service declined this referral. Make another to a service that suits better.",
    "ended": "This referral has ended: what came of it stays as it is.",
    "withdrawn": "This referral was withdrawn.",
}
_HALTED = (
    "There is no leave any more to share this referral: nothing goes on until there is, and it is sent again."
)

MOVES: dict[tuple[str, str], str] = {
    ("drafted", "change"): "drafted",
    ("drafted", "send"): "sent",
    ("drafted", "withdraw"): "withdrawn",
    ("sent", "receive"): "received",
    ("sent", "ask"): "more_wanted",
    ("sent", "accept"): "accepted",
    ("sent", "decline"): "declined",
    ("sent", "withdraw"): "withdrawn",
    ("sent", "halt"): "halted",
    ("received", "ask"): "more_wanted",
    ("received", "accept"): "accepted",
    ("received", "decline"): "declined",
    ("received", "withdraw"): "withdrawn",
    ("received", "halt"): "halted",
    ("more_wanted", "answer"): "received",
    ("more_wanted", "accept"): "accepted",
    ("more_wanted", "decline"): "declined",
    ("more_wanted", "withdraw"): "withdrawn",
    ("more_wanted", "halt"): "halted",
    ("accepted", "wait"): "waiting",
    ("accepted", "start"): "started",
    ("accepted", "end"): "ended",
    ("accepted", "withdraw"): "withdrawn",
    ("accepted", "halt"): "halted",
    ("waiting", "wait"): "waiting",
    ("waiting", "start"): "started",
    ("waiting", "end"): "ended",
    ("waiting", "withdraw"): "withdrawn",
    ("waiting", "halt"): "halted",
    ("started", "end"): "ended",
    ("started", "withdraw"): "withdrawn",
    ("started", "halt"): "halted",
    ("halted", "send"): "sent",
    ("halted", "withdraw"): "withdrawn",
}

_SENT = ("sent", "received", "more_wanted", "accepted", "waiting", "started")
_REFUSALS: dict[tuple[str, str], str] = {
    **{(state, "change"): "This referral was sent: what was told stays as it was told." for state in _SENT},
    **{(state, "send"): "This referral was sent already." for state in _SENT},
    **{
        ("drafted", move): _NOT_SENT
        for move in ("receive", "ask", "answer", "accept", "decline", "wait", "start", "end", "halt")
    },
    ("received", "receive"): "The service has received this already.",
    ("more_wanted", "receive"): "The service has received this already.",
    ("more_wanted", "ask"): "The service has asked for more information already: it waits for an answer.",
    **{
        (state, "answer"): "The service has asked for nothing more."
        for state in _SENT
        if state != "more_wanted"
    },
    **{
        (state, move): _IS_ACCEPTED
        for state in ("accepted", "waiting")
        for move in ("receive", "ask", "accept")
    },
    **{
        (state, "decline"): "This referral was accepted: end it, and say how it ended."
        for state in ("accepted", "waiting", "started")
    },
    **{
        (state, move): "The service has not accepted this yet."
        for state in ("sent", "received")
        for move in ("wait", "start", "end")
    },
    **{("more_wanted", move): _WAITS for move in ("wait", "start", "end")},
    **{("started", move): _IS_STARTED for move in ("receive", "ask", "accept", "wait", "start")},
    **{
        ("halted", move): _HALTED
        for move in (
            "change",
            "receive",
            "ask",
            "answer",
            "accept",
            "decline",
            "wait",
            "start",
            "end",
            "halt",
        )
    },
}
_NAMES = list(dict.fromkeys(move for _, move in MOVES))
_REFUSALS |= {(state, move): why for state, why in _ENDS.items() for move in _NAMES}

REFERRAL = Machine(noun="referral", first="drafted", moves=MOVES, refusals=_REFUSALS)
MACHINES = [REFERRAL]

OPEN = frozenset(state for state in REFERRAL.states if any(before == state for before, _ in MOVES))
WITH_SERVICE = frozenset(_SENT)  # the service has it and may read what was told, as long as there is leave
ANSWERED = frozenset({"accepted", "waiting", "started"})

# Whose hand each move may be. Ours may write down what the service said on the telephone.
HANDS: dict[str, frozenset[Side]] = {
    "change": frozenset({Side.OURS, Side.OWN}),
    "send": frozenset({Side.OURS, Side.OWN}),
    "answer": frozenset({Side.OURS}),
    "withdraw": frozenset({Side.OURS, Side.OWN}),
    "halt": frozenset(Side),
    **{
        move: frozenset({Side.OURS, Side.THEIRS})
        for move in ("receive", "ask", "accept", "decline", "wait", "start", "end")
    },
}
_NOT_YOURS: dict[Side, str] = {
    Side.OURS: "Only the young person or the service can do this.",
    Side.THEIRS: "This is for those who made the referral. Write them a message.",
    Side.OWN: "The service and your adviser do this. You can take the referral back at any time.",
    Side.HOUSE: "A person must do this.",
}
PARTNER_MOVES = tuple(move for move, hands in HANDS.items() if Side.THEIRS in hands and move != "halt")
SAID: dict[str, str] = {
    "change": "Changed",
    "send": "Sent",
    "receive": "Received",
    "ask": "Asked for more information",
    "answer": "Answered",
    "accept": "Accepted",
    "decline": "Declined",
    "wait": "Put on the waiting list",
    "start": "Started",
    "end": "Ended",
    "withdraw": "Withdrawn",
    "halt": "Stopped: no leave to share",
}


def after(state: str, move: str, side: Side) -> str:
    """The state that follows. Raises ``NotAllowed`` for the wrong hand, ``NotPossible`` for the wrong time."""
    if side not in HANDS.get(move, frozenset()):
        raise NotAllowed(_NOT_YOURS[side])
    return REFERRAL.after(state, move)


def possible(state: str, side: Side) -> list[str]:
    """The moves that somebody on a side may make now, in the order of the table."""
    return [move for move in REFERRAL.names if side in HANDS[move] and REFERRAL.may(state, move)]


def waits_for(state: str) -> Side | None:
    """On which side the next move is; nobody's once it is over."""
    if state in ("drafted", "more_wanted", "halted"):
        return Side.OURS
    return Side.THEIRS if state in WITH_SERVICE else None


def does_step(outcome: str) -> bool:
    """Whether the step of the plan is done by this outcome. What helped in part is for the two to decide."""
    return outcome == Outcome.HELPED
