"""How many questions a page puts to the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

# Of the fifteen that a page may ask, two say who is acting: once to read, and once to write that down.
MOST = 15 - 2
PLAIN = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "SELECT set_config", "SELECT coalesce(cur")


@contextmanager
def few_questions(most: int = MOST) -> Iterator[None]:
    """Fails where more is asked, those that begin, end or set up a transaction not counted."""
    with CaptureQueriesContext(connection) as asked:
        yield
    told = [str(one["sql"]) for one in asked.captured_queries]
    counted = [one[:160] for one in told if not one.startswith(PLAIN)]
    assert len(counted) <= most, "\n".join(counted)
