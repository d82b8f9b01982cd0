"""Keeping the tallies small and true. The triggers write them; nothing else adds to them."""

import logging
from datetime import date

from django.db import connection, transaction

from connexions.ground.base.acting import Actor
from connexions.insight.performance.permissions import Permission, check
from connexions.insight.performance.queries import proof

logger = logging.getLogger(__name__)


@transaction.atomic
def fold(*, by: Actor) -> None:
    """Make one row of many that say the same count and month. Raises ``NotAllowed``."""
    check(Permission.TALLIES_KEEP, by=by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT performance_fold()")


@transaction.atomic
def prove(*, month: date, by: Actor) -> int:
    """Compare the tallies with the rows at a month end; count everything anew where they differ.

    Returns how many counts differed. Raises ``NotAllowed``.
    """
    check(Permission.TALLIES_KEEP, by=by)
    wrong = proof.differences(month=month, by=by)
    if wrong:
        logger.error(
            "%s counts of partnership %s were not those of the rows: counted anew.", wrong, by.partnership
        )
        with connection.cursor() as cursor:
            cursor.execute("SELECT performance_fill()")
    return wrong
