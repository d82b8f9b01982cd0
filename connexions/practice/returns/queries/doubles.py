"""Who might be somebody else of the same return: same number, same learner number, or same names and birth.

Only they are laid beside each other while a return is made, so that memory follows the doubles and not the people.
"""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from connexions.ground.base.acting import Actor

# Names are compared by their letters and digits alone: other apostrophes and spaces are no other name.
DOUBLES = r"""
SELECT unnest(array_agg(id)) FROM people_youngperson WHERE partnership_id = %(partnership)s
GROUP BY date_of_birth, regexp_replace(lower(given_name), '[^[:alnum:]]+', '', 'g'),
    regexp_replace(lower(family_name), '[^[:alnum:]]+', '', 'g')
HAVING count(*) > 1
UNION
SELECT unnest(array_agg(young_person_id)) FROM people_identifier
WHERE partnership_id = %(partnership)s AND scheme IN ('ccis', 'uln')
GROUP BY scheme, value HAVING count(*) > 1
"""


def doubles(*, by: Actor) -> frozenset[UUID]:
    """Those who share a number, or names and birth, with another of the partnership."""
    with connection.cursor() as cursor:
        cursor.execute(DOUBLES, {"partnership": by.partnership})
        return frozenset(row[0] for row in cursor.fetchall())
