"""What the national unit may know: counts by authority, rounded, small numbers left out, and nothing else.

The policies show the national unit no row about a young person. This function looks past them in the owner's name and
gives nothing but numbers: to the nearest five, and none where there are fewer than five, so that nobody can be found
by taking one table from another. It refuses whoever does not act for the national unit.
"""

from django.db import migrations

CREATE = """
CREATE FUNCTION tracking_national_counts(academic_year integer)
RETURNS TABLE (partnership text, authority text, standing text, people integer, few boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF coalesce(current_setting('connexions.partnership', true), '') <> '0' THEN
    RAISE EXCEPTION 'National counts are for the national unit.' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN QUERY
  WITH counted AS (
    SELECT p.name AS partnership, coalesce(a.name, 'No authority recorded') AS authority,
           CASE WHEN k.is_neet THEN 'neet'
                WHEN k.code IS NULL OR k."group" = 'not_known' THEN 'not_known'
                WHEN k."group" = 'other' OR k."group" = 're_engagement' THEN 'other' ELSE 'eet' END AS standing,
           count(*)::integer AS people
    FROM people_youngperson y
    JOIN partners_partnership p ON p.id = y.partnership_id
    LEFT JOIN partners_localauthority a ON a.code = y.lead_authority
    LEFT JOIN tracking_activity t
      ON t.partnership_id = y.partnership_id AND t.young_person_id = y.id AND t.end_on IS NULL
    LEFT JOIN tracking_activitykind k ON k.code = t.kind_id
    WHERE y.date_of_birth >= make_date(academic_year - 18, 9, 1)
      AND y.date_of_birth < make_date(academic_year - 16, 9, 1)
    GROUP BY 1, 2, 3
  )
  SELECT c.partnership::text, c.authority::text, c.standing,
         CASE WHEN c.people < 5 THEN NULL ELSE (round(c.people / 5.0) * 5)::integer END, c.people < 5
  FROM counted c ORDER BY 1, 2, 3;
END $$;
REVOKE EXECUTE ON FUNCTION tracking_national_counts(integer) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("tracking", "0001_initial"),
        ("people", "0001_initial"),
        ("partners", "0001_initial"),
    ]

    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION tracking_national_counts(integer)")]
