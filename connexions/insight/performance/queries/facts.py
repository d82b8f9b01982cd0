"""Which facts stand so: the definition stays in the engine, and a statement only looks it up."""

from connexions.engines.stats import Doing, Standing, load_meanings, standing


def facts(standings: frozenset[Standing]) -> tuple[list[str], list[bool]]:
    """The codes, and beside each whether it has lapsed, of every fact with one of these standings."""
    meanings = load_meanings()
    every = [Doing(code, lapsed) for code in ("", *meanings) for lapsed in (False, True)]
    found = [one for one in every if standing(one, meanings) in standings]
    return [one.code for one in found], [one.lapsed for one in found]
