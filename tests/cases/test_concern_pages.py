"""From the search for a child to what becomes of a concern."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Child, Concern
from tests.cases.conftest import posted
from tests.factories.cases import ChildFactory, ConcernFactory
from tests.today import TODAY

CONCERN_PAGES = ["concern", "assess_concern", "acknowledge_concern", "decide_concern"]


@pytest.mark.parametrize("name", CONCERN_PAGES)
def test_concern_pages_are_the_teams(signed_in, ida, bo, per, rie, concern, name):
    url = reverse(f"cases:{name}", args=[concern.pk])

    assert signed_in(ida).get(url).status_code == 200
    assert signed_in(bo).get(url).status_code == 404
    assert signed_in(per).get(url).status_code == 403
    assert signed_in(rie).get(url).status_code == 403


@pytest.mark.parametrize("name", ["cases", "concerns", "find_child", "new_child"])
def test_lists_and_search_are_for_the_authority(signed_in, ida, per, alf, name):
    url = reverse(f"cases:{name}")

    assert signed_in(ida).get(url).status_code == 200
    assert signed_in(per).get(url).status_code == 403
    assert signed_in(alf).get(url).status_code == 403


def test_a_concern_from_search_to_case(signed_in, ida):
    client = signed_in(ida)
    found = client.post(reverse("cases:find_child"), {"words": "Emil Krag"}, follow=True)
    begun = posted(client, reverse("cases:new_child"), words="Emil Krag")
    assert "Ingen børn passer" in found.content.decode()
    assert 'value="Emil Krag"' in begun.content.decode()

    posted(client, reverse("cases:new_child"), name="Emil Krag", born_on="2018-03-02")
    child = Child.objects.get()
    received = (timezone.localtime() - timedelta(minutes=5)).strftime("%Y-%m-%dT%H:%M")
    answer = posted(
        client, reverse("cases:new_concern", args=[child.pk]),
        received_at=received, reporter_kind="school", text="Kommer ikke i skole.",
    )  # fmt: skip
    concern = Concern.objects.get()
    assert answer["Location"] == reverse("cases:concern", args=[concern.pk])

    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    posted(
        client, reverse("cases:assess_concern", args=[concern.pk]), is_in_danger="no", assessment="x", assessed_at=now
    )
    posted(client, reverse("cases:acknowledge_concern", args=[concern.pk]), on=TODAY.isoformat())
    answer = posted(
        client, reverse("cases:decide_concern", args=[concern.pk]),
        outcome="opened", caseworker=ida.pk, reason="Behov", on=TODAY.isoformat(),
    )  # fmt: skip
    case = Case.objects.get()
    assert answer["Location"] == reverse("dashboards:case", args=[case.number])
    assert (case.child, case.caseworker, case.aware_on) == (child, ida, timezone.localdate(concern.received_at))


def test_two_tabs_decide_a_concern_once(signed_in, ida, concern):
    client = signed_in(ida)
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    posted(
        client, reverse("cases:assess_concern", args=[concern.pk]), is_in_danger="no", assessment="x", assessed_at=now
    )
    url = reverse("cases:decide_concern", args=[concern.pk])
    posted(client, url, outcome="none", reason="Første", on=TODAY.isoformat())

    second = posted(client, url, outcome="none", reason="Anden fane", on=TODAY.isoformat())

    assert second.status_code == 422
    assert "allerede taget stilling" in second.content.decode()
    assert "Anden fane" in second.content.decode()
    assert Concern.objects.get().outcome_reason == "Første"


def test_what_was_done_for_a_child_in_danger_is_asked_for_and_shown(signed_in, ida, concern):
    client = signed_in(ida)
    url = reverse("cases:decide_concern", args=[concern.pk])
    assert "protection" not in client.get(url).context["form"].fields

    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    assess = reverse("cases:assess_concern", args=[concern.pk])
    posted(client, assess, is_in_danger="yes", assessment="Slået", assessed_at=now)
    said = {"outcome": "none", "reason": "Mor er flyttet.", "on": TODAY.isoformat()}

    assert list(posted(client, url, **said).context["form"].errors) == ["protection"]
    assert posted(client, url, **said, protection="Bor hos mormor.").status_code == 302
    page = client.get(reverse("cases:concern", args=[concern.pk])).content.decode()
    assert "Bor hos mormor." in page


def test_what_was_done_is_kept_too_when_a_case_is_opened(signed_in, ida, concern):
    client = signed_in(ida)
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    assess = reverse("cases:assess_concern", args=[concern.pk])
    posted(client, assess, is_in_danger="yes", assessment="Slået", assessed_at=now)

    url = reverse("cases:decide_concern", args=[concern.pk])
    posted(
        client, url, outcome="opened", caseworker=ida.pk, reason="Fare", protection="Hos mormor.", on=TODAY.isoformat()
    )

    concern.refresh_from_db()
    assert (concern.case, concern.protection) == (Case.objects.get(), "Hos mormor.")


@pytest.mark.parametrize("received_at", ["0001-01-01T00:00", "9999-12-31T23:59", "i går", ""])
def test_a_concern_with_an_impossible_moment_is_refused(signed_in, ida, received_at):
    url = reverse("cases:new_concern", args=[ChildFactory().pk])

    answer = posted(signed_in(ida), url, received_at=received_at, reporter_kind="school", text="x")

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["received_at"]


def test_whoever_acknowledges_sees_whom_to_write_to_and_is_promised_no_mail(signed_in, ida):
    concern = ConcernFactory(
        team=ida.team, district=ida.team.district, reporter_kind="school", reporter_name="Rita Skov",
        reporter_contact="20 30 40 50",
    )  # fmt: skip
    client = signed_in(ida)

    page = client.get(reverse("cases:acknowledge_concern", args=[concern.pk])).content.decode()
    form = client.get(reverse("cases:new_concern", args=[concern.child.pk])).content.decode()

    assert "Underretter: Skole · Rita Skov · 20 30 40 50." in page
    assert "Dertil sendes" not in form
