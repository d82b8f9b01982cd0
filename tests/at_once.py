"""Two at once, really: two threads, two connections, let go at the same moment."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection


def at_once(work: Callable[[], Any], *, workers: int = 2) -> list[Any]:
    """What each came to; a fault is raised again here. For tests that are ``committed``."""
    start, came = threading.Barrier(workers), list[Any]()

    def one() -> None:
        try:
            start.wait()
            came.append(work())
        except Exception as problem:
            came.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(workers)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    for result in came:
        if isinstance(result, Exception):
            raise result
    return came
