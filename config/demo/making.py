"""Making people on several processors at once, a few blocks ahead of whoever uses them.

Nothing here knows of Django: the processes that make people need no database and no set-up.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from config.demo.people import Population
from config.demo.rows import Bundle, Keys, bundle

ALONE = 10_000  # up to here one process makes everybody: others would take longer to start
AHEAD = 4  # blocks made and not yet used: what bounds the memory


def bundles(population: Population, keys: Keys) -> Iterator[Bundle]:
    """Every block's rows, in order."""
    if population.size <= ALONE:
        yield from (bundle(population, index, keys) for index in range(population.blocks))
        return
    workers = max(1, (os.cpu_count() or 2) - 1)
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=spawn, initializer=_leave_stopping_to_the_command) as pool:
        indices = iter(range(population.blocks))
        waiting = deque(
            pool.submit(bundle, population, index, keys)
            for index in (next(indices) for _ in range(min(AHEAD, population.blocks)))
        )
        while waiting:
            yield waiting.popleft().result()
            for index in indices:
                waiting.append(pool.submit(bundle, population, index, keys))
                break


def _leave_stopping_to_the_command() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
