"""A case may lie between municipalities: who acts, who pays, and where the child lives."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cases.actions import set_municipalities
from cases.header import elsewhere
from herning.audit.models import Event
from herning.rules import RuleBroken
from tests.factories.cases import CaseFactory

pytestmark = pytest.mark.django_db
NONE = {"acting_municipality": "", "paying_municipality": "", "residence_municipality": ""}


@pytest.fixture
def case(ida):
    """Ida's case."""
    return CaseFactory(caseworker=ida)


def test_another_municipality_pays_and_the_header_says_so(case, ida, signed_in):
    url = reverse("cases:set_municipalities", args=[case.number])

    answer = signed_in(ida).post(url, NONE | {"paying_municipality": "756", "seen_version": case.version})

    case.refresh_from_db()
    assert (answer.status_code, case.paying_municipality) == (302, "756")
    assert [(str(label), name) for label, name in elsewhere(case)] == [("Betalingskommune", "Ikast-Brande")]
    shown = signed_in(ida).get(reverse("cases:journal", args=[case.number])).content.decode()
    assert "Betalingskommune: <b>Ikast-Brande</b>" in shown
    assert list(Event.objects.values_list("kind", "case_number")) == [("case.municipalities_set", case.number)]


def test_the_own_municipality_is_nothing_to_say(case, ida):
    told = set_municipalities(case=case, seen_version=1, **NONE | {"acting_municipality": "657"}, by=ida)

    assert (told.acting_municipality, elsewhere(told)) == ("", [])


def test_a_second_editor_is_told(case, ida):
    set_municipalities(case=case, seen_version=1, **NONE | {"acting_municipality": "756"}, by=ida)

    with pytest.raises(RuleBroken, match="En anden har rettet"):
        set_municipalities(case=case, seen_version=1, **NONE, by=ida)


def test_an_unknown_code_is_refused(case, ida):
    with pytest.raises(RuleBroken) as refused:
        set_municipalities(case=case, seen_version=1, **NONE | {"paying_municipality": "999"}, by=ida)

    assert refused.value.field == "paying_municipality"


def test_another_caseworker_says_nothing(case, bo):
    with pytest.raises(PermissionDenied):
        set_municipalities(case=case, seen_version=1, **NONE, by=bo)
