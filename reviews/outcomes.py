"""What each offer has led to, counted in children; one statement for all offers."""

from datetime import date

from django.db import connection

# A child counts once at an offer, by the help that ended there last. A sub-goal has moved by the difference between its
# first and last score while that help was given; a child's goals went forward when the differences add up to more than
# nothing. A step down, or an end as planned, is old enough to be asked about after three months: it held when the
# three months' check says so, and without an answer when the child has not moved up meanwhile. Off the ladder any new
# step is up; after a step down only what lies above the step below.
COUNT = """
WITH last AS (
    SELECT DISTINCT ON (i.offer_id, c.child_id)
           i.id, i.offer_id, i.case_id, c.child_id, i.step_id, i.starts_on, i.ends_on, i.end_reason,
           i.end_reason IN ('moved_down', 'finished') AS is_well
      FROM interventions_intervention i
      JOIN cases_case c ON c.id = i.case_id
     WHERE i.ends_on <= %(on)s
     ORDER BY i.offer_id, c.child_id, i.ends_on DESC, i.id DESC
), moved AS (
    SELECT l.id, sum(one.difference) AS difference
      FROM last l
      JOIN reviews_plan p ON p.case_id = l.case_id
      JOIN reviews_goal g ON g.plan_id = p.id
      JOIN reviews_subgoal s ON s.goal_id = g.id
     CROSS JOIN LATERAL (
            SELECT count(*) AS scores,
                   (array_agg(score ORDER BY "on" DESC, id DESC))[1] - (array_agg(score ORDER BY "on", id))[1]
                       AS difference
              FROM reviews_subgoalscore
             WHERE sub_goal_id = s.id AND "on" BETWEEN l.starts_on AND l.ends_on
               AND NOT EXISTS (
                   SELECT FROM reviews_followupnote corrected WHERE corrected.amends_id = note_id)) one
     WHERE one.scores >= 2
     GROUP BY l.id
), held AS (
    SELECT l.id,
           CASE WHEN asked.answer IN ('yes', 'partly', 'no') THEN asked.answer = 'yes'
                ELSE NOT EXISTS (
                    SELECT FROM interventions_stepmove m
                      JOIN cases_case later ON later.id = m.case_id
                     WHERE later.child_id = l.child_id
                       AND m."on" > l.ends_on AND m."on" <= l.ends_on + interval '3 months'
                       AND m.to_step_id > coalesce(
                           m.from_step_id, CASE l.end_reason WHEN 'moved_down' THEN l.step_id - 1 ELSE -1 END))
           END AS is_held
      FROM last l
      LEFT JOIN reviews_holdcheck asked
             ON asked.case_id = l.case_id AND asked.moved_on = l.ends_on AND asked.months = 3
     WHERE l.is_well AND l.ends_on + interval '3 months' <= %(on)s
)
INSERT INTO interventions_offeroutcome
       (offer_id, counted_on, ended, ended_well, scored, goals_better, stepped_down, held, median_weeks)
SELECT l.offer_id, %(on)s, count(*), count(*) FILTER (WHERE l.is_well),
       count(moved.id), count(*) FILTER (WHERE moved.difference > 0),
       count(held.id), count(*) FILTER (WHERE held.is_held),
       percentile_disc(0.5) WITHIN GROUP (ORDER BY round((l.ends_on - l.starts_on) / 7.0))
  FROM last l
  LEFT JOIN moved ON moved.id = l.id
  LEFT JOIN held ON held.id = l.id
 GROUP BY l.offer_id
ON CONFLICT (offer_id) DO UPDATE
   SET counted_on = excluded.counted_on, ended = excluded.ended, ended_well = excluded.ended_well,
       scored = excluded.scored, goals_better = excluded.goals_better, stepped_down = excluded.stepped_down,
       held = excluded.held, median_weeks = excluded.median_weeks
"""


def count(*, on: date) -> int:
    """Count every offer's ended help anew, as it stands on a day; gives how many offers have a row."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"on": on})
        return int(cursor.rowcount)
