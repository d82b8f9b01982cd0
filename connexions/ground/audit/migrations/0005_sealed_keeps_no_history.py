"""The history keeps nothing of what is sealed: neither the sealed words, nor the plain ones they take the place of."""

from django.db import migrations

KEEP_CHANGE = """
CREATE OR REPLACE FUNCTION audit_keep_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  key text := TG_ARGV[0];
  young_person text := TG_ARGV[1];
  -- What is sealed: sealed anew it says the same, and the history would keep it under a key that is gone.
  sealed text[] := string_to_array(coalesce(TG_ARGV[2], ''), ',');
  -- What stands in plain words while the row is open, and is sealed with it: not to be read here instead.
  closed text[] := string_to_array(coalesce(TG_ARGV[3], ''), ',');
  who uuid := nullif(current_setting('connexions.actor', true), '')::uuid;
  who_name text := coalesce(nullif(current_setting('connexions.actor_name', true), ''), session_user);
  asked uuid := nullif(current_setting('connexions.request', true), '')::uuid;
BEGIN
  IF TG_OP = 'DELETE' THEN
    INSERT INTO public.audit_change
      (partnership_id, actor, actor_name, request, young_person_id, table_name, row_id, deleted, was, now)
    SELECT (o.row ->> 'partnership_id')::int, who, who_name, asked, (o.row ->> young_person)::uuid,
           TG_TABLE_NAME, o.row ->> key, true, o.row - sealed, '{}'
    FROM (SELECT to_jsonb(old_rows) AS row FROM old_rows OFFSET 0) o;
  ELSE
    INSERT INTO public.audit_change
      (partnership_id, actor, actor_name, request, young_person_id, table_name, row_id, deleted, was, now)
    WITH o AS MATERIALIZED (
      SELECT r.row ->> key AS id, r.row FROM (SELECT to_jsonb(old_rows) AS row FROM old_rows OFFSET 0) r
    ), n AS MATERIALIZED (
      SELECT r.row ->> key AS id, r.row FROM (SELECT to_jsonb(new_rows) AS row FROM new_rows OFFSET 0) r
    )
    -- A row whose key was changed has no partner on the other side: the old one is gone, the new one is all new.
    SELECT (coalesce(n.row, o.row) ->> 'partnership_id')::int, who, who_name, asked,
           (coalesce(n.row, o.row) ->> young_person)::uuid,
           TG_TABLE_NAME, coalesce(n.id, o.id), n.row IS NULL, d.was, d.now
    FROM o FULL JOIN n ON n.id = o.id
    CROSS JOIN LATERAL (
      SELECT coalesce(jsonb_object_agg(f.key, o.row -> f.key) FILTER (WHERE o.row IS NOT NULL), '{}') AS was,
             coalesce(jsonb_object_agg(f.key, n.row -> f.key) FILTER (WHERE n.row IS NOT NULL), '{}') AS now
      FROM jsonb_each(coalesce(n.row, o.row)) f
      WHERE n.row -> f.key IS DISTINCT FROM o.row -> f.key AND f.key <> ALL (sealed)
        AND (f.key <> ALL (closed) OR coalesce(n.row ->> 'sealed', o.row ->> 'sealed') IS NULL)
    ) d
    WHERE n.row IS DISTINCT FROM o.row AND (d.now <> '{}' OR d.was <> '{}');
  END IF;
  RETURN NULL;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_history_at_once")]

    operations = [migrations.RunSQL(KEEP_CHANGE, migrations.RunSQL.noop)]
