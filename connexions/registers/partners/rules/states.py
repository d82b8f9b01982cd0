"""What may follow what: an edition of an agreement, and a dispute."""

from connexions.ground.base.machines import Machine

# An edition in one of these holds, or held, from its first day until its last.
WAS_IN_FORCE = ("signed", "replaced", "ended")
IN_HAND = ("draft", "offered", "signed_by_one")
UNSETTLED = ("open", "answered")  # of a dispute

_OFFERED = "This edition lies with both sides to be signed: take it back before you change it."
_ONE = "One side has signed this edition: take it back before you change it, and both sign anew."
_STANDS = "This edition was signed by both and stays as it is: draft the next one."
_OVER = "This edition is no longer in force and stays as it was."
_DROPPED = "This draft was dropped: draft a new edition."
_NOT_SIGNED = "This edition was never signed by both: drop it instead."

EDITION = Machine(
    noun="edition of an agreement",
    first="draft",
    moves={
        ("draft", "change"): "draft",
        ("draft", "offer"): "offered",
        ("draft", "drop"): "dropped",
        ("offered", "sign"): "signed_by_one",
        ("offered", "take_back"): "draft",
        ("offered", "drop"): "dropped",
        ("signed_by_one", "sign"): "signed",
        ("signed_by_one", "take_back"): "draft",
        ("signed_by_one", "drop"): "dropped",
        ("signed", "review"): "signed",
        ("signed", "replace"): "replaced",
        ("signed", "end"): "ended",
        # Its successor was signed and has not begun: ending the agreement ends both.
        ("replaced", "end"): "ended",
    },
    refusals={
        ("draft", "sign"): "This is a draft: offer it to both sides to sign first.",
        ("draft", "take_back"): "This is a draft already.",
        ("draft", "review"): "This is a draft: there is nothing to review yet.",
        ("draft", "replace"): _NOT_SIGNED,
        ("draft", "end"): _NOT_SIGNED,
        ("offered", "change"): _OFFERED,
        ("offered", "offer"): "This edition lies with both sides already.",
        ("offered", "review"): "Nobody has signed this edition yet: there is nothing to review.",
        ("offered", "replace"): _NOT_SIGNED,
        ("offered", "end"): _NOT_SIGNED,
        ("signed_by_one", "change"): _ONE,
        ("signed_by_one", "offer"): "This edition lies with both sides already.",
        ("signed_by_one", "review"): "Only one side has signed this edition: there is nothing to review.",
        ("signed_by_one", "replace"): _NOT_SIGNED,
        ("signed_by_one", "end"): _NOT_SIGNED,
        ("signed", "change"): _STANDS,
        ("signed", "offer"): _STANDS,
        ("signed", "drop"): "This edition was signed by both: end the agreement, or draft the next edition.",
        ("signed", "sign"): "Both sides have signed this edition already.",
        ("signed", "take_back"): _STANDS,
        ("replaced", "change"): _OVER,
        ("replaced", "offer"): _OVER,
        ("replaced", "drop"): _OVER,
        ("replaced", "sign"): _OVER,
        ("replaced", "take_back"): _OVER,
        ("replaced", "review"): "This edition was replaced: review the one in force.",
        ("replaced", "replace"): _OVER,
        ("ended", "change"): _OVER,
        ("ended", "offer"): _OVER,
        ("ended", "drop"): _OVER,
        ("ended", "sign"): _OVER,
        ("ended", "take_back"): _OVER,
        ("ended", "review"): "This agreement has ended: there is nothing to review.",
        ("ended", "replace"): _OVER,
        ("ended", "end"): "This agreement has ended already.",
        ("dropped", "change"): _DROPPED,
        ("dropped", "offer"): _DROPPED,
        ("dropped", "drop"): "This draft was dropped already.",
        ("dropped", "sign"): _DROPPED,
        ("dropped", "take_back"): _DROPPED,
        ("dropped", "review"): _DROPPED,
        ("dropped", "replace"): _DROPPED,
        ("dropped", "end"): _DROPPED,
    },
)

_SETTLED = "This dispute is settled. If it comes up again, raise a new one."
_WITHDRAWN = "This dispute was withdrawn. If it comes up again, raise a new one."

DISPUTE = Machine(
    noun="dispute",
    first="open",
    moves={
        ("open", "add"): "open",
        ("open", "answer"): "answered",
        ("open", "move_up"): "open",
        ("open", "settle"): "settled",
        ("open", "withdraw"): "withdrawn",
        ("answered", "add"): "answered",
        ("answered", "answer"): "answered",
        ("answered", "move_up"): "open",
        ("answered", "settle"): "settled",
        ("answered", "withdraw"): "withdrawn",
        ("settled", "learn"): "settled",
    },
    refusals={
        ("open", "learn"): "This dispute is not settled yet: say what was learnt when it is.",
        ("answered", "learn"): "This dispute is not settled yet: say what was learnt when it is.",
        ("settled", "add"): _SETTLED,
        ("settled", "answer"): _SETTLED,
        ("settled", "move_up"): _SETTLED,
        ("settled", "settle"): "This dispute is settled already.",
        ("settled", "withdraw"): _SETTLED,
        ("withdrawn", "add"): _WITHDRAWN,
        ("withdrawn", "answer"): _WITHDRAWN,
        ("withdrawn", "move_up"): _WITHDRAWN,
        ("withdrawn", "settle"): _WITHDRAWN,
        ("withdrawn", "withdraw"): "This dispute was withdrawn already.",
        ("withdrawn", "learn"): _WITHDRAWN,
    },
)

MACHINES = [EDITION, DISPUTE]
