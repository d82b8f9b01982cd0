"""What the clock asks for at every partnership, one after the other."""

import logging
from collections.abc import Callable

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, system
from connexions.ground.base.models import partnerships

log = logging.getLogger(__name__)


def for_each_partnership(doing: str, work: Callable[[Actor], object]) -> None:
    """Do what the clock asks for at every partnership, as the house, in a transaction for each. What fails at one
    leaves the others as they would be: it is logged, and raised once all have had their turn."""
    failed: list[Exception] = []
    for partnership in partnerships():
        by = system(doing, partnership=partnership)
        try:
            with tenancy.acting(by):
                work(by)
        except Exception as problem:
            log.exception("%s failed at partnership %s", doing, partnership)
            failed.append(problem)
    if failed:
        raise failed[0]
