"""A concern is closed by the database itself to everybody to whom it is not open.

``safeguarding_open_to`` answers for whoever acts (``connexions.actor``): the system; the designated leads of today and
those who stand in for them; those whom ``Reader`` names. Whoever raised it sees what they said and what was said to
them (*whole* false), and no more. Nobody sees a concern that is about themselves as a colleague. It looks past the
policies of what it reads, so that these can be closed as well, and can be called by the application alone.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION safeguarding_open_to(wanted uuid, whole boolean) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
WITH who AS (
    SELECT nullif(current_setting('connexions.actor', true), '')::uuid AS actor,
        nullif(current_setting('connexions.partnership', true), '')::int AS partnership,
        (now() AT TIME ZONE 'Europe/London')::date AS today
)
SELECT actor IS NULL OR NOT EXISTS (
    SELECT 1 FROM safeguarding_concern c WHERE c.id = wanted AND c.about_colleague_id = actor
) AND (
    EXISTS (
        SELECT 1 FROM safeguarding_reader r
        WHERE r.concern_id = wanted AND r.user_id = actor AND (r.how <> 'raised' OR NOT whole)
    ) OR EXISTS (
        SELECT 1 FROM safeguarding_lead l
        WHERE l.partnership_id = partnership AND l.from_on <= today AND (l.until_on IS NULL OR l.until_on > today)
            AND (l.user_id = actor OR l.user_id IN (
                SELECT c.adviser_id FROM accounts_cover c
                WHERE c.covered_by_id = actor AND c.partnership_id = partnership
                    AND c.from_on <= today AND c.until_on > today
            ))
    )
) FROM who
$$;
REVOKE ALL ON FUNCTION safeguarding_open_to(uuid, boolean) FROM PUBLIC
"""

# Which column names the concern, and whether it takes more than having raised it.
CLOSED = {
    "concern": ("id", "false"),
    "reader": ("concern_id", "false"),
    "alert": ("concern_id", "true"),
    "event": ("concern_id", "true"),
    "decision": ("concern_id", "true"),
    "toldof": ("concern_id", "NOT to_raiser"),
    "todo": ("concern_id", "true"),
}


def _close(name: str) -> str:
    table, (column, whole) = f"safeguarding_{name}", CLOSED[name]
    rule = f"safeguarding_open_to({column}, {whole})"
    return "; ".join(
        f"CREATE POLICY open_to_{doing} ON {table} AS RESTRICTIVE FOR {doing} USING ({rule})"
        for doing in ("SELECT", "UPDATE", "DELETE")
    )


def _open(name: str) -> str:
    return "; ".join(
        f"DROP POLICY open_to_{doing} ON safeguarding_{name}" for doing in ("SELECT", "UPDATE", "DELETE")
    )


class Migration(migrations.Migration):
    dependencies = [("safeguarding", "0001_first")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION safeguarding_open_to(uuid, boolean)"),
        *(migrations.RunSQL(_close(name), _open(name)) for name in CLOSED),
    ]
