"""A place that is taken: numbered, so that PostgreSQL itself never gives one twice."""

from datetime import date
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull
from django.utils.translation import gettext_lazy as _

from cases.models.days import DateRange
from herning.accounts.permissions import Role
from herning.audit.history import keeps_history
from interventions.enums import ReferralStatus
from interventions.models.edition import PlannedPlaces
from interventions.models.intervention import Intervention
from interventions.models.offer import Capacity, CapacityQuerySet
from interventions.models.referral import Referral


class PlaceQuerySet(models.QuerySet["Place"]):
    """Which places."""

    def visible_to(self, user: Any) -> "PlaceQuerySet":
        """Those of an own department; the administrator, who reads no case, counts and lends all."""
        if user.role == Role.ADMINISTRATOR:
            return self.filter(referral=None)
        return self.filter(capacity__department_id__in=user.department_ids)

    def occupied(self, *, on: date) -> "PlaceQuerySet":
        """Those taken on a day or reserved for later."""
        return self.filter(Q(until=None) | Q(until__gt=on))


@keeps_history()
class Place(models.Model):
    """One of an offer's places at a department, held for one referral, or lent to another municipality."""

    capacity = models.ForeignKey(Capacity, models.PROTECT, related_name="places", verbose_name=_("tilbud hos afdeling"))
    number = models.PositiveSmallIntegerField(_("plads nr."))
    referral = models.OneToOneField(
        Referral, models.PROTECT, null=True, blank=True, related_name="place", verbose_name=_("visitation")
    )
    lent_to = models.CharField(_("udlånt til kommune"), max_length=4, blank=True)
    lent_note = models.CharField(_("aftalen"), max_length=200, blank=True)
    since = models.DateField(_("fra"))
    until = models.DateField(_("til"), null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Privacy:
        personal = {"referral", "since", "until"}
        plain = {"id", "capacity", "number", "lent_to", "lent_note"}

    class Meta:
        # Every count of places asks for those still held, which the years leave as a few among very many.
        indexes = [models.Index(fields=["until"], name="place_by_its_last_day")]
        constraints = [
            ExclusionConstraint(
                name="a_place_is_never_given_twice",
                expressions=[
                    ("capacity", RangeOperators.EQUAL),
                    ("number", RangeOperators.EQUAL),
                    (DateRange("since", "until"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="place_ends_after_start"),
            models.CheckConstraint(condition=Q(number__gte=1), name="places_are_counted_from_one"),
            models.CheckConstraint(
                condition=(Q(referral__isnull=False) & Q(lent_to="")) | (Q(referral__isnull=True) & ~Q(lent_to="")),
                name="a_place_is_held_for_a_child_or_lent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capacity} · {self.number}"

    @property
    def case_number(self) -> str:
        """The case the place is held for."""
        return self.referral.case_number if self.referral else ""


def with_load(capacities: CapacityQuerySet, *, on: date) -> CapacityQuerySet:
    """Each capacity with its `taken`, `lent` and `free` places on a day and the children `waiting` for exactly it.

    `taken` holds children, reservations and lent places; without a limit nobody holds a place, and it is the children
    who are helped. `free` is null then, and below zero where a planned lowering has come before the children have left.
    A foster family's line is its own, not its department's.
    """
    held = Place.objects.occupied(on=on).filter(capacity=OuterRef("pk")).order_by().values("capacity")
    due = PlannedPlaces.objects.due(on=on).filter(capacity=OuterRef("pk")).order_by("-from_on").values("places_total")
    waiting = (
        Referral.objects.filter(
            _same_family(),
            status=ReferralStatus.WAITING,
            offer=OuterRef("offer"),
            department=OuterRef("department"),
        )
        .order_by()
        .values("offer")
    )
    limit = Coalesce(Subquery(due[:1]), F("places_total"), output_field=IntegerField())
    helped = Intervention.objects.active(on=on).filter(
        _same_family("referral__"), offer=OuterRef("offer"), department=OuterRef("department")
    )
    taken = models.Case(
        models.When(places_total=None, then=_number(helped.order_by().values("offer"))), default=_number(held)
    )
    return capacities.annotate(
        taken=taken, lent=_number(held.filter(referral=None)), waiting=_number(waiting), free=limit - _number(held)
    )


def _same_family(path: str = "") -> Q:
    return Q(**{f"{path}foster_family": OuterRef("foster_family")}) | Q(
        IsNull(OuterRef("foster_family"), True), **{f"{path}foster_family__isnull": True}
    )


def _number(rows: Any) -> Coalesce:
    """How many rows, nought when none."""
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), Value(0), output_field=IntegerField())
