"""The states of an appointment and of a place in the queue at the front desk."""

from connexions.practice.casework.machines import Machine

TAKEN_BACK = "Only an outcome or a cancellation can be taken back: this appointment is still to come."

APPOINTMENT = Machine(
    noun="appointment",
    first="booked",
    moves={
        ("booked", "come"): "came",
        ("booked", "miss"): "did_not_attend",
        ("booked", "cancel_by_them"): "cancelled_by_them",
        ("booked", "cancel_by_us"): "cancelled_by_us",
        ("booked", "move"): "moved",
        ("cancelled_by_them", "restore"): "booked",
        ("cancelled_by_us", "restore"): "booked",
    },
    refusals={
        (state, move): sentence
        for state, said in {
            "came": "They came to this appointment: it is recorded.",
            "did_not_attend": "It is recorded that they did not attend. Book another appointment instead.",
            "moved": "This appointment was moved to another time: open that one.",
        }.items()
        for move, sentence in (
            ("come", said),
            ("miss", said),
            ("cancel_by_them", said),
            ("cancel_by_us", said),
            ("move", said),
            ("restore", said),
        )
    }
    | {
        (state, move): "This appointment is cancelled. Restore it first, or book another."
        for state in ("cancelled_by_them", "cancelled_by_us")
        for move in ("come", "miss", "cancel_by_them", "cancel_by_us", "move")
    }
    | {("booked", "restore"): TAKEN_BACK},
)

_OVER = {
    "seen": "They have been seen already.",
    "left": "They left without being seen. If they are back, let them in again.",
    "not_seen": "The day was closed before they could be seen. If they are back, let them in again.",
}

WAITING = Machine(
    noun="place in the queue",
    first="waiting",
    moves={
        ("waiting", "take"): "with_adviser",
        ("waiting", "leave"): "left",
        ("waiting", "close"): "not_seen",
        ("with_adviser", "put_back"): "waiting",
        ("with_adviser", "finish"): "seen",
        ("with_adviser", "close"): "seen",
        ("left", "put_back"): "waiting",
    },
    refusals={
        (state, move): sentence
        for state, sentence in _OVER.items()
        for move in ("take", "leave", "close", "finish", "put_back")
        if (state, move) != ("left", "put_back")
    }
    | {
        ("waiting", "put_back"): "They are waiting already.",
        ("waiting", "finish"): "Nobody has taken them yet: take them first.",
        ("with_adviser", "take"): "Somebody is with them already.",
        ("with_adviser", "leave"): "Somebody is with them: finish that first.",
    },
)
