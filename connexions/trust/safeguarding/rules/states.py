"""The states of a concern, of a risk note, of a challenge to one, and of a visit alone."""

from connexions.ground.base.machines import Machine


def _said(states: dict[str, str], moves: tuple[str, ...]) -> dict[tuple[str, str], str]:
    return {(state, move): sentence for state, sentence in states.items() for move in moves}


_FIRST = "Nobody has taken this concern on yet: take it on first."
_CLOSED = "This concern is closed: open it again first."
_TAKEN = "Somebody has taken this concern on already."

CONCERN = Machine(
    noun="concern",
    first="waiting",
    moves={
        ("waiting", "escalate"): "waiting",
        ("waiting", "take_on"): "taken_on",
        ("taken_on", "hand_on"): "taken_on",
        ("taken_on", "decide"): "decided",
        ("taken_on", "write_told"): "taken_on",
        ("taken_on", "plan"): "taken_on",
        ("taken_on", "do"): "taken_on",
        ("decided", "hand_on"): "decided",
        ("decided", "decide"): "decided",
        ("decided", "write_told"): "decided",
        ("decided", "plan"): "decided",
        ("decided", "do"): "decided",
        ("decided", "close"): "closed",
        ("closed", "reopen"): "taken_on",
    },
    refusals={
        **_said({"waiting": _FIRST}, ("hand_on", "decide", "write_told", "plan", "do", "close")),
        ("waiting", "reopen"): "This concern is open: nobody has taken it on yet.",
        **_said({"taken_on": _TAKEN, "decided": _TAKEN, "closed": _CLOSED}, ("escalate", "take_on")),
        (
            "taken_on",
            "close",
        ): "Nothing has been decided yet: write down what was decided, or that no action follows.",
        ("taken_on", "reopen"): "This concern is open already.",
        ("decided", "reopen"): "This concern is open already.",
        **_said({"closed": _CLOSED}, ("hand_on", "decide", "write_told", "plan", "do")),
        ("closed", "close"): "This concern is closed already.",
    },
)

_BACK = "This note was taken back: write a new one if there is a risk."

RISK_NOTE = Machine(
    noun="risk note",
    first="standing",
    moves={
        ("standing", "change"): "standing",
        ("standing", "check"): "standing",
        ("standing", "challenge"): "standing",
        ("standing", "take_back"): "taken_back",
    },
    refusals=_said({"taken_back": _BACK}, ("change", "check", "challenge", "take_back")),
)

_ANSWERED = "This challenge has been answered. Challenge the note again if it is still wrong."

CHALLENGE = Machine(
    noun="challenge",
    first="open",
    moves={
        ("open", "uphold_changed"): "changed",
        ("open", "uphold_taken_back"): "taken_back",
        ("open", "turn_down"): "turned_down",
        ("open", "withdraw"): "withdrawn",
    },
    refusals=_said(
        {"changed": _ANSWERED, "taken_back": _ANSWERED, "turned_down": _ANSWERED}
        | {"withdrawn": "Whoever made this challenge has withdrawn it."},
        ("uphold_changed", "uphold_taken_back", "turn_down", "withdraw"),
    ),
)

_OVER = "This visit is over already."
_HELP = "Somebody asked for help on this visit: a colleague must speak with them before it can end."

OUTING = Machine(
    noun="visit alone",
    first="out",
    moves={
        ("out", "extend"): "out",
        ("out", "check_in"): "safe",
        ("out", "ask_for_help"): "needs_help",
        ("out", "raise_alarm"): "overdue",
        ("overdue", "extend"): "out",
        ("overdue", "check_in"): "safe",
        ("overdue", "ask_for_help"): "needs_help",
        ("overdue", "raise_alarm"): "overdue",
        ("overdue", "stand_down"): "stood_down",
        ("needs_help", "ask_for_help"): "needs_help",
        ("needs_help", "raise_alarm"): "needs_help",
        ("needs_help", "stand_down"): "stood_down",
    },
    refusals={
        ("out", "stand_down"): "No alarm has been raised for this visit.",
        **_said({"needs_help": _HELP}, ("extend", "check_in")),
        **_said(
            {"safe": _OVER, "stood_down": _OVER},
            ("extend", "check_in", "ask_for_help", "raise_alarm", "stand_down"),
        ),
    },
)

MACHINES = [CONCERN, RISK_NOTE, CHALLENGE, OUTING]
