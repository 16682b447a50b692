"""What is known of a placement that is about to end, in one question."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce

from cases.models import Consent
from cases.rules import is_of_age
from interventions import rules
from interventions.end_rules import Ending
from interventions.enums import BoardOutcome
from interventions.models import Breakdown, Intervention, Placement, Return
from interventions.models.placement import consented_to


def ending_of(intervention: Intervention, *, on: date) -> Ending | None:
    """What explains the end of the placement behind a help; none when it is none."""
    mine = {"placement": OuterRef("pk")}
    withdrawn = Consent.objects.filter(
        case=OuterRef("intervention__case"),
        kind=OuterRef("consented_to"),
        withdrawn_on__gte=OuterRef("first_day"),
        withdrawn_on__lte=on,
    )
    placement: Any = (
        Placement.objects.filter(intervention=intervention)
        .annotate(first_day=Coalesce("placed_since", "starts_on"), consented_to=consented_to())
        .annotate(
            has_broken_down=Exists(Breakdown.objects.filter(**mine)),
            has_changed=Exists(Placement.objects.filter(previous=OuterRef("pk"))),
            is_return_decided=Exists(Return.objects.filter(**mine)),
            is_home=Exists(Return.objects.filter(**mine, returned_on__isnull=False)),
            is_withdrawn=Exists(withdrawn),
        )
        .select_related("child")
        .first()
    )
    if placement is None:
        return None
    return Ending(
        has_broken_down=placement.has_broken_down,
        has_changed=placement.has_changed,
        is_return_decided=placement.is_return_decided,
        is_home=placement.is_home,
        is_of_age=is_of_age(placement.child.born_on, on=on),
        is_consent_withdrawn=placement.is_withdrawn and placement.legal_basis in rules.CONSENT_BASES,
        is_refused_by_board=placement.board_outcome == BoardOutcome.REFUSED,
    )
