"""What is still open of a child's admission is said where help is about to begin and where it is given."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from interventions.actions import accept_referral, add_admission_item, start_intervention, tick_point
from interventions.models import AdmissionPoint, Step
from tests.factories.cases import ChildConversationFactory
from tests.factories.interventions import CapacityFactory, ReferralFactory
from tests.today import TODAY


@pytest.fixture
def accepted(case, claudisvej, per, alf):
    """A child accepted to an offer with three lines on its checklist."""
    offer = CapacityFactory(department=claudisvej).offer
    for order, (text, side) in enumerate([("Intakemøde", "provider"), ("Papirer", "provider"), ("Ring", "authority")]):
        add_admission_item(offer=offer, text=text, kind="task", side=side, order=order, by=alf)
    sent = ReferralFactory(case=case, offer=offer, department=claudisvej, made_on=TODAY - timedelta(days=7))
    return accept_referral(referral=sent, expected_on=TODAY, on=TODAY, by=per)


def tick(text, by):
    tick_point(point=AdmissionPoint.objects.get(text=text), on=TODAY, by=by)


def shown(page):
    """The open points a page lists, with who does each and whether the reader may tick it."""
    html, context = page.content.decode(), page.context
    return [
        (point.text, point.get_side_display(), reverse("interventions:admission_point", args=[point.pk]) in html)
        for point in context["open_points"]
    ]


def test_the_caseworker_is_warned_of_what_is_open_before_help_begins(accepted, signed_in, ida, per):
    client, url = signed_in(ida), reverse("interventions:start", args=[accepted.pk])
    tick("Intakemøde", per)

    page = client.get(url)
    assert shown(page) == [("Papirer", "Udføreren", False), ("Ring", "Rådgiveren", True)]
    assert "2 punkter i indskrivningen er ikke gjort endnu" in page.content.decode()

    tick("Papirer", per)
    tick("Ring", ida)
    page = client.get(url)
    assert (shown(page), "indskrivningen er ikke gjort" in page.content.decode()) == ([], False)


def test_the_provider_reads_what_is_open_on_the_childs_page(accepted, signed_in, ida, per, stig):
    tick("Papirer", per)
    ChildConversationFactory(case=accepted.case, on=TODAY)
    begun = start_intervention(
        referral=accepted, starts_on=TODAY, exit_plan="Hjem.", next_step=Step.objects.get(pk=1), today=TODAY, by=ida
    )
    url = reverse("reviews:delivered", args=[begun.pk])

    assert shown(signed_in(per).get(url)) == [("Intakemøde", "Udføreren", True), ("Ring", "Rådgiveren", False)]
    assert signed_in(stig).get(url).status_code == 404


def test_three_open_points_cost_as_much_as_one(accepted, signed_in, ida, per):
    client, url = signed_in(ida), reverse("interventions:start", args=[accepted.pk])
    counted = []
    for done in ((), ("Intakemøde", "Papirer")):
        for text in done:
            tick(text, per)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(url)
        counted.append(len(queries))

    assert counted[0] == counted[1]
