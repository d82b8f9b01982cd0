"""How the September Guarantee stood on a day: what has changed since is read from the history that is kept anyhow."""

# The code of a row "g" on a day: empty where nothing stood there yet. The parameter is called "end".
CODE_AT_END = """
    CASE WHEN g.since_on IS NULL OR g.since_on <= %(end)s THEN g.code ELSE coalesce((
        SELECT c.was ->> 'code' FROM audit_change c
        WHERE c.partnership_id = g.partnership_id AND c.table_name = 'tracking_guaranteestatus'
            AND c.row_id = g.id::text AND jsonb_exists(c.was, 'code') AND jsonb_exists(c.was, 'since_on')
            AND coalesce((c.was ->> 'since_on')::date, '-infinity') <= %(end)s
        ORDER BY c.id DESC LIMIT 1), '') END
"""
