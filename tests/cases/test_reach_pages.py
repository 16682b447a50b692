"""Who has a case and who looks into another's."""

import pytest
from django.urls import reverse

from cases.models import CaseGrant
from herning.audit.models import Access
from tests.cases.conftest import posted
from tests.today import TODAY


def test_a_case_is_opened_with_a_reason_that_both_leaders_read(signed_in, bo, lone, case):
    client = signed_in(bo)
    url = reverse("cases:open_with_reason", args=[case.number])

    assert posted(client, url, reason=" ").status_code == 422
    assert posted(client, url, reason="Vagt i aften").status_code == 302
    assert CaseGrant.objects.get().user == bo
    assert client.get(reverse("cases:journal", args=[case.number])).status_code == 200
    assert client.get(url).status_code == 302
    assert "Vagt i aften" in signed_in(lone).get(reverse("cases:grants")).content.decode()
    assert Access.objects.filter(page="cases:journal").get().relation == "granted"


@pytest.mark.parametrize("role", ["lone", "rie", "per"])
def test_only_a_caseworker_opens_with_a_reason(request, signed_in, case, role):
    answer = signed_in(request.getfixturevalue(role)).get(reverse("cases:open_with_reason", args=[case.number]))

    assert answer.status_code == 403


def test_assign_is_the_leaders(signed_in, ida, lone, bo, case):
    url = reverse("cases:assign", args=[case.number])

    assert signed_in(ida).get(url).status_code == 403
    assert posted(signed_in(lone), url, caseworker=bo.pk, reason="x", on=TODAY.isoformat()).status_code == 302
    case.refresh_from_db()
    assert case.caseworker == bo
    assert signed_in(lone).get(url).status_code == 404
