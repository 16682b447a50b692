"""Where each offer is given and how full it is on a day; the same two queries for any catalogue."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db import connection

from herning.accounts.models import Department
from interventions.choosing.ranking import Desk, Families
from interventions.enums import ReferralStatus

Given = tuple[int, int]
# A department with its places, free places and children waiting, and from when one is free.
Load = tuple[int, int | None, int | None, int, date | None]

# Each capacity without a foster family with how many of its places are held and until when (a lent place's last day,
# else the help's planned end, unless it has outlived that), the changes of its places that do not count yet, and how
# many children wait for it; and those who wait where only families are.
SQL = """
WITH given AS (
    SELECT id, offer_id, department_id, places_total
      FROM interventions_capacity
     WHERE foster_family_id IS NULL AND opens_on <= %(on)s AND (closes_on IS NULL OR closes_on > %(on)s)
), held AS (
    SELECT p.capacity_id, count(*) AS taken,
           array_agg(coalesce(p.until, CASE WHEN i.planned_end_on > %(on)s THEN i.planned_end_on END)) AS ends
      FROM interventions_place p
      JOIN interventions_capacity c ON c.id = p.capacity_id AND c.foster_family_id IS NULL
      LEFT JOIN interventions_intervention i ON i.referral_id = p.referral_id
     WHERE p.until IS NULL OR p.until > %(on)s
     GROUP BY p.capacity_id
), planned AS (
    SELECT capacity_id, array_agg(from_on ORDER BY from_on, id) AS days,
           array_agg(places_total::int ORDER BY from_on, id) AS places
      FROM interventions_plannedplaces
     WHERE applied_on IS NULL
     GROUP BY capacity_id
), waiting AS (
    SELECT offer_id, department_id, count(*) AS children
      FROM interventions_referral
     WHERE status = %(waiting)s AND offer_id IS NOT NULL AND department_id IS NOT NULL
     GROUP BY offer_id, department_id
)
SELECT given.id, coalesce(given.offer_id, waiting.offer_id), coalesce(given.department_id, waiting.department_id),
       given.places_total, coalesce(held.taken, 0), held.ends, planned.days, planned.places,
       coalesce(waiting.children, 0)
  FROM given
  LEFT JOIN held ON held.capacity_id = given.id
  LEFT JOIN planned ON planned.capacity_id = given.id
  FULL JOIN waiting ON waiting.offer_id = given.offer_id AND waiting.department_id = given.department_id
 ORDER BY given.id
"""


def desks(*, on: date, families: Mapping[Given, tuple[Families, int, int]]) -> dict[int, list[Desk]]:
    """The departments that give each offer, those with foster families among them."""
    found: dict[int, list[Load]] = defaultdict(list)
    waiting: dict[Given, int] = {}
    with connection.cursor() as cursor:
        cursor.execute(SQL, {"on": on, "waiting": ReferralStatus.WAITING})
        rows = cursor.fetchall()
    for pk, offer, department, total, taken, ends, days, places, children in rows:
        waiting[offer, department] = children
        if pk is None:
            continue
        changes = list(zip(days or (), places or (), strict=True))
        total = next((changed for day, changed in reversed(changes) if day <= on), total)
        free = None if total is None else total - taken
        ahead = None if free is None or free > 0 else free_from(total, changes, ends or (), taken, on=on)
        found[offer].append((department, total, free, children, ahead))
    for (offer, department), (_told, places, free) in families.items():
        if all(known[0] != department for known in found[offer]):
            found[offer].append((department, places, free, waiting.get((offer, department), 0), None))
    departments = {department.pk: department for department in Department.objects.filter(is_active=True)}
    return {
        offer: [
            _desk(offer, departments[load[0]], load, families.get((offer, load[0])))
            for load in given
            if load[0] in departments
        ]
        for offer, given in found.items()
    }


def _desk(offer: int, department: Department, load: Load, given: tuple[Families, int, int] | None) -> Desk:
    _pk, places, free, waiting, ahead = load
    return Desk(offer, department, places, free, waiting, ahead, given[0] if given else None)


def free_from(
    total: int, planned: Iterable[tuple[date, int]], ends: Iterable[date | None], taken: int, *, on: date
) -> date | None:
    """The first day with a free place, by planned ends and planned changes of places; none when no day is known."""
    changes = [(day, places) for day, places in planned if day > on]
    known = sorted(day for day in ends if day is not None and day > on)
    for day in sorted({*known, *(change for change, _places in changes)}):
        places = next((places for change, places in reversed(changes) if change <= day), total)
        if places > taken - sum(end <= day for end in known):
            return day
    return None
