"""A provider's no reaches the caseworker: on Min dag, on the overview and as a message; nothing is typed again."""

from datetime import date

import pytest

from dashboards.figures.day import day
from reviews.actions import remind
from reviews.models import Message
from reviews.saying import address, sentence
from tests.factories.cases import CaseFactory, ChildFactory
from tests.factories.interventions import InterventionFactory, OfferFactory, ReferralFactory

TODAY = date(2026, 11, 21)
WEDNESDAY = date(2026, 11, 18)


@pytest.fixture
def declined(ida, per, claudisvej):
    """Claudisvej said no on Wednesday to Noah, who gets other help meanwhile."""
    case = CaseFactory(caseworker=ida, child=ChildFactory(name="Noah Beck", born_on=date(2016, 5, 4)))
    InterventionFactory(case=case, offer=OfferFactory(step=1), department=claudisvej)
    return ReferralFactory(
        case=case, offer=OfferFactory(name="MST"), status="declined", decline_reason="full", answered_on=WEDNESDAY,
        answered_by=per, answer="Vi har ventetid til marts.", department=claudisvej,
        need="Ro om skoleskiftet.", why_not_lower="Skilsmissegruppe er prøvet.",
    )  # fmt: skip


def rows_of(user, now):
    return [(row.title, row.more, row.url) for row in day(user, now=now).rows if row.kind == "declined"]


def test_a_no_stands_on_the_caseworkers_day_and_leads_to_another_offer(ida, declined, today):
    number = declined.case.number

    assert rows_of(ida, today) == [
        (
            "Udføreren har sagt nej · Noah B., 10 år",
            "MST · Ingen ledig plads i tide",
            f"/sager/{number}/visitation/?igen={declined.pk}",
        )
    ]


@pytest.mark.parametrize(
    "newer",
    [
        {"status": "sent", "made_on": TODAY},
        {"status": "withdrawn", "made_on": TODAY, "withdrawn_on": TODAY},
        {"status": "sent", "made_on": WEDNESDAY},
    ],
)
def test_it_stands_there_until_something_newer_is_referred(ida, declined, today, newer):
    ReferralFactory(case=declined.case, **newer)

    assert rows_of(ida, today) == []


def test_the_overview_says_who_said_no_and_why(ida, declined, signed_in, today):
    page = signed_in(ida).get(f"/sager/{declined.case.number}/").context["found"]

    assert [(row.text, row.do) for row in page.coming] == [
        ("Udføreren har sagt nej til visitationen til MST: Ingen ledig plads i tide.", "Find et andet tilbud")
    ]


def test_the_caseworker_is_told_once(ida, declined, system, today):
    for _ in range(2):
        remind(on=TODAY, by=system)

    message = Message.objects.select_related("referral", "recipient", "review").get(kind="referral_declined")
    assert (message.recipient, sentence(message, at=today), address(message)) == (
        ida, "Udføreren har sagt nej til en visitation. Find et andet tilbud.", f"/visitationer/{declined.pk}/",
    )  # fmt: skip


def test_what_was_written_before_the_no_is_not_typed_again(ida, declined, signed_in, today):
    client = signed_in(ida)
    referral = client.get(f"/visitationer/{declined.pk}/").content.decode()
    again = f"/sager/{declined.case.number}/visitation/?igen={declined.pk}"

    form = client.get(again).context["form"]

    assert again in referral
    assert {name: form[name].value() for name in ("need", "why_not_lower", "offer")} == {
        "need": "Ro om skoleskiftet.", "why_not_lower": "Skilsmissegruppe er prøvet.", "offer": "",
    }  # fmt: skip


def test_another_childs_declined_referral_fills_in_nothing(ida, declined, signed_in, today):
    other = CaseFactory(caseworker=ida)

    assert signed_in(ida).get(f"/sager/{other.number}/visitation/?igen={declined.pk}").status_code == 404
