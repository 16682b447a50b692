"""Children that wait, an offered and a lent place, a foster family and a point of an admission, in Ida's cases."""

from datetime import date

from interventions.enums import ReferralStatus
from interventions.models import AdmissionItem, AdmissionPoint, Place, PlaceOffer
from tests.factories.cases import CaseFactory
from tests.factories.interventions import (
    CapacityFactory,
    FosterFamilyFactory,
    OfferFactory,
    PlaceFactory,
    ReferralFactory,
)

ON = date(2026, 11, 10)


def places(*, ida, per, department):
    """What addresses of lines, places, families and admissions can be about, by the name that the table uses."""
    given = CapacityFactory(offer=OfferFactory(method="foster_care"), department=department, places_total=5)
    line = [_waiting(ida, per, given, number) for number in (1, 2)]
    offered = line[0]
    offered.status = ReferralStatus.OFFERED
    offered.save(update_fields=["status"])
    PlaceFactory(capacity=given, referral=offered)
    accepted = ReferralFactory(
        case=CaseFactory(caseworker=ida),
        offer=given.offer,
        department=department,
        status=ReferralStatus.ACCEPTED,
        answered_on=ON,
        answered_by=per,
    )
    return {
        "waiting": line[1],
        "place_offer": PlaceOffer.objects.create(
            referral=offered,
            capacity=given,
            offered_on=ON,
            offered_by=per,
            place_from=date(2026, 11, 25),
            answer_by=date(2026, 12, 1),
        ),
        "lent": Place.objects.create(capacity=given, number=5, lent_to="657", since=ON),
        "line": given,
        "lendable": CapacityFactory(department=department, places_total=5),
        "family": FosterFamilyFactory(department=department),
        "foster_offer": given.offer,
        "admission_item": AdmissionItem.objects.create(
            offer=given.offer, kind="task", side="authority", text="Ring til skolen"
        ),
        "point": AdmissionPoint.objects.create(
            referral=accepted, kind="task", side="authority", text="Ring til skolen"
        ),
    }


def _waiting(ida, per, given, number):
    return ReferralFactory(
        case=CaseFactory(caseworker=ida),
        offer=given.offer,
        department=given.department,
        status=ReferralStatus.WAITING,
        waiting_since=ON,
        queue_number=number,
        answered_on=ON,
        answered_by=per,
    )
