"""Foster families for one child: counted and sorted by PostgreSQL, so that thousands are one choice on the list."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.db import connection

from herning.accounts.models import Department
from interventions.choosing.need import Need
from interventions.choosing.ranking import Families, Family
from interventions.enums import FosterType
from interventions.models import Capacity, FosterFamily, Offer

BEST = 4

# A family fits when its approval holds, the child's age and the need's target group are among what it takes, and it has
# a free place. Among those that fit, first siblings where they were asked for, then the child's own language, the near
# ones, those for the target group by name, those approved for fewest children, and at last their names.
SQL = """
WITH held AS (
    SELECT p.capacity_id, count(*) AS taken
      FROM interventions_place p
      JOIN interventions_capacity c ON c.id = p.capacity_id AND c.foster_family_id IS NOT NULL
     WHERE p.until IS NULL OR p.until > %(on)s
     GROUP BY p.capacity_id
), family AS (
    SELECT c.offer_id, c.department_id, f.id, f.name, f.sort_name, f.kind, f.min_age, f.max_age, f.approved_until,
           f.wishes, f.takes_siblings, f.approved_places, f.district_id,
           c.places_total - coalesce(h.taken, 0) AS free, c.places_total,
           %(language)s <> '' AND EXISTS (SELECT FROM unnest(f.languages) l WHERE lower(trim(l)) = %(language)s)
               AS speaks,
           coalesce(f.district_id = %(district)s, false) AS is_near,
           (SELECT d.km FROM accounts_districtdistance d
             WHERE (d.one_id, d.other_id) IN ((f.district_id, %(district)s), (%(district)s, f.district_id))) AS km,
           %(group)s <> '' AND %(group)s = ANY (f.target_groups) AS is_meant,
           f.is_active AND f.approved_from <= %(on)s AND (f.approved_until IS NULL OR f.approved_until >= %(on)s)
               AND (f.min_age IS NULL OR f.min_age <= %(age)s) AND (f.max_age IS NULL OR f.max_age >= %(age)s)
               AND (%(group)s = '' OR f.target_groups = '{}' OR %(group)s = ANY (f.target_groups))
               AND c.places_total > coalesce(h.taken, 0) AS fits
      FROM interventions_capacity c
      JOIN interventions_fosterfamily f ON f.id = c.foster_family_id
      LEFT JOIN held h ON h.capacity_id = c.id
     WHERE c.opens_on <= %(on)s AND (c.closes_on IS NULL OR c.closes_on > %(on)s)
), ranked AS (
    SELECT family.*,
           row_number() OVER (PARTITION BY offer_id, department_id
                              ORDER BY fits DESC, %(siblings)s AND takes_siblings DESC, speaks DESC, is_near DESC,
                                       km NULLS LAST, is_meant DESC, approved_places, sort_name, id) AS place,
           count(*) OVER given AS families,
           count(*) FILTER (WHERE fits) OVER given AS fitting,
           count(*) FILTER (WHERE fits AND takes_siblings) OVER given AS taking_siblings,
           count(*) FILTER (WHERE fits AND speaks) OVER given AS speaking,
           sum(places_total) OVER given AS places_of_all,
           sum(greatest(free, 0)) FILTER (WHERE fits) OVER given AS free_of_fitting
      FROM family
    WINDOW given AS (PARTITION BY offer_id, department_id)
)
SELECT offer_id, department_id, families, fitting, taking_siblings, speaking, places_of_all,
       coalesce(free_of_fitting, 0), fits,
       id, name, kind, free, min_age, max_age, approved_until, wishes, takes_siblings, speaks, is_near, km
  FROM ranked
 WHERE place <= %(best)s
 ORDER BY offer_id, department_id, place
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


def family_given(pk: int, offer: Offer, department: Department, *, on: date) -> FosterFamily | None:
    """The family by its id, when it takes children for this offer at this department on a day."""
    given = Capacity.objects.current(on=on).filter(offer=offer, department=department, foster_family=pk)
    found = given.select_related("foster_family").first()
    return found.foster_family if found else None


def _asked(need: Need, on: date) -> dict[str, Any]:
    return {
        "on": on,
        "age": need.age or 0,
        "group": need.target_group,
        "language": need.language.strip().lower(),
        "district": need.district,
        "siblings": need.wants_siblings_together,
        "best": BEST,
    }
