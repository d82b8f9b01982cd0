"""What an era has sealed is kept in its seals; the audit is found by day; and the history trigger notices a changed
key, writes in the owner's name, and looks for its table nowhere but in ``public``.
"""

from django.db import migrations, models

BODY = """
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  key text := TG_ARGV[0];
  young_person text := TG_ARGV[1];
  who uuid := nullif(current_setting('connexions.actor', true), '')::uuid;
  who_name text := coalesce(nullif(current_setting('connexions.actor_name', true), ''), session_user);
  asked uuid := nullif(current_setting('connexions.request', true), '')::uuid;
BEGIN
  IF TG_OP = 'DELETE' THEN
    INSERT INTO public.audit_change
      (partnership_id, actor, actor_name, request, young_person_id, table_name, row_id, deleted, was, now)
    SELECT (o.row ->> 'partnership_id')::int, who, who_name, asked, (o.row ->> young_person)::uuid,
           TG_TABLE_NAME, o.row ->> key, true, o.row, '{}'
    FROM (SELECT to_jsonb(old_rows) AS row FROM old_rows) o;
  ELSE
    -- A row whose key was changed has no partner on the other side: the old one is gone, the new one is all new.
    INSERT INTO public.audit_change
      (partnership_id, actor, actor_name, request, young_person_id, table_name, row_id, deleted, was, now)
    SELECT (coalesce(n.row, o.row) ->> 'partnership_id')::int, who, who_name, asked,
           (coalesce(n.row, o.row) ->> young_person)::uuid,
           TG_TABLE_NAME, coalesce(n.row, o.row) ->> key, n.row IS NULL, d.was, d.now
    FROM (SELECT to_jsonb(old_rows) AS row FROM old_rows) o
    FULL JOIN (SELECT to_jsonb(new_rows) AS row FROM new_rows) n ON n.row ->> key = o.row ->> key
    CROSS JOIN LATERAL (
      SELECT coalesce(jsonb_object_agg(f.key, o.row -> f.key) FILTER (WHERE o.row IS NOT NULL), '{}') AS was,
             coalesce(jsonb_object_agg(f.key, n.row -> f.key) FILTER (WHERE n.row IS NOT NULL), '{}') AS now
      FROM jsonb_each(coalesce(n.row, o.row)) f WHERE n.row -> f.key IS DISTINCT FROM o.row -> f.key
    ) d
    WHERE d.now <> '{}' OR d.was <> '{}';
  END IF;
  RETURN NULL;
END $$
"""

FILL = """
UPDATE public.audit_seal s SET
  last_entry = coalesce((SELECT max(id) FROM public.audit_auditentry e
                         WHERE e.partnership_id = s.partnership_id AND e.id > s.after_entry
                           AND e.xact < s.until_xact AND e.at <= s.at), s.after_entry),
  last_change = coalesce((SELECT max(id) FROM public.audit_change c
                          WHERE c.partnership_id = s.partnership_id AND c.id > s.after_change
                            AND c.xact < s.until_xact AND c.at <= s.at), s.after_change)
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_keep_change")]

    operations = [
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["partnership", "at"], name="audit_of_day"),
        ),
        migrations.AddField(
            model_name="seal",
            name="last_entry",
            field=models.BigIntegerField(default=0, help_text="The newest entry that this era has sealed."),
        ),
        migrations.AddField(model_name="seal", name="last_change", field=models.BigIntegerField(default=0)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(
            "CREATE OR REPLACE FUNCTION audit_keep_change() RETURNS trigger" + BODY, migrations.RunSQL.noop
        ),
        migrations.RunSQL(
            "REVOKE EXECUTE ON FUNCTION audit_keep_change() FROM PUBLIC", migrations.RunSQL.noop
        ),
    ]
