"""The function behind every history trigger: one statement's changes, field by field, in one insert."""

from django.db import migrations

KEEP_CHANGE = """
CREATE FUNCTION audit_keep_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  key text := TG_ARGV[0];
  young_person text := TG_ARGV[1];
  who uuid := nullif(current_setting('connexions.actor', true), '')::uuid;
  who_name text := coalesce(nullif(current_setting('connexions.actor_name', true), ''), session_user);
  asked uuid := nullif(current_setting('connexions.request', true), '')::uuid;
BEGIN
  IF TG_OP = 'DELETE' THEN
    INSERT INTO audit_change
      (partnership_id, actor, actor_name, request, young_person_id, table_name, row_id, deleted, was, now)
    SELECT (o.row ->> 'partnership_id')::int, who, who_name, asked, (o.row ->> young_person)::uuid,
           TG_TABLE_NAME, o.row ->> key, true, o.row, '{}'
    FROM (SELECT to_jsonb(old_rows) AS row FROM old_rows) o;
  ELSE
    INSERT INTO audit_change
      (partnership_id, actor, actor_name, request, young_person_id, table_name, row_id, deleted, was, now)
    SELECT (n.row ->> 'partnership_id')::int, who, who_name, asked, (n.row ->> young_person)::uuid,
           TG_TABLE_NAME, n.row ->> key, false, d.was, d.now
    FROM (SELECT to_jsonb(old_rows) AS row FROM old_rows) o
    JOIN (SELECT to_jsonb(new_rows) AS row FROM new_rows) n ON n.row ->> key = o.row ->> key
    CROSS JOIN LATERAL (
      SELECT jsonb_object_agg(f.key, o.row -> f.key) AS was, jsonb_object_agg(f.key, f.value) AS now
      FROM jsonb_each(n.row) f WHERE f.value IS DISTINCT FROM o.row -> f.key
    ) d
    WHERE d.now IS NOT NULL;
  END IF;
  RETURN NULL;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunSQL(KEEP_CHANGE, "DROP FUNCTION audit_keep_change()")]
