"""How things stand with each young person, kept right by the database itself.

``standing_reckoned`` says, from the tables themselves, what the row of each of these young people must be. Triggers
after every statement reckon those whom it touched. They run as whoever wrote, beneath that partnership's policies.
"""

from django.db import migrations

RECKONED = """
CREATE FUNCTION standing_reckoned(ids uuid[]) RETURNS TABLE (
    partnership_id integer, young_person_id uuid, adviser_id uuid, team_id bigint, school_id uuid, level text,
    cohort smallint, taught_in_year smallint, district text, situations text[], allocated_on date,
    reached_on date, grouped_on date, tried_on date, tries smallint, assessed_on date, planned_on date,
    moved_on date, said_on date, review_on date, try_on date, lapses_on date, step_on date, remind_on date,
    change_on date, steps_open smallint, wanting smallint[], answered boolean
) LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
SELECT y.partnership_id, y.id, y.adviser_id, y.team_id, y.school_id, y.level_of_need,
    (extract(year FROM y.date_of_birth) + (extract(month FROM y.date_of_birth) >= 9)::int)::smallint,
    y.taught_in_year, coalesce(left(split_part(h.postcode, ' ', 1), 4), ''),
    coalesce(s.situations, '{}'), y.allocated_on,
    day_of(c.reached_at), day_of(c.grouped_at), day_of(c.tried_at), coalesce(t.tries, 0)::smallint,
    a.assessed_on, p.planned_on, greatest(o.begun_on, d.moved_on), e.said_on,
    r.due_on, n.try_on, l.lapses_on, d.step_on, d.remind_on, ch.change_on, coalesce(d.steps_open, 0)::smallint,
    w.wanting, EXISTS (
        SELECT 1 FROM casework_asking WHERE young_person_id = y.id AND state IN ('change_wanted', 'spent')
    )
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
    SELECT try_again_on AS try_on FROM casework_contact WHERE young_person_id = y.id ORDER BY at DESC LIMIT 1
) n ON true
LEFT JOIN LATERAL (
    SELECT max(greatest(started_on, day_of(finished_at))) AS assessed_on FROM casework_assessment
    WHERE young_person_id = y.id
) a ON true
LEFT JOIN LATERAL (
    SELECT max(greatest(started_on, agreed_on)) AS planned_on FROM casework_plan WHERE young_person_id = y.id
) p ON true
LEFT JOIN LATERAL (
    SELECT id, greatest(started_on, agreed_on) AS begun_on FROM casework_plan
    WHERE young_person_id = y.id AND status <> 'closed' LIMIT 1
) o ON true
LEFT JOIN LATERAL (
    SELECT max(st.status_on) AS moved_on, count(*) FILTER (WHERE to_do(st)) AS steps_open,
        min(st.due_on) FILTER (WHERE to_do(st) AND st.owner = 'adviser') AS step_on,
        min(st.due_on - st.remind_days)
            FILTER (WHERE to_do(st) AND st.owner <> 'adviser' AND st.remind_whom = 'adviser') AS remind_on
    FROM casework_goal g JOIN casework_step st ON st.goal_id = g.id WHERE g.plan_id = o.id
) d ON o.id IS NOT NULL
LEFT JOIN LATERAL (
    SELECT max("on") AS said_on FROM casework_stepevent WHERE young_person_id = y.id AND what = 'said'
) e ON true
LEFT JOIN LATERAL (
    SELECT due_on FROM casework_review WHERE young_person_id = y.id AND held_on IS NULL LIMIT 1
) r ON true
LEFT JOIN LATERAL (
    SELECT lapses_on FROM tracking_activity WHERE young_person_id = y.id AND end_on IS NULL LIMIT 1
) l ON true
LEFT JOIN LATERAL (
    SELECT min(prepare_from) AS change_on FROM casework_transition
    WHERE young_person_id = y.id AND state IN ('ahead', 'confirmed')
) ch ON true
LEFT JOIN LATERAL (
    SELECT array_agg(rt.factor ORDER BY rt.factor)::smallint[] AS wanting
    FROM (
        SELECT id, form_id, day_of(finished_at) AS finished_on FROM casework_assessment
        WHERE young_person_id = y.id AND finished_at IS NOT NULL ORDER BY started_on DESC, id DESC LIMIT 1
    ) last
    JOIN casework_assessmentform form ON form.id = last.form_id
    JOIN casework_rating rt ON rt.assessment_id = last.id
        AND coalesce(rt.adviser_level, rt.young_person_level) <= form.need_at_most
    JOIN casework_factor f ON f.form_id = last.form_id AND f.number = rt.factor
    WHERE NOT EXISTS (SELECT 1 FROM casework_goal g WHERE g.plan_id = o.id AND rt.factor = ANY (g.factors))
        AND NOT EXISTS (SELECT 1 FROM casework_nogoalreason WHERE plan_id = o.id AND factor = rt.factor)
        AND (o.id IS NOT NULL OR NOT EXISTS (
            SELECT 1 FROM casework_plan WHERE young_person_id = y.id AND closed_on >= last.finished_on
        ))
) w ON true
WHERE y.id = ANY (ids)
$$
"""
# What a try that failed is called, the day of a moment in England and which steps are open: written once, for
# the function above. A function of its own for any of these would be called for every row.
MISSED = (
    "ARRAY['no_answer', 'left_message', 'wrong_number', 'moved', 'reached_someone_else', 'did_not_come']::text[]"
)
BODY = RECKONED.replace("missed()", MISSED).replace("to_do(st)", "st.status IN ('to_do', 'started')")
for moment in ("c.reached_at", "c.grouped_at", "c.tried_at", "finished_at"):
    BODY = BODY.replace(f"day_of({moment})", f"({moment} AT TIME ZONE 'Europe/London')::date")

COLUMNS = (
    "partnership_id, young_person_id, adviser_id, team_id, school_id, level, cohort, taught_in_year, district,"
    " situations, allocated_on, reached_on, grouped_on, tried_on, tries, assessed_on, planned_on, moved_on, said_on,"
    " review_on, try_on, lapses_on, step_on, remind_on, change_on, steps_open, wanting, answered"
)
KEPT = COLUMNS.split(", ")[2:]
SET = ", ".join(f"{name} = n.{name}" for name in KEPT)
OLD = ", ".join(f"s.{name}" for name in KEPT).replace("s.situations", "s.situations::text[]")
NEW = ", ".join(f"n.{name}" for name in KEPT)

# The rows are locked first: whoever reckons the same young person at once waits, and then sees what was written.
RECKON = f"""
CREATE FUNCTION standing_reckon(ids uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF cardinality(ids) = 0 THEN RETURN; END IF;
  PERFORM 1 FROM casework_standing WHERE young_person_id = ANY (ids) ORDER BY young_person_id FOR UPDATE;
  UPDATE casework_standing s SET {SET} FROM standing_reckoned(ids) n
  WHERE s.young_person_id = n.young_person_id AND ({OLD}) IS DISTINCT FROM ({NEW});
END $$
"""  # noqa: S608 - names of ours
ADD = f"""
CREATE FUNCTION standing_add(ids uuid[]) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO casework_standing ({COLUMNS}) SELECT {COLUMNS} FROM standing_reckoned(ids) ON CONFLICT DO NOTHING
$$
"""  # noqa: S608 - names of ours
PEOPLE = """
CREATE FUNCTION standing_people() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM standing_add(ARRAY(SELECT id FROM new_rows));
  ELSE
    PERFORM standing_reckon(ARRAY(
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
CREATE FUNCTION standing_work() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM standing_reckon(ARRAY(SELECT DISTINCT young_person_id FROM new_rows));
  ELSIF TG_OP = 'DELETE' THEN
    PERFORM standing_reckon(ARRAY(SELECT DISTINCT young_person_id FROM old_rows));
  ELSE
    PERFORM standing_reckon(ARRAY(
      SELECT young_person_id FROM new_rows UNION SELECT young_person_id FROM old_rows));
  END IF;
  RETURN NULL;
END $$
"""
# Ratings are saved one by one while somebody assesses, and count only once the assessment is finished.
RATINGS = """
CREATE FUNCTION standing_ratings() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM standing_reckon(ARRAY(
      SELECT DISTINCT r.young_person_id FROM old_rows r JOIN casework_assessment a ON a.id = r.assessment_id
      WHERE a.finished_at IS NOT NULL));
  ELSE
    PERFORM standing_reckon(ARRAY(
      SELECT DISTINCT r.young_person_id FROM new_rows r JOIN casework_assessment a ON a.id = r.assessment_id
      WHERE a.finished_at IS NOT NULL));
  END IF;
  RETURN NULL;
END $$
"""
# For rows that were there before this migration, and after a great load: everybody who has no row yet, in portions.
FILL = """
CREATE FUNCTION standing_fill() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE portion uuid[]; last uuid := '00000000-0000-0000-0000-000000000000';
BEGIN
  LOOP
    portion := ARRAY(SELECT id FROM people_youngperson WHERE id > last ORDER BY id LIMIT 5000);
    EXIT WHEN cardinality(portion) = 0;
    last := portion[cardinality(portion)];
    PERFORM standing_add(portion);
  END LOOP;
END $$
"""
WORKED_ON = (
    "people_residence", "people_characteristic", "tracking_activity", "casework_contact", "casework_assessment",
    "casework_plan", "casework_goal", "casework_nogoalreason", "casework_step", "casework_stepevent",
    "casework_asking", "casework_review", "casework_transition",
)  # fmt: skip
ROWS = {
    "INSERT": "NEW TABLE AS new_rows",
    "UPDATE": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "DELETE": "OLD TABLE AS old_rows",
}


def trigger(table: str, event: str, function: str) -> str:
    return (
        f"CREATE TRIGGER standing_kept_{event.lower()}s AFTER {event} ON {table} REFERENCING {ROWS[event]}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
    )


TRIGGERS = [
    trigger("people_youngperson", "INSERT", "standing_people"),
    trigger("people_youngperson", "UPDATE", "standing_people"),
    *(trigger(table, event, "standing_work") for table in WORKED_ON for event in ROWS),
    *(trigger("casework_rating", event, "standing_ratings") for event in ROWS),
]


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0009_standing"),
        ("people", "0002_words_by_bytes"),
        ("tracking", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(
            [BODY, RECKON, ADD, PEOPLE, WORK, RATINGS, FILL, *TRIGGERS, "SELECT standing_fill()"],
            migrations.RunSQL.noop,
        )
    ]
