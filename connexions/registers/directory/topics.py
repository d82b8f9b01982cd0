"""What the shipped lists and their topics are called, the same in every copy of the product."""

from uuid import UUID, uuid5

OURS = UUID("7b0c4e6e-52d4-5f0e-9a3b-6f1f3a0d2c11")
YOUTH, WAYS, LGSL = "youth", "ways", "lgsl"


def taxonomy_id(code: str) -> UUID:
    """The identifier of a list that ships."""
    return uuid5(OURS, code)


def term_id(taxonomy: str, code: str) -> UUID:
    """The identifier of a topic of a list that ships."""
    return uuid5(OURS, f"{taxonomy}/{code}")


DROP_IN = term_id(WAYS, "drop-in")
WHEELCHAIR = term_id(WAYS, "wheelchair")
NO_WHEELCHAIR = term_id(WAYS, "no-wheelchair")
