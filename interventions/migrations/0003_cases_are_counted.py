"""PostgreSQL keeps `CaseCount` itself, in the transaction that stores a case or a move, whoever writes it and how.

A case counts once: on no step when it is opened, and each of its moves takes it from a step to a step. Whoever changes
a count holds the caseworker's lock first, so that two people at work on one caseworker's cases wait and never deadlock.
"""

from django.db import migrations

COUNTING = """
CREATE FUNCTION interventions_count_move(moved bigint, from_step smallint, to_step smallint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    home cases_case;
BEGIN
    SELECT * INTO home FROM cases_case WHERE id = moved FOR NO KEY UPDATE;
    PERFORM pg_advisory_xact_lock(hashtext('interventions_casecount'), home.caseworker_id::int);
    INSERT INTO interventions_casecount AS kept (team_id, district_id, caseworker_id, is_open, step_id, cases)
    VALUES (home.team_id, home.district_id, home.caseworker_id, home.closed_on IS NULL, from_step, -1),
           (home.team_id, home.district_id, home.caseworker_id, home.closed_on IS NULL, to_step, 1)
        ON CONFLICT (team_id, district_id, caseworker_id, is_open, step_id)
        DO UPDATE SET cases = kept.cases + EXCLUDED.cases;
END $$;

CREATE FUNCTION interventions_move_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM interventions_count_move(OLD.case_id, OLD.to_step_id, OLD.from_step_id);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM interventions_count_move(NEW.case_id, NEW.from_step_id, NEW.to_step_id);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION interventions_count_case(home cases_case, sign int) RETURNS void LANGUAGE sql AS $$
    INSERT INTO interventions_casecount AS kept (team_id, district_id, caseworker_id, is_open, step_id, cases)
    SELECT home.team_id, home.district_id, home.caseworker_id, home.closed_on IS NULL, side.step, sign * sum(side.n)
      FROM (SELECT NULL::smallint, 1
             UNION ALL SELECT from_step_id, -1 FROM interventions_stepmove WHERE case_id = home.id
             UNION ALL SELECT to_step_id, 1 FROM interventions_stepmove WHERE case_id = home.id) AS side(step, n)
     GROUP BY side.step
    HAVING sum(side.n) <> 0
        ON CONFLICT (team_id, district_id, caseworker_id, is_open, step_id)
        DO UPDATE SET cases = kept.cases + EXCLUDED.cases;
$$;

CREATE FUNCTION interventions_case_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND
       (OLD.team_id, OLD.district_id, OLD.caseworker_id, OLD.closed_on IS NULL) =
       (NEW.team_id, NEW.district_id, NEW.caseworker_id, NEW.closed_on IS NULL) THEN
        RETURN NULL;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('interventions_casecount'), least(OLD.caseworker_id, NEW.caseworker_id)::int);
    PERFORM pg_advisory_xact_lock(hashtext('interventions_casecount'), greatest(OLD.caseworker_id, NEW.caseworker_id)::int);
    IF TG_OP <> 'INSERT' THEN
        PERFORM interventions_count_case(OLD, -1);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM interventions_count_case(NEW, 1);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER a_move_is_counted AFTER INSERT OR UPDATE OR DELETE ON interventions_stepmove
   FOR EACH ROW EXECUTE FUNCTION interventions_move_changed();
CREATE TRIGGER a_case_is_counted AFTER INSERT OR UPDATE OR DELETE ON cases_case
   FOR EACH ROW EXECUTE FUNCTION interventions_case_changed();

SELECT interventions_count_case(c, 1) FROM cases_case c;
"""

NO_COUNTING = """
DROP TRIGGER a_case_is_counted ON cases_case;
DROP TRIGGER a_move_is_counted ON interventions_stepmove;
DROP FUNCTION interventions_case_changed(), interventions_count_case(cases_case, int), interventions_move_changed(),
    interventions_count_move(bigint, smallint, smallint);
"""


class Migration(migrations.Migration):
    dependencies = [("interventions", "0002_ladder")]
    operations = [migrations.RunSQL(COUNTING, NO_COUNTING)]
