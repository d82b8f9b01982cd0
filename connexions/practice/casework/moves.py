"""What may follow what, for what is to be done and for registers. Pure."""

from connexions.practice.casework.machines import Machine

FOLLOW_UP = Machine(
    noun="follow-up",
    first="to_do",
    moves={
        ("to_do", "change"): "to_do",
        ("to_do", "finish"): "done",
        ("to_do", "drop"): "not_done",
        ("done", "reopen"): "to_do",
        ("not_done", "reopen"): "to_do",
    },
    refusals={
        ("to_do", "reopen"): "This is still to be done.",
        ("done", "change"): "This is done: take it up again first.",
        ("done", "finish"): "This is done already.",
        ("done", "drop"): "This is done already.",
        ("not_done", "change"): "This was left undone: take it up again first.",
        ("not_done", "finish"): "This was left undone: take it up again first.",
        ("not_done", "drop"): "This was left undone already.",
    },
)

GROUP_SESSION = Machine(
    noun="group session",
    first="open",
    moves={
        ("open", "change"): "open",
        ("open", "mark"): "open",
        ("open", "close"): "closed",
        ("open", "cancel"): "cancelled",
        ("closed", "correct"): "closed",
    },
    refusals={
        ("open", "correct"): "This register is still open: mark it, there is nothing to correct.",
        ("closed", "change"): "This register is closed: what it says can be corrected, a name at a time.",
        ("closed", "mark"): "This register is closed: correct the mark instead, with a reason.",
        ("closed", "close"): "This register was closed already. Nothing was recorded a second time.",
        ("closed", "cancel"): "This session took place: its register is closed.",
        ("cancelled", "change"): "This session was cancelled.",
        ("cancelled", "mark"): "This session was cancelled.",
        ("cancelled", "close"): "This session was cancelled.",
        ("cancelled", "cancel"): "This session was cancelled already.",
        ("cancelled", "correct"): "This session was cancelled.",
    },
)
