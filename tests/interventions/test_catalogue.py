"""The catalogue is carried over whole, and loading it again changes nothing the municipality has changed."""

from datetime import date

import pytest
import yaml
from django.core.management import call_command

from herning.accounts.models import Department, Provider
from interventions.management.commands.load_catalogue import CATALOGUE
from interventions.models import Capacity, Offer, TargetGroup

LISTED = yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))


@pytest.fixture
def loaded(db):
    """The catalogue in the database."""
    call_command("load_catalogue", verbosity=0)


def rows():
    """Everything the catalogue fills."""
    return [list(model.objects.order_by("pk").values()) for model in (Provider, Department, Offer, Capacity)]


def test_every_offer_is_loaded_as_it_is_listed(loaded):
    assert len(LISTED["offers"]) == 52
    assert {offer.code: (offer.name, offer.step_id, offer.number, offer.min_age, offer.max_age, offer.method)
            for offer in Offer.objects.all()} == {
        listed["code"]: (listed["name_da"].strip("'"), listed["step"], listed.get("number"), listed.get("min_age"),
                         listed.get("max_age"), listed["method_type"])
        for listed in LISTED["offers"]
    }  # fmt: skip
    assert Offer.objects.filter(is_legal_placement=True).count() == sum(
        listed.get("counts_as_legal_placement", False) for listed in LISTED["offers"]
    )


def test_loading_twice_gives_the_same(loaded):
    before = rows()

    call_command("load_catalogue", verbosity=0)

    assert rows() == before


def test_what_the_municipality_changed_stays(loaded):
    Offer.objects.filter(code="broen").update(name="Broen 2")

    call_command("load_catalogue", verbosity=0)

    assert Offer.objects.get(code="broen").name == "Broen 2"


def test_closed_offers_are_dated_and_not_left_out(loaded):
    closed = Offer.objects.filter(closes_on__isnull=False)

    assert set(closed.values_list("closes_on", flat=True)) == {date(2017, 10, 3)}
    assert sorted(closed.values_list("code", flat=True)) == [
        "ambulant-familiebehandling-nordlys", "doegnfamiliebehandling-nordlys", "forstaerket-familiepleje-nordlys",
        "toften",
    ]  # fmt: skip


def test_departments_follow_the_catalogue_and_months_become_weeks(loaded):
    mejeriet = Capacity.objects.get(offer__code="mejeriet")
    assert (mejeriet.places_total, mejeriet.department.name, mejeriet.department.provider.code) == (
        7, "Mejeriet", "hbc",
    )  # fmt: skip
    assert Capacity.objects.filter(offer__code="psykologbehandling-udredning").count() == 3
    assert list(Capacity.objects.filter(offer__code="skilsmissegruppe")) == []
    tfco = Offer.objects.get(code="tfco")
    assert (tfco.min_weeks, tfco.max_weeks) == (39, 52)
    assert "9–12 måneder" in tfco.note


def test_target_groups_stand_where_the_source_names_them(loaded):
    known = set(TargetGroup.objects.values_list("pk", flat=True))
    named = {offer.code: offer.target_groups for offer in Offer.objects.exclude(target_groups=[])}

    stated = [listed for listed in LISTED["offers"] if "target_groups" in listed]
    assert named == {listed["code"]: listed["target_groups"] for listed in stated}
    assert {code for codes in named.values() for code in codes} <= known
    assert list(Offer.objects.exclude(paragraphs=[])) == []
