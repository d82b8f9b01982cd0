"""Nothing is told under a law that is not in force that day, whoever writes the row."""

from django.db import migrations

IN_FORCE = """
CREATE FUNCTION sharing_gateway_in_force() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  day date := (NEW.at AT TIME ZONE 'Europe/London')::date;
BEGIN
  IF NEW.gateway_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM sharing_gateway g WHERE g.id = NEW.gateway_id AND g.from_on <= day
      AND (g.until_on IS NULL OR g.until_on > day)
  ) THEN
    RAISE EXCEPTION 'The gateway is not in force on %.', day USING ERRCODE = 'check_violation',
      CONSTRAINT = 'gateway_is_in_force';
  END IF;
  RETURN NEW;
END $$
"""
TRIGGER = """
CREATE TRIGGER gateway_in_force BEFORE INSERT OR UPDATE ON sharing_disclosure
FOR EACH ROW EXECUTE FUNCTION sharing_gateway_in_force()
"""


class Migration(migrations.Migration):
    dependencies = [("sharing", "0001_initial")]

    operations = [
        migrations.RunSQL(IN_FORCE, "DROP FUNCTION sharing_gateway_in_force()"),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER gateway_in_force ON sharing_disclosure"),
    ]
