"""A catalogue goes out as a file and comes in again whole; what nobody should send changes nothing."""

import io
import zipfile
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from herning.accounts.models import Department, DistrictDistance, Provider
from herning.rules import RuleBroken
from interventions.actions import import_catalogue, receive_catalogue, set_price
from interventions.actions.exchange import reading_of
from interventions.exchange import csv_file, stored, yaml_file
from interventions.models import (
    AdmissionItem,
    Capacity,
    CatalogueChange,
    CatalogueImport,
    Offer,
    OfferPrice,
    PlannedPlaces,
    Step,
    StepEdition,
)
from tests.factories.accounts import DistrictFactory
from tests.factories.interventions import CapacityFactory, FosterFamilyFactory, OfferFactory

TODAY = date(2026, 11, 20)
HEAD = "format: indsatstrappe-1\n"


@pytest.fixture
def full(alf):
    """The model's catalogue, with what only a municipality adds."""
    call_command("load_catalogue", verbosity=0)
    offer = Offer.objects.get(code="broen")
    offer.target_groups, offer.paragraphs, offer.languages = ["trivsel"], ["32"], ["arabisk"]
    offer.description, offer.note = '=SUM(A1)\nanden linje; "citat"', "'Broen'"
    offer.save()
    Department.objects.filter(code="broen").update(district=DistrictFactory(name="Vest"))
    set_price(offer=offer, kroner=3000, unit="day", valid_from=date(2026, 1, 1), by=alf)
    set_price(offer=offer, kroner=3100, unit="day", valid_from=date(2026, 7, 1), by=alf)
    AdmissionItem.objects.create(
        offer=offer, order=1, kind="meeting", side="authority", text="Møde", days_before_start=-3
    )
    broen = Capacity.objects.get(offer=offer, closes_on=None)
    PlannedPlaces.objects.create(capacity=broen, from_on=date(2027, 2, 1), places_total=9, note="Nyt hus")
    PlannedPlaces.objects.create(capacity=broen, from_on=date(2026, 3, 1), places_total=4, applied_on=date(2026, 3, 1))
    StepEdition.objects.create(
        step_id=3,
        valid_from=date(2027, 1, 1),
        name="Kin",
        short_name="Kin",
        name_en="Kin",
        colour="#2F6A9A",
        review_weeks=4,
    )
    return offer


def carry_out(received, by):
    """Press the button under what the page has just shown."""
    seen = reading_of(received, on=TODAY).fingerprint
    return import_catalogue(received=received, seen=seen, today=TODAY, by=by)


def emptied():
    """As another municipality begins: the six steps and nothing in the catalogue."""
    for model in (
        AdmissionItem,
        OfferPrice,
        PlannedPlaces,
        Capacity,
        Offer,
        StepEdition,
        DistrictDistance,
        Department,
        Provider,
    ):
        model.objects.all().delete()


@pytest.mark.parametrize("packed", [False, True], ids=["yaml", "csv"])
def test_what_goes_out_comes_in_whole_and_a_second_time_changes_nothing(packed, full, alf):
    before = stored.tables(on=TODAY)
    content = csv_file.written(before) if packed else yaml_file.written(before).encode()
    emptied()

    first = receive_catalogue(name="katalog", content=content, by=alf)
    assert reading_of(first, on=TODAY).faults == []
    assert carry_out(first, alf) > 100

    assert stored.tables(on=TODAY) == before
    assert before["planned_places"] == [
        {"offer": "broen", "department": "broen", "from_on": date(2027, 2, 1), "places_total": 9, "note": "Nyt hus"}
    ]
    again = receive_catalogue(name="katalog", content=content, by=alf)
    assert reading_of(again, on=TODAY).differences == []
    assert carry_out(again, alf) == 0
    with pytest.raises(RuleBroken, match="allerede indlæst"):
        carry_out(again, alf)


def test_a_foster_family_stays_at_home(full):
    """Its name, its wishes, its places and those planned for it are nobody else's."""
    family = FosterFamilyFactory(name="Familien Bak", wishes="Gerne en pige")
    given = CapacityFactory(offer=full, foster_family=family, places_total=17)
    PlannedPlaces.objects.create(capacity=given, from_on=date(2027, 2, 1), places_total=18)
    out = stored.tables(on=TODAY)

    assert [word for word in ("Familien Bak", "Gerne en pige") if word in yaml_file.written(out)] == []
    assert {row["places_total"] for name in ("places", "planned_places") for row in out[name]} & {17, 18} == set()


def test_places_are_planned_only_where_they_are_given(full, alf):
    Capacity.objects.filter(offer=full).update(closes_on=TODAY)
    planned = "planned_places:\n- {offer: broen, department: broen, from_on: 2027-02-01, places_total: 3}\n"
    received = receive_catalogue(name="x.yaml", content=(HEAD + planned).encode(), by=alf)

    with pytest.raises(RuleBroken, match="Planlagte pladser, linje 3: Afdelingen giver ikke tilbuddet"):
        carry_out(received, alf)


def test_a_spreadsheet_carries_nothing_out(full):
    with zipfile.ZipFile(io.BytesIO(csv_file.written(stored.tables(on=TODAY)))) as archive:
        offers = archive.read("offers.csv").decode()

    assert offers.startswith("\ufeffcode;name;step")
    assert "\"'=SUM(A1)" in offers
    assert (';"=' in offers, ";=" in offers) == (False, False)


def test_an_import_tells_each_change_and_leaves_the_rest(full, alf):
    text = (
        HEAD
        + "offers:\n- code: broen\n  name: Broen 2\nprices:\n"
        + "- {offer: broen, valid_from: 2026-07-01, kroner: 3200, unit: day}\n"
    )
    received = receive_catalogue(name="rettelse.yaml", content=text.encode(), by=alf)
    told = CatalogueChange.objects.count()

    assert [(one.table.name, one.changed) for one in reading_of(received, on=TODAY).differences] == [
        ("offers", (("name", "Broen", "Broen 2"),)), ("prices", (("kroner", 3100, 3200),)),
    ]  # fmt: skip
    assert carry_out(received, alf) == 2
    assert (Offer.objects.get(code="broen").languages, Offer.objects.count()) == (["arabisk"], 52)
    assert CatalogueChange.objects.order_by("pk")[told].diff == [
        {"field": "name", "before": "Broen", "after": "Broen 2"}
    ]


OFFER = "offers:\n- {code: ny, name: Ny, step: 2, method: counselling"
BAD = {
    "alias": ("a: &a [x]\nb: *a\n", 1, "ankre"),
    "anchor": (HEAD + "offers: &a []\n", 2, "ankre"),
    "alias in a row": (HEAD + "offers:\n- *a\n", 3, "ankre"),
    "bomb": (HEAD + "offers: " + "[" * 50_000, 2, ""),
    "deep": (HEAD + "offers:\n- {code: {code: {code: x}}}\n", 3, "enkelt værdi"),
    "tag": (HEAD + "offers:\n- !!python/object/apply:os.system [ls]\n", 3, "felter med navn"),
    "not yaml": (HEAD + "offers: [\n", 3, "gyldig YAML"),
    "nothing": ("", 1, "begynde"),
    "other format": ("format: andet-2\n", 1, "begynde"),
    "two documents": (HEAD + "---\n" + HEAD, 0, "ét dokument"),
    "unknown table": (HEAD + "boern: []\n", 0, "Kender ikke tabellen"),
    "unknown field": (HEAD + OFFER + ", cpr: 1}\n", 3, "Kender ikke feltet"),
    "unknown step": (HEAD + OFFER.replace("step: 2", "step: 9") + "}\n", 3, "fra 0 til 5"),
    "huge number": (HEAD + OFFER + ", min_age: " + "9" * 5000 + "}\n", 3, "fra 0 til 25"),
    "unknown method": (HEAD + OFFER.replace("counselling", "trolddom") + "}\n", 3, "Kender ikke"),
    "unknown group": (HEAD + OFFER + ", target_groups: [findes-ikke]}\n", 3, "findes ikke"),
    "unknown paragraph": (HEAD + OFFER + ", paragraphs: ['99']}\n", 3, "Kender ikke"),
    "ages in disorder": (HEAD + OFFER + ", min_age: 9, max_age: 3}\n", 3, "efter min_age"),
    "days in disorder": (HEAD + OFFER + ", opens_on: 2026-05-01, closes_on: 2026-05-01}\n", 3, "efter opens_on"),
    "no such day": (HEAD + OFFER + ", opens_on: 2026-02-30}\n", 3, "Skriv datoen"),
    "twice": (HEAD + OFFER + "}\n- {code: ny, name: Ny, step: 2, method: counselling}\n", 4, "to gange"),
    "key twice": (HEAD + OFFER + ", name: To}\n", 3, "to gange"),
    "no name": (HEAD + "offers:\n- {code: ny, step: 2, method: counselling}\n", 3, "udfyldes"),
    "price of nothing": (
        HEAD + "prices:\n- {offer: x, valid_from: 2026-01-01, kroner: 1, unit: day}\n", 3, "findes ikke",
    ),
    "unreadable colour": (HEAD + "steps:\n- {number: 1, colour: '#2A8FA0'}\n", 3, "Prøv #"),
    "past edition": (
        HEAD + "editions:\n- {step: 1, valid_from: 2026-01-01, name: a, short_name: a, name_en: a, review_weeks: 6, "
        "colour: '#4FB3A5'}\n",
        3, "forbi",
    ),
    "past places": (
        HEAD + OFFER + "}\nproviders:\n- {code: a, name: A}\ndepartments:\n- {code: a, provider: a, name: A}\n"
        "planned_places:\n- {offer: ny, department: a, from_on: 2026-11-20, places_total: 3}\n",
        9, "Dagen er forbi",
    ),
    "no rhythm": (HEAD + "steps:\n- {number: 1, review_weeks: ''}\n", 3, "uger"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "said"), BAD.values(), ids=BAD)
def test_a_bad_file_says_where_and_changes_nothing(text, line, said, alf):
    received = receive_catalogue(name="x.yaml", content=text.encode(), by=alf)
    faults = reading_of(received, on=TODAY).faults

    assert line in {fault.line for fault in faults}
    assert any(said in fault.text for fault in faults), faults
    with pytest.raises(RuleBroken, match="fejl"):
        carry_out(received, alf)
    assert (Offer.objects.count(), CatalogueChange.objects.count()) == (0, 0)


def packed(**files):
    """A ZIP of files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.csv", text)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"x" * 2_000_001, "for stor"),
        ("format: æøå".encode("latin-1"), "UTF-8"),
        (b"format: \x00", "ikke en tekstfil"),
        (b"PK\x03\x04 slut", "pakkes ud"),
        (packed(offers=b"0" * 30_000_000), "2 MB"),
        (packed(offers="code;næn".encode("utf-16")), "UTF-8"),
        (packed(), "ingen CSV"),
        (packed(**{f"f{n}": "" for n in range(21)}), "for mange filer"),
    ],
    ids=["large", "latin-1", "nul", "broken zip", "zip bomb", "utf-16", "empty zip", "many files"],
)
def test_what_is_no_catalogue_is_not_kept(content, said, alf):
    with pytest.raises(RuleBroken, match=said):
        receive_catalogue(name="x", content=content, by=alf)

    assert CatalogueImport.objects.count() == 0


def test_what_a_colleague_changed_meanwhile_is_not_wiped_out_unseen(full, alf):
    text = yaml_file.written(stored.tables(on=TODAY)).replace("name: Broen", "name: Broen 2")
    received = receive_catalogue(name="x.yaml", content=text.encode(), by=alf)
    shown = reading_of(received, on=TODAY)
    OfferPrice.objects.filter(offer=full, kroner=3100).update(kroner=3300)

    with pytest.raises(RuleBroken, match="siden forskellen blev vist"):
        import_catalogue(received=received, seen=shown.fingerprint, today=TODAY, by=alf)

    assert OfferPrice.objects.filter(offer=full, kroner=3300).exists()


def test_nothing_is_half_applied(alf):
    offer = OfferFactory(code="ny")
    OfferPrice.objects.create(offer=offer, kroner=1, unit="day", valid_from=date(2026, 1, 1))
    text = (
        HEAD
        + "steps:\n- {number: 2, name: Anderledes}\nprices:\n"
        + "- {offer: ny, valid_from: 2026-03-01, kroner: 2, unit: day}\n"
    )
    received = receive_catalogue(name="x.yaml", content=text.encode(), by=alf)

    with pytest.raises(RuleBroken, match="samme tid"):
        carry_out(received, alf)
    assert (Step.objects.get(pk=2).name, OfferPrice.objects.count()) == ("Hjemmebaserede indsatser", 1)


def test_another_municipality_starts_from_a_file(db, tmp_path):
    good, bad = tmp_path / "a.yaml", tmp_path / "b.yaml"
    good.write_text(HEAD + OFFER + "}\n")
    bad.write_text(HEAD + "offers: [1]\n")

    call_command("load_catalogue", str(good), verbosity=0)

    assert Offer.objects.get().name == "Ny"
    with pytest.raises(CommandError, match="fejl"):
        call_command("load_catalogue", str(bad), verbosity=0)
