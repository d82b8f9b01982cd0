"""By what words a service is found: its own, its topics' and those of whoever runs it."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

STATEMENT = """
    UPDATE directory_service s SET words =
        setweight(to_tsvector('english', s.name), 'A')
        || setweight(to_tsvector('english', coalesce(t.names, '') || ' ' || p.name), 'B')
        || setweight(to_tsvector('english', s.description || ' ' || s.who_for), 'C')
    FROM directory_provider p, directory_service same
    LEFT JOIN LATERAL (
        SELECT string_agg(m.name, ' ') AS names
        FROM directory_servicetopic x JOIN directory_taxonomyterm m ON m.id = x.term_id
        WHERE x.service_id = same.id
    ) t ON true
    WHERE p.id = s.provider_id AND same.id = s.id AND s.id = ANY(%s)
"""


def index(services: Iterable[UUID]) -> None:
    """Bring the words of these services in line with what is written about them."""
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, [list(services)])
