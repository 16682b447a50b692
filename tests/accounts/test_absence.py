"""Holiday cover: a colleague of the team reaches the cases of the one away, and no longer than the absence lasts."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from cases.access import must_reach, relation
from cases.models import Case
from herning.accounts.actions import cancel_absence, register_absence
from herning.accounts.models import Absence
from herning.audit.models import Access
from herning.rules import RuleBroken
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory

DAY = timedelta(days=1)


@pytest.fixture
def kaj(team):
    return UserFactory(name="Kaj Lind", team=team)


@pytest.fixture
def week(ida, kaj):
    """Ida is away from today and a week on; Kaj covers."""
    today = timezone.localdate()
    return {"user": ida, "cover": kaj, "since": today, "until": today + 7 * DAY, "today": today}


def test_the_cover_reaches_the_cases_while_it_lasts(ida, kaj, week, signed_in):
    case, closed = CaseFactory(caseworker=ida), CaseFactory(caseworker=ida)
    Case.objects.filter(pk=closed.pk).update(closed_on=closed.opened_on, closed_by=ida, closing_reason="no_need")
    absence = register_absence(**week, by=ida)
    assert list(Case.objects.visible_to(kaj)) == [case]
    assert relation(case, kaj) == "cover"
    must_reach(case, kaj)

    signed_in(kaj).get(reverse("cases:journal", args=[case.number]))
    assert Access.objects.get(by=kaj).relation == "cover"

    Absence.objects.filter(pk=absence.pk).update(since=week["since"] - 3 * DAY, until=week["since"] - DAY)
    assert list(Case.objects.visible_to(kaj)) == []
    with pytest.raises(PermissionDenied):
        must_reach(case, kaj)


def test_a_cancelled_absence_opens_nothing(ida, lone, kaj, week):
    CaseFactory(caseworker=ida)
    absence = register_absence(**week, by=lone)

    cancel_absence(absence=absence, by=ida)

    assert list(Case.objects.visible_to(kaj)) == []
    with pytest.raises(RuleBroken, match="allerede aflyst"):
        cancel_absence(absence=absence, by=ida)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"until": -1}, "until"),
        ({"until": 400}, "until"),
        ({"since": 8}, "until"),
        ({"since": -400}, "since"),
        ({"cover": "bo"}, "cover"),
        ({"cover": "ida"}, "cover"),
    ],
)
def test_an_odd_absence_is_refused(change, field, week, ida, bo):
    people = {"bo": bo, "ida": ida}
    given = {key: people.get(value) or week["today"] + value * DAY for key, value in change.items()}

    with pytest.raises(RuleBroken) as refused:
        register_absence(**(week | given), by=ida)
    assert refused.value.field == field


def test_two_absences_do_not_overlap_and_a_cover_is_not_away(ida, lone, kaj, week, team):
    register_absence(**week, by=ida)
    asta = UserFactory(name="Asta Bo", team=team)

    with pytest.raises(RuleBroken, match="allerede et fravær"):
        register_absence(**(week | {"cover": asta}), by=ida)
    with pytest.raises(RuleBroken, match="selv væk"):
        register_absence(**(week | {"user": asta, "cover": ida}), by=lone)


def test_nobody_speaks_for_a_colleague(ida, kaj, bo, week):
    with pytest.raises(PermissionDenied):
        register_absence(**(week | {"user": kaj, "cover": ida}), by=ida)


def test_it_is_registered_and_cancelled_on_its_pages(ida, kaj, week, signed_in):
    client, url = signed_in(ida), reverse("accounts:absences")
    sent = {"user": ida.pk, "cover": kaj.pk, "since": week["since"], "until": week["until"]}

    assert client.post(url, sent).status_code == 302
    assert "Kaj Lind" in client.get(url).content.decode()
    absence = Absence.objects.get()
    cancel = reverse("accounts:cancel_absence", args=[absence.pk])
    assert cancel in client.get(url).content.decode()
    assert cancel not in signed_in(kaj).get(url).content.decode()
    assert signed_in(kaj).get(cancel).status_code == 404
    assert client.post(cancel).status_code == 302
    assert client.get(cancel).status_code == 404
