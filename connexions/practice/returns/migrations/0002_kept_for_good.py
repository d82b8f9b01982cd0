"""What was sent is kept for good: PostgreSQL refuses whoever would change, add to or take away from a frozen return.

Statement by statement, so that it costs one look however many rows a statement touches. Nothing may be moved into a
frozen return either, and a frozen one never thaws.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION returns_keep_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM old_rows WHERE frozen_at IS NOT NULL) THEN
        RAISE EXCEPTION 'What was sent is kept for good.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION returns_keep_old_rows() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM (SELECT DISTINCT of_id FROM old_rows) o JOIN returns_return r ON r.id = o.of_id
        WHERE r.frozen_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'What was sent is kept for good.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION returns_keep_new_rows() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM (SELECT DISTINCT of_id FROM new_rows) n JOIN returns_return r ON r.id = n.of_id
        WHERE r.frozen_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'What was sent is kept for good.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
"""
FORGET_FUNCTIONS = """
DROP FUNCTION returns_keep_frozen();
DROP FUNCTION returns_keep_old_rows();
DROP FUNCTION returns_keep_new_rows();
"""
RETURN = """
CREATE TRIGGER frozen_not_{what} AFTER {event} ON returns_return REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION returns_keep_frozen()
"""
ROWS = """
CREATE TRIGGER frozen_not_{what} AFTER {event} ON {table} REFERENCING {which} TABLE AS {which}_rows
FOR EACH STATEMENT EXECUTE FUNCTION returns_keep_{which}_rows()
"""


def _triggers():
    for what, event in (("changed", "UPDATE"), ("removed", "DELETE")):
        yield RETURN.format(what=what, event=event), "returns_return", what
    for table in ("returns_piece", "returns_told"):
        for what, event, which in (
            ("changed", "UPDATE", "old"),
            ("removed", "DELETE", "old"),
            ("added", "INSERT", "new"),
            ("moved_in", "UPDATE", "new"),
        ):
            yield ROWS.format(what=what, event=event, table=table, which=which), table, what


class Migration(migrations.Migration):
    dependencies = [("returns", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTIONS, FORGET_FUNCTIONS),
        *(
            migrations.RunSQL(made, f"DROP TRIGGER frozen_not_{what} ON {table}")
            for made, table, what in _triggers()
        ),
    ]
