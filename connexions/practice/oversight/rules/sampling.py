"""Drawing a sample: by chance, yet the same again from the same seed. Pure."""

from collections.abc import Iterable, Mapping
from hashlib import md5

from connexions.ground.base.refusals import NotPossible

MOST = 200  # in one sample: more than that nobody reads


def chance(seed: int, key: str) -> str:
    """Where *key* falls in the order of chance that *seed* gives. PostgreSQL's ``md5`` says the same."""
    return md5(f"{seed}:{key}".encode(), usedforsecurity=False).hexdigest()


def in_order(keys: Iterable[str], *, seed: int) -> list[str]:
    """The keys in the order of chance that the seed gives."""
    return sorted(keys, key=lambda key: (chance(seed, key), key))


def quotas(frame: Mapping[str, int], *, wanted: int) -> dict[str, int]:
    """How many of each stratum: in proportion, by largest remainder, and one of each where there is room.

    They add up to *wanted*, or to the whole frame where that is smaller; none is above its stratum.
    """
    filled = {name: size for name, size in frame.items() if size > 0}
    everybody = sum(filled.values())
    wanted = min(max(wanted, 0), everybody)
    if not wanted:
        return dict.fromkeys(frame, 0)
    least = 1 if wanted >= len(filled) else 0
    exact = {name: size * wanted / everybody for name, size in filled.items()}
    given = {name: max(least, int(share)) for name, share in exact.items()}
    order = sorted(filled, key=lambda name: (given[name] - exact[name], name))
    while sum(given.values()) < wanted:
        for name in order:
            if given[name] < filled[name] and sum(given.values()) < wanted:
                given[name] += 1
    while sum(given.values()) > wanted:
        most = max((name for name in given if given[name] > least), key=lambda one: (given[one], one))
        given[most] -= 1
    return {name: given.get(name, 0) for name in frame}


def draw(frame: Mapping[str, Iterable[str]], *, wanted: int, seed: int) -> list[str]:
    """The keys drawn, in the order of chance within each stratum, strata in the order of their names."""
    members = {name: list(dict.fromkeys(keys)) for name, keys in frame.items()}
    shares = quotas({name: len(keys) for name, keys in members.items()}, wanted=wanted)
    return [key for name in sorted(members) for key in in_order(members[name], seed=seed)[: shares[name]]]


def check(*, wanted: int, frame: int) -> None:
    """Refuse a sample that cannot be drawn. Raises ``NotPossible`` with what to do."""
    if not frame:
        raise NotPossible(
            "There is nothing to draw from: no work of others in this period. Choose a longer period or another team."
        )
    if wanted < 1 or wanted > MOST:
        raise NotPossible(f"Draw at least 1 and at most {MOST}: more than that nobody reads.")
    if wanted > frame:
        there = "is only 1" if frame == 1 else f"are only {frame:,}"
        raise NotPossible(
            f"You asked for {wanted:,} and there {there} to draw from: ask for that many or fewer."
        )
