"""From 18 nobody holds custody of a young person, and nobody else consents."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cases import rules
from cases.actions import add_relative, end_custody, give_custody, record_consent
from cases.models import Consent, Custody
from dashboards.figures.overview import overview
from herning.rules import RuleBroken
from tests.cases.conftest import posted
from tests.factories.cases import CaseFactory, ChildFactory, CustodyFactory, RelativeFactory
from tests.today import TODAY

BORN = date(2008, 11, 16)
GROWN = date(2026, 11, 16)
EVE = GROWN - timedelta(days=1)


@pytest.fixture
def grown(ida):
    """Ida's case of somebody who turned 18 on 16 November 2026."""
    return CaseFactory(caseworker=ida, child=ChildFactory(name="Mads Holm", born_on=BORN))


@pytest.fixture
def mother(grown):
    """Held custody from the birth; nobody has written that it ended."""
    return CustodyFactory(child=grown.child, since=BORN).holder


@pytest.mark.parametrize(
    ("born_on", "of_age"),
    [(BORN, GROWN), (date(2008, 2, 29), date(2026, 3, 1)), (date(2010, 2, 28), date(2028, 2, 28))],
)
def test_the_day_of_age_and_the_latest_birth_of_those_of_age_agree(born_on, of_age):
    assert rules.of_age_on(born_on) == of_age
    assert born_on <= rules.of_age_born_by(of_age)
    assert born_on > rules.of_age_born_by(of_age - timedelta(days=1))


def test_custody_holds_to_the_eve_of_the_birthday(grown, mother):
    held = Custody.objects.held

    assert [custody.holder for custody in held(on=EVE)] == [mother]
    assert list(held(on=GROWN)) == []
    assert (held(on=EVE).count(), grown.child.custodies.count()) == (1, 1)


def test_custody_is_neither_given_nor_ended_after_the_birthday(grown, mother, ida):
    father = RelativeFactory(family=grown.child.family, kind="father")

    with pytest.raises(RuleBroken, match=r"fyldte 18 år man 16\. nov\. 2026") as given:
        give_custody(child=grown.child, holder=father, since=BORN, today=GROWN, by=ida)
    with pytest.raises(RuleBroken, match="ingen forældremyndighed") as ended:
        end_custody(custody=Custody.objects.get(), until=GROWN, by=ida)
    with pytest.raises(RuleBroken, match="ingen forældremyndighed") as added:
        add_relative(
            child=grown.child, name="Lis", kind="other_relative", has_custody=True, custody_since=GROWN, by=ida
        )  # fmt: skip

    assert [one.value.field for one in (given, ended, added)] == ["since", "until", "custody_since"]
    assert end_custody(custody=Custody.objects.get(), until=EVE, by=ida).until == EVE


def test_only_the_young_person_consents_from_the_birthday(grown, mother, ida):
    told = {"case": grown, "kind": "support", "scope": "", "by": ida}

    with pytest.raises(RuleBroken, match="Kun den unge selv") as refused:
        record_consent(holder=mother, is_by_child=False, given_on=GROWN, **told)

    assert refused.value.field == "holder"
    record_consent(holder=mother, is_by_child=False, given_on=EVE, **told)
    assert record_consent(holder=None, is_by_child=True, given_on=GROWN, **told).is_by_child


def test_youth_support_is_the_young_persons_own_to_consent_to(grown, mother, ida):
    with pytest.raises(RuleBroken, match="Ungestøtte") as refused:
        record_consent(
            case=grown, kind="youth", holder=mother, is_by_child=False, given_on=EVE, scope="", by=ida
        )  # fmt: skip

    assert refused.value.field == "holder"
    assert list(Consent.objects.all()) == []


def test_the_pages_show_nobody_as_holding_custody_now(grown, mother, ida, signed_in):
    client = signed_in(ida)

    family = client.get(reverse("cases:family", args=[grown.number]))
    consent = client.get(reverse("cases:consent", args=[grown.number]))
    adult = client.get(reverse("cases:add_relative", args=[grown.number]))
    shown = overview(grown, user=ida, on=TODAY, offset=0)

    page = family.content.decode()
    assert [row["custody"] for row in family.context["relatives"]] == [None]
    assert [(one["holder"], one["until"]) for one in family.context["ended"]] == [(mother, GROWN)]
    assert reverse("cases:give_custody", args=[grown.number, mother.pk]) not in page
    assert "Myndig og giver selv samtykke" in page
    assert [value for value, _name in consent.context["form"].fields["holder"].choices] == ["", "child"]
    assert "Kun den unge selv giver samtykke" in consent.content.decode()
    assert "has_custody" not in adult.context["form"].fields
    assert [row["has_custody"] for row in shown.relatives] == [False]
    url = reverse("cases:add_relative", args=[grown.number])
    assert posted(client, url, name="Lis", kind="friend", has_custody="on").status_code == 302
    assert Custody.objects.count() == 1
