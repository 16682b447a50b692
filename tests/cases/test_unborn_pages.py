"""A child that is not born has no name yet, has said nothing, consents to nothing, and nobody holds custody of it."""

from datetime import date

import pytest
from django.urls import reverse

from cases.models import ChildConversation
from tests.cases.conftest import posted
from tests.factories.cases import CaseFactory, ChildFactory, ConcernFactory
from tests.today import TODAY


@pytest.fixture
def unborn(ida):
    """Åse's child, expected in January."""
    return CaseFactory(caseworker=ida, child=ChildFactory(unborn=True, name="Ufødt Prøvesen Åse"))


def shown(client, name, case):
    """What the page of a case says."""
    return client.get(reverse(name, args=[case.number])).content.decode()


def test_the_placeholder_is_no_first_name(signed_in, ida, unborn):
    concern = ConcernFactory(child=unborn.child, team=ida.team, district=ida.team.district)
    client = signed_in(ida)

    danger = client.get(reverse("cases:assess_concern", args=[concern.pk])).content.decode()
    overview = shown(client, "dashboards:case", unborn)

    assert "Er det ufødte barn i fare?" in danger
    assert "Samtale med det ufødte barn" in shown(client, "cases:conversation", unborn)
    assert ("Det ufødte barn · egne ord" in overview, "Ufødt ·" in overview) == (True, False)


@pytest.mark.parametrize(
    ("name", "born_on", "called"),
    [
        ("Ufødt Prøvesen Åse", None, "det ufødte barn"),
        ("Ufødt Prøvesen Åse", date(2026, 11, 18), "barnet"),
        ("Noah Prøvesen", None, "Noah"),
        ("Noah Prøvesen", date(2026, 11, 18), "Noah"),
    ],
)
def test_a_child_is_called_by_its_name_once_it_has_one(name, born_on, called):
    assert (
        ChildFactory.build(name=name, born_on=born_on, expected_on=date(2026, 11, 20), family=None).first_name == called
    )


def test_nobody_has_spoken_with_a_child_that_is_not_born(signed_in, ida, unborn):
    client, url = signed_in(ida), reverse("cases:conversation", args=[unborn.number])

    page = client.get(url).content.decode()
    answer = posted(client, url, is_held="no", on=TODAY.isoformat(), reason="Belyst med jordemoderen.")

    assert ("Ja, samtalen er holdt" in page, "Barnets egne ord" in page, answer.status_code) == (False, False, 302)
    assert [talk.waiver_reason for talk in ChildConversation.objects.all()] == ["Belyst med jordemoderen."]


@pytest.mark.parametrize(
    ("born_on", "is_asked"), [(None, False), (date(2011, 11, 21), False), (date(2011, 11, 20), True)]
)
def test_the_young_person_is_offered_as_giver_of_consent_from_fifteen(signed_in, ida, born_on, is_asked):
    child = ChildFactory(name="Emil Krag", born_on=born_on, expected_on=None if born_on else date(2027, 1, 14))
    case = CaseFactory(caseworker=ida, child=child)

    assert ("Emil selv (fra 15 år)" in shown(signed_in(ida), "cases:consent", case)) is is_asked


def test_custody_of_an_unborn_child_is_not_asked_for(signed_in, ida, unborn):
    client = signed_in(ida)
    pages = [shown(client, name, unborn) for name in ("cases:consent", "cases:family", "dashboards:case")]

    assert ["orældremyndighed begynder ved fødslen" in page for page in pages] == [True, True, True]
    assert ["Begynd med forældremyndighedens" in page or "Tilføj dem under" in page for page in pages] == [False] * 3
