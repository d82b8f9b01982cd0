"""How things stand with each young person, kept right by the database itself.

``oversight_reckoned`` says, from the tables themselves, what the row of each of these young people must be. Triggers
after every statement reckon those whom it touched. They run as whoever wrote, beneath that partnership's policies.
"""

from django.db import migrations

RECKONED = """
CREATE FUNCTION oversight_reckoned(ids uuid[]) RETURNS TABLE (
    partnership_id integer, young_person_id uuid, adviser_id uuid, team_id bigint, school_id uuid, level text,
    cohort smallint, taught_in_year smallint, district text, situations text[], allocated_on date,
    reached_on date, grouped_on date, tried_on date, tries smallint, assessed_on date, planned_on date,
    moved_on date, review_on date
) LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
SELECT y.partnership_id, y.id, y.adviser_id, y.team_id, y.school_id, y.level_of_need,
    (extract(year FROM y.date_of_birth) + (extract(month FROM y.date_of_birth) >= 9)::int)::smallint,
    y.taught_in_year, coalesce(left(split_part(h.postcode, ' ', 1), 4), ''),
    coalesce(s.situations, '{}'), y.allocated_on,
    day_of(c.reached_at), day_of(c.grouped_at), day_of(c.tried_at), coalesce(t.tries, 0)::smallint,
    a.assessed_on, p.planned_on, o.moved_on, r.due_on
FROM people_youngperson y
LEFT JOIN LATERAL (
    SELECT postcode FROM people_residence WHERE young_person_id = y.id AND until_on IS NULL LIMIT 1
) h ON true
LEFT JOIN LATERAL (
    SELECT array_agg(kind::text ORDER BY kind) AS situations FROM people_characteristic
    WHERE young_person_id = y.id AND until_on IS NULL
) s ON true
LEFT JOIN LATERAL (
    SELECT max(at) FILTER (WHERE outcome <> ALL (missed())) AS reached_at,
        max(at) FILTER (WHERE channel = 'group' AND outcome <> ALL (missed())) AS grouped_at,
        max(at) FILTER (WHERE outcome = ANY (missed())) AS tried_at
    FROM casework_contact WHERE young_person_id = y.id
) c ON true
LEFT JOIN LATERAL (
    SELECT least(count(*), 9999) AS tries FROM casework_contact
    WHERE young_person_id = y.id AND outcome = ANY (missed()) AND (c.reached_at IS NULL OR at > c.reached_at)
) t ON c.tried_at IS NOT NULL
LEFT JOIN LATERAL (
    SELECT max(greatest(started_on, day_of(finished_at))) AS assessed_on FROM casework_assessment
    WHERE young_person_id = y.id
) a ON true
LEFT JOIN LATERAL (
    SELECT max(greatest(started_on, agreed_on)) AS planned_on FROM casework_plan WHERE young_person_id = y.id
) p ON true
LEFT JOIN LATERAL (
    SELECT greatest(w.started_on, w.agreed_on, (
        SELECT max(st.status_on) FROM casework_goal g JOIN casework_step st ON st.goal_id = g.id
        WHERE g.plan_id = w.id
    )) AS moved_on
    FROM casework_plan w WHERE w.young_person_id = y.id AND w.status <> 'closed' LIMIT 1
) o ON true
LEFT JOIN LATERAL (
    SELECT due_on FROM casework_review WHERE young_person_id = y.id AND held_on IS NULL LIMIT 1
) r ON true
WHERE y.id = ANY (ids)
$$
"""
# What a try that failed is called, and the day of a moment in England: written once, for the function above.
MISSED = "ARRAY['no_answer', 'left_message', 'wrong_number', 'moved', 'reached_someone_else']::text[]"
COLUMNS = (
    "partnership_id, young_person_id, adviser_id, team_id, school_id, level, cohort, taught_in_year, district,"
    " situations, allocated_on, reached_on, grouped_on, tried_on, tries, assessed_on, planned_on, moved_on, review_on"
)
SET = ", ".join(f"{name} = n.{name}" for name in COLUMNS.split(", ")[2:])
OLD = ", ".join(f"s.{name}" for name in COLUMNS.split(", ")[2:]).replace("s.situations", "s.situations::text[]")
NEW = ", ".join(f"n.{name}" for name in COLUMNS.split(", ")[2:])

# The rows are locked first: whoever reckons the same young person at once waits, and then sees what was written.
RECKON = f"""
CREATE FUNCTION oversight_reckon(ids uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM oversight_standing WHERE young_person_id = ANY (ids) ORDER BY young_person_id FOR UPDATE;
  UPDATE oversight_standing s SET {SET} FROM oversight_reckoned(ids) n
  WHERE s.young_person_id = n.young_person_id AND ({OLD}) IS DISTINCT FROM ({NEW});
END $$
"""  # noqa: S608 - names of ours
ADD = f"""
CREATE FUNCTION oversight_add(ids uuid[]) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO oversight_standing ({COLUMNS}) SELECT {COLUMNS} FROM oversight_reckoned(ids) ON CONFLICT DO NOTHING
$$
"""  # noqa: S608 - names of ours
PEOPLE = """
CREATE FUNCTION oversight_people() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM oversight_add(ARRAY(SELECT id FROM new_rows));
  ELSE
    PERFORM oversight_reckon(ARRAY(
      SELECT n.id FROM new_rows n JOIN old_rows o ON o.id = n.id
      WHERE (n.adviser_id, n.team_id, n.school_id, n.level_of_need, n.date_of_birth, n.taught_in_year, n.allocated_on)
        IS DISTINCT FROM
        (o.adviser_id, o.team_id, o.school_id, o.level_of_need, o.date_of_birth, o.taught_in_year, o.allocated_on)
    ));
  END IF;
  RETURN NULL;
END $$
"""
WORK = """
CREATE FUNCTION oversight_work() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM oversight_reckon(ARRAY(SELECT DISTINCT young_person_id FROM new_rows));
  ELSIF TG_OP = 'DELETE' THEN
    PERFORM oversight_reckon(ARRAY(SELECT DISTINCT young_person_id FROM old_rows));
  ELSE
    PERFORM oversight_reckon(ARRAY(
      SELECT young_person_id FROM new_rows UNION SELECT young_person_id FROM old_rows));
  END IF;
  RETURN NULL;
END $$
"""
# For rows that were there before this migration, and after a great load: everybody who has no row yet, in portions.
FILL = """
CREATE FUNCTION oversight_fill() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE portion uuid[]; last uuid := '00000000-0000-0000-0000-000000000000';
BEGIN
  LOOP
    portion := ARRAY(SELECT id FROM people_youngperson WHERE id > last ORDER BY id LIMIT 5000);
    EXIT WHEN cardinality(portion) = 0;
    last := portion[cardinality(portion)];
    PERFORM oversight_add(portion);
  END LOOP;
END $$
"""
WORKED_ON = (
    "people_residence", "people_characteristic", "casework_contact", "casework_assessment", "casework_plan",
    "casework_step", "casework_review",
)  # fmt: skip
ROWS = {
    "INSERT": "NEW TABLE AS new_rows",
    "UPDATE": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "DELETE": "OLD TABLE AS old_rows",
}


def trigger(table: str, event: str, function: str) -> str:
    return (
        f"CREATE TRIGGER standing_{event.lower()}s AFTER {event} ON {table} REFERENCING {ROWS[event]}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
    )


TRIGGERS = [
    trigger("people_youngperson", "INSERT", "oversight_people"),
    trigger("people_youngperson", "UPDATE", "oversight_people"),
    *(trigger(table, event, "oversight_work") for table in WORKED_ON for event in ROWS),
]
# Written out in the function: a function of its own for either would be called for every contact.
BODY = RECKONED.replace("missed()", MISSED)
for moment in ("c.reached_at", "c.grouped_at", "c.tried_at", "finished_at"):
    BODY = BODY.replace(f"day_of({moment})", f"({moment} AT TIME ZONE 'Europe/London')::date")

# A note that somebody has signed is not changed, whatever the application asks: only signatures are added.
SIGNED = """
CREATE FUNCTION oversight_keep_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'written' AND (OLD.notes, OLD.held_on, OLD.adviser_id, OLD.manager_id, OLD.edition_id)
      IS DISTINCT FROM (NEW.notes, NEW.held_on, NEW.adviser_id, NEW.manager_id, NEW.edition_id) THEN
    RAISE EXCEPTION 'A supervision note that was signed stays as it is.' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$
"""
SIGNED_TRIGGER = (
    "CREATE TRIGGER stay_signed BEFORE UPDATE ON oversight_meeting"
    " FOR EACH ROW EXECUTE FUNCTION oversight_keep_signed()"
)


class Migration(migrations.Migration):
    dependencies = [("oversight", "0001_initial"), ("people", "0002_words_by_bytes"), ("casework", "0003_goals_of")]

    operations = [
        migrations.RunSQL([BODY, RECKON, ADD, PEOPLE, WORK, FILL, *TRIGGERS, SIGNED, SIGNED_TRIGGER, "SELECT oversight_fill()"])
    ]
