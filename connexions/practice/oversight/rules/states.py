"""What may follow what: a thing that was sampled, and a supervision meeting's note."""

from connexions.practice.casework.machines import Machine

_ASIDE = "This one was set aside: take it back first."
_NOT_JUDGED = "This one has not been judged yet."
_JUDGED = "This one has been judged: the adviser has the feedback."

ITEM = Machine(
    noun="sampled piece of work",
    first="drawn",
    moves={
        ("drawn", "judge"): "judging",
        ("drawn", "set_aside"): "set_aside",
        ("judging", "judge"): "judging",
        ("judging", "give_feedback"): "with_adviser",
        ("judging", "set_aside"): "set_aside",
        ("with_adviser", "read_again"): "with_adviser",
        ("with_adviser", "answer"): "answered",
        ("with_adviser", "mark_done"): "done",
        ("answered", "read_again"): "answered",
        ("answered", "answer"): "answered",
        ("answered", "mark_done"): "done",
        ("done", "read_again"): "done",
        ("done", "ask_again"): "with_adviser",
        ("set_aside", "take_back"): "drawn",
    },
    refusals={
        ("drawn", "give_feedback"): "Nobody has judged this one yet: answer the checklist first.",
        ("drawn", "read_again"): "Somebody must judge this one first, before a second reader does.",
        ("drawn", "answer"): _NOT_JUDGED,
        ("drawn", "mark_done"): _NOT_JUDGED,
        ("drawn", "ask_again"): _NOT_JUDGED,
        ("drawn", "take_back"): "This one was not set aside.",
        ("judging", "read_again"): "This one is still being judged: the second reader comes after the first.",
        ("judging", "answer"): "This one is still being judged: there is no feedback to answer yet.",
        ("judging", "mark_done"): "This one is still being judged: there is no feedback yet.",
        ("judging", "ask_again"): "This one is still being judged: there is no feedback yet.",
        ("judging", "take_back"): "This one was not set aside.",
        ("with_adviser", "judge"): _JUDGED,
        ("with_adviser", "give_feedback"): _JUDGED,
        ("with_adviser", "set_aside"): _JUDGED,
        ("with_adviser", "ask_again"): "The adviser has this feedback already and has not yet done it.",
        ("with_adviser", "take_back"): "This one was not set aside.",
        ("answered", "judge"): _JUDGED,
        ("answered", "give_feedback"): _JUDGED,
        ("answered", "set_aside"): _JUDGED,
        ("answered", "ask_again"): "The adviser has this feedback already and has not yet done it.",
        ("answered", "take_back"): "This one was not set aside.",
        ("done", "judge"): _JUDGED,
        ("done", "give_feedback"): _JUDGED,
        ("done", "set_aside"): _JUDGED,
        ("done", "answer"): "This feedback is marked done: nothing more is asked.",
        ("done", "mark_done"): "This feedback is marked done already.",
        ("done", "take_back"): "This one was not set aside.",
        ("set_aside", "judge"): _ASIDE,
        ("set_aside", "set_aside"): "This one was set aside already.",
        ("set_aside", "give_feedback"): _ASIDE,
        ("set_aside", "read_again"): _ASIDE,
        ("set_aside", "answer"): _ASIDE,
        ("set_aside", "mark_done"): _ASIDE,
        ("set_aside", "ask_again"): _ASIDE,
    },
)

_SIGNED = "This note has been signed and stays as it is: add what is missing or wrong beneath it."

MEETING = Machine(
    noun="supervision note",
    first="written",
    moves={
        ("written", "change"): "written",
        ("written", "sign"): "signed_by_one",
        ("signed_by_one", "sign"): "signed",
        ("signed_by_one", "add"): "signed_by_one",
        ("signed", "add"): "signed",
    },
    refusals={
        ("written", "add"): "Nobody has signed this note yet: change it instead.",
        ("signed_by_one", "change"): _SIGNED,
        ("signed", "change"): _SIGNED,
        ("signed", "sign"): "Both of you have signed this note already.",
    },
)

MACHINES = [ITEM, MEETING]
JUDGED = ("with_adviser", "answered", "done")
