"""The tallies, kept right by the database itself.

``performance_spell`` and ``performance_record`` say from when until when somebody is counted as what, as additions and
subtractions by month. Triggers after every statement add those of the new rows and take away those of the old. They run
as whoever wrote, beneath that partnership's policies, and only ever add rows: nobody waits for anybody.
"""
# ruff: noqa: S608 - names of ours; nothing that anybody types is put into these statements

from django.db import migrations

MONTH = """
CREATE FUNCTION performance_month(day date) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
SELECT (date_trunc('month', day::timestamp) + interval '1 month')::date - 1
$$
"""
# One activity: counted under its code from its start, as lapsed from the day after its last day, until it ends or its
# young person leaves. Meanwhile they are not among those of whom nothing is recorded.
SPELL = """
CREATE FUNCTION performance_spell(
    kind text, start_on date, end_on date, lapses_on date, recorded_on date, left_on date
) RETURNS TABLE (month date, code text, lapsed boolean, people integer)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
SELECT performance_month(e.day), e.code, e.lapsed, e.people
FROM (SELECT least(end_on, left_on) AS until, CASE WHEN lapses_on IS NOT NULL THEN greatest(lapses_on + 1, start_on) END AS lapse,
             greatest(recorded_on, start_on) AS absent) d
CROSS JOIN LATERAL (VALUES
    (start_on, $1, false, 1, true),
    (d.lapse, $1, false, -1, d.lapse IS NOT NULL AND (d.until IS NULL OR d.lapse < d.until)),
    (d.lapse, $1, true, 1, d.lapse IS NOT NULL AND (d.until IS NULL OR d.lapse < d.until)),
    (d.until, $1, coalesce(d.lapse < d.until, false), -1, d.until IS NOT NULL),
    (d.absent, '', false, -1, d.until IS NULL OR d.absent < d.until),
    (d.until, '', false, 1, d.absent < d.until)
) AS e(day, code, lapsed, people, is_so)
WHERE e.is_so AND (d.until IS NULL OR d.until > start_on)
$$
"""
# One record: of whom nothing is recorded, from the day on which it was made until they leave.
RECORD = """
CREATE FUNCTION performance_record(recorded_on date, left_on date)
RETURNS TABLE (month date, code text, lapsed boolean, people integer)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
SELECT performance_month(e.day), '', false, e.people
FROM (VALUES (recorded_on, 1, true), (left_on, -1, left_on IS NOT NULL)) AS e(day, people, is_so)
WHERE e.is_so AND (left_on IS NULL OR left_on > recorded_on)
$$
"""
GROUPED = "partnership_id, authority, cohort, month, code, lapsed"
WHOSE = """y.partnership_id, y.lead_authority AS authority,
    (extract(year FROM y.date_of_birth) + (extract(month FROM y.date_of_birth) >= 9)::int)::smallint AS cohort"""
RECORDED = "(y.created_at AT TIME ZONE 'Europe/London')::date"
PEOPLE, LEAVING, ACTIVITIES = "people_youngperson", "performance_leaving", "tracking_activity"
NOBODY_LEFT = "(SELECT NULL::uuid AS young_person_id, NULL::date AS left_on WHERE false)"


def spells(sign: str, activities: str = ACTIVITIES, people: str = PEOPLE, leaving: str = LEAVING) -> str:
    return f"""
    SELECT {WHOSE}, e.month, e.code, e.lapsed, {sign}e.people AS people
    FROM {activities} a JOIN {people} y ON y.id = a.young_person_id AND y.partnership_id = a.partnership_id
    LEFT JOIN {leaving} l ON l.young_person_id = y.id
    CROSS JOIN LATERAL performance_spell(a.kind_id, a.start_on, a.end_on, a.lapses_on, {RECORDED}, l.left_on) e
    """


def records(sign: str, people: str = PEOPLE, leaving: str = LEAVING) -> str:
    return f"""
    SELECT {WHOSE}, e.month, e.code, e.lapsed, {sign}e.people AS people
    FROM {people} y LEFT JOIN {leaving} l ON l.young_person_id = y.id
    CROSS JOIN LATERAL performance_record({RECORDED}, l.left_on) e
    """


def add(*parts: str) -> str:
    return f"""
    INSERT INTO performance_tally ({GROUPED}, people)
    SELECT {GROUPED}, sum(people) FROM ({" UNION ALL ".join(parts)}) every_change
    GROUP BY {GROUPED} HAVING sum(people) <> 0;
    """


# PostgreSQL keeps the plan of a trigger's statement from its first use in a session: made for a great delivery, it would
# read whole tables for each single row after it. So triggers look rows up one by one, whatever the number.
ONE_BY_ONE = " SET enable_hashjoin = off SET enable_mergejoin = off"


def function(name: str, body: str, returns: str = "trigger") -> str:
    end, how = ("RETURN NULL;", ONE_BY_ONE) if returns == "trigger" else ("", "")
    return f"""
CREATE FUNCTION {name}() RETURNS {returns}
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp{how} AS $$
BEGIN
  {body}
  {end}
END $$
"""


CHANGED = """(y.date_of_birth, y.lead_authority, y.created_at) IS DISTINCT FROM
    (o.date_of_birth, o.lead_authority, o.created_at)"""
WAS = f"(SELECT o.* FROM old_rows o JOIN new_rows y ON y.id = o.id WHERE {CHANGED})"
IS_NOW = f"(SELECT y.* FROM new_rows y JOIN old_rows o ON o.id = y.id WHERE {CHANGED})"
TOUCHED = f"(SELECT * FROM {PEOPLE} WHERE id IN (SELECT young_person_id FROM %s))"

ACTIVITY = function("performance_activity", f"""
  IF TG_OP = 'INSERT' THEN {add(spells("", "new_rows"))}
  ELSIF TG_OP = 'DELETE' THEN {add(spells("-", "old_rows"))}
  ELSE {add(spells("-", "old_rows"), spells("", "new_rows"))}
  END IF;""")
PERSON = function("performance_person", f"""
  IF TG_OP = 'INSERT' THEN
    {add(records("", "new_rows"))}
    INSERT INTO {LEAVING} (partnership_id, young_person_id, left_on)
    SELECT y.partnership_id, y.id, {RECORDED} FROM new_rows y WHERE y.cohort_status <> 'P';
  ELSIF TG_OP = 'DELETE' THEN {add(records("-", "old_rows"), spells("-", people="old_rows"))}
  ELSE
    IF EXISTS (SELECT 1 FROM new_rows y JOIN old_rows o ON o.id = y.id WHERE {CHANGED}) THEN
      {add(records("-", WAS), spells("-", people=WAS), records("", IS_NOW), spells("", people=IS_NOW))}
    END IF;
    IF EXISTS (SELECT 1 FROM new_rows y JOIN old_rows o ON o.id = y.id WHERE y.cohort_status <> o.cohort_status) THEN
      DELETE FROM {LEAVING} l USING new_rows y WHERE l.young_person_id = y.id AND y.cohort_status = 'P';
      INSERT INTO {LEAVING} (partnership_id, young_person_id, left_on)
      SELECT y.partnership_id, y.id, (now() AT TIME ZONE 'Europe/London')::date
      FROM new_rows y JOIN old_rows o ON o.id = y.id WHERE o.cohort_status = 'P' AND y.cohort_status <> 'P'
      ON CONFLICT DO NOTHING;
    END IF;
  END IF;""")
LEFT = function("performance_left", f"""
  IF current_setting('performance.filling', true) = 'yes' THEN RETURN NULL; END IF;
  IF TG_OP IN ('UPDATE', 'DELETE') THEN
    {add(records("-", TOUCHED % "old_rows", "old_rows"), spells("-", people=TOUCHED % "old_rows", leaving="old_rows"))}
  ELSE
    {add(records("-", TOUCHED % "new_rows", NOBODY_LEFT),
         spells("-", people=TOUCHED % "new_rows", leaving=NOBODY_LEFT))}
  END IF;
  IF TG_OP IN ('UPDATE', 'INSERT') THEN
    {add(records("", TOUCHED % "new_rows", "new_rows"), spells("", people=TOUCHED % "new_rows", leaving="new_rows"))}
  ELSE
    {add(records("", TOUCHED % "old_rows", NOBODY_LEFT),
         spells("", people=TOUCHED % "old_rows", leaving=NOBODY_LEFT))}
  END IF;""")
# Everything counted anew: for rows that were there before this migration, after a great load, and where a proof fails.
# What the trigger on leavings would add is counted with the rest, and one by one it would take hours for a million.
FILL = function("performance_fill", f"""
  PERFORM set_config('performance.filling', 'yes', true);
  INSERT INTO {LEAVING} (partnership_id, young_person_id, left_on)
  SELECT y.partnership_id, y.id, {RECORDED} FROM {PEOPLE} y WHERE y.cohort_status <> 'P' ON CONFLICT DO NOTHING;
  PERFORM set_config('performance.filling', '', true);
  DELETE FROM performance_tally;
  {add(records(""), spells(""))}""", "void")
# Many small additions as one: the night's work, and no reader notices.
FOLD = function("performance_fold", f"""
  WITH taken AS (DELETE FROM performance_tally RETURNING {GROUPED}, people)
  INSERT INTO performance_tally ({GROUPED}, people)
  SELECT {GROUPED}, sum(people) FROM taken GROUP BY {GROUPED} HAVING sum(people) <> 0;""", "void")

ROWS = {
    "INSERT": "NEW TABLE AS new_rows",
    "UPDATE": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "DELETE": "OLD TABLE AS old_rows",
}
TRIGGERS = [
    f"CREATE TRIGGER tally_{event.lower()}s AFTER {event} ON {table} REFERENCING {rows}"
    f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
    for table, name in (
        (ACTIVITIES, "performance_activity"), (PEOPLE, "performance_person"), (LEAVING, "performance_left"),
    )
    for event, rows in ROWS.items()
]  # fmt: skip
WHAT_WAS_MADE = (
    "performance_fill", "performance_fold", "performance_left", "performance_person", "performance_activity",
)  # fmt: skip
UNDO = [
    *(f"DROP TRIGGER tally_{event.lower()}s ON {table}" for table in (ACTIVITIES, PEOPLE, LEAVING) for event in ROWS),
    *(f"DROP FUNCTION {name}()" for name in WHAT_WAS_MADE),
    "DROP FUNCTION performance_record(date, date)",
    "DROP FUNCTION performance_spell(text, date, date, date, date, date)",
    "DROP FUNCTION performance_month(date)",
]


class Migration(migrations.Migration):
    dependencies = [
        ("performance", "0001_initial"),
        ("people", "0001_initial"),
        ("tracking", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(
            [MONTH, SPELL, RECORD, ACTIVITY, PERSON, LEFT, FILL, FOLD, *TRIGGERS, "SELECT performance_fill()"], UNDO
        )
    ]
