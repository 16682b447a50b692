"""Foster families for one child: counted and sorted by PostgreSQL, so that thousands are one choice on the list."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.db import connection

from herning.accounts.models import Department
from interventions.choosing.need import Need
from interventions.choosing.offered import Offered
from interventions.choosing.ranking import Families, Family
from interventions.enums import FosterType
from interventions.models import Capacity, FosterFamily

BEST = 4

# A network family is there for its own child alone (Barnets lov § 43). A family fits when its approval holds, the
# child's age and the need's target group are among what it takes, and it has a free place. Among those that fit, first
# siblings where they were asked for, then the child's own language, the near ones, those for the target group by name,
# those approved for fewest children, and at last their names.
SQL = """
WITH held AS (
    SELECT p.capacity_id, count(*) AS taken
      FROM interventions_place p
      JOIN interventions_capacity c ON c.id = p.capacity_id AND c.foster_family_id IS NOT NULL
     WHERE p.until IS NULL OR p.until > %(on)s
     GROUP BY p.capacity_id
), family AS MATERIALIZED (
    SELECT c.offer_id, c.department_id, f.id, f.sort_name, f.takes_siblings, f.approved_places, f.district_id,
           c.places_total - coalesce(h.taken, 0) AS free, c.places_total,
           %(language)s <> '' AND f.languages <> '{}'
               AND EXISTS (SELECT FROM unnest(f.languages) l WHERE lower(trim(l)) = %(language)s) AS speaks,
           %(group)s <> '' AND %(group)s = ANY (f.target_groups) AS is_meant,
           f.is_active AND f.approved_from <= %(on)s AND (f.approved_until IS NULL OR f.approved_until >= %(on)s)
               AND (f.min_age IS NULL OR f.min_age <= %(age)s) AND (f.max_age IS NULL OR f.max_age >= %(age)s)
               AND (%(group)s = '' OR f.target_groups = '{}' OR %(group)s = ANY (f.target_groups))
               AND c.places_total > coalesce(h.taken, 0) AS fits
      FROM interventions_capacity c
      JOIN interventions_fosterfamily f ON f.id = c.foster_family_id
      LEFT JOIN held h ON h.capacity_id = c.id
     WHERE c.opens_on <= %(on)s AND (c.closes_on IS NULL OR c.closes_on > %(on)s)
       AND (f.kind <> 'network' OR f.child_id = %(child)s)
), told AS (
    SELECT offer_id, department_id, count(*) AS families, count(*) FILTER (WHERE fits) AS fitting,
           count(*) FILTER (WHERE fits AND takes_siblings) AS taking_siblings,
           count(*) FILTER (WHERE fits AND speaks) AS speaking, sum(places_total) AS places_of_all,
           coalesce(sum(free) FILTER (WHERE fits), 0) AS free_of_fitting
      FROM family
     GROUP BY offer_id, department_id
), near AS (
    SELECT CASE WHEN one_id = %(district)s THEN other_id ELSE one_id END AS district_id, km
      FROM accounts_districtdistance
     WHERE %(district)s IN (one_id, other_id)
)
SELECT told.offer_id, told.department_id, families, fitting, taking_siblings, speaking, places_of_all, free_of_fitting,
       best.id IS NOT NULL, best.id, f.name, f.kind, best.free, f.min_age, f.max_age, f.approved_until, f.wishes,
       best.takes_siblings, best.speaks, best.is_near, best.km
  FROM told
  LEFT JOIN LATERAL (
    SELECT family.*, near.km, coalesce(family.district_id = %(district)s, false) AS is_near
      FROM family LEFT JOIN near USING (district_id)
     WHERE fits AND family.offer_id = told.offer_id AND family.department_id = told.department_id
     ORDER BY %(siblings)s AND takes_siblings DESC, speaks DESC,
              coalesce(family.district_id = %(district)s, false) DESC, km NULLS LAST, is_meant DESC,
              approved_places, sort_name, id
     LIMIT %(best)s
  ) AS best ON true
  LEFT JOIN interventions_fosterfamily f ON f.id = best.id
 ORDER BY told.offer_id, told.department_id, %(siblings)s AND best.takes_siblings DESC, best.speaks DESC,
          best.is_near DESC, best.km NULLS LAST, best.is_meant DESC, best.approved_places, best.sort_name, best.id
"""


def families_for(need: Need, *, on: date) -> dict[tuple[int, int], tuple[Families, int, int]]:
    """By offer and department: its families for one child, the places of all, and the free ones of those that fit."""
    found: dict[tuple[int, int], tuple[int, int, int, int, int, int]] = {}
    best: dict[tuple[int, int], list[Family]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(SQL, _asked(need, on))
        rows = cursor.fetchall()
    for offer, department, families, fitting, taking, speaking, places, free, fits, pk, name, kind, *rest in rows:
        given = (offer, department)
        found[given] = (families, fitting, taking, speaking, int(places), int(free))
        if fits:
            best[given].append(Family(pk, name, str(FosterType(kind).label), *rest))
    return {
        given: (Families(count, fitting, taking, speaking, best[given]), places, free)
        for given, (count, fitting, taking, speaking, places, free) in found.items()
    }


def family_given(pk: int, offer: Offered, department: Department, *, on: date) -> FosterFamily | None:
    """The family by its id, when it takes children for this offer at this department on a day."""
    given = Capacity.objects.current(on=on).filter(offer=offer.pk, department=department, foster_family=pk)
    found = given.select_related("foster_family").first()
    return found.foster_family if found else None


def _asked(need: Need, on: date) -> dict[str, Any]:
    return {
        "on": on,
        "child": need.child,
        "age": need.age or 0,
        "group": need.target_group,
        "language": need.language.strip().lower(),
        "district": need.district,
        "siblings": need.wants_siblings_together,
        "best": BEST,
    }
