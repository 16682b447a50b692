"""The ladder as dated data: words and colours from a day on, prices that follow each other, offers that close."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from herning.rules import RuleBroken
from interventions import catalogue_rules, colours
from interventions.actions import change_step, close_offer, drop_edition, plan_onward, put_in_force, set_price
from interventions.models import CatalogueChange, Intervention, OfferPrice, Step, StepEdition
from tests.factories.interventions import InterventionFactory, OfferFactory

TODAY = date(2026, 11, 20)
LATER = TODAY + timedelta(days=10)
WORDS = {
    "name": "Støtte hjemme", "short_name": "Hjemme", "name_en": "At home", "colour": "#217D8D", "review_weeks": 4,
    "expected_professions": ["psykolog"],
}  # fmt: skip


def changed(step, on, **also):
    """A step said otherwise from a day on."""
    return change_step(step=step, seen_version=step.version, valid_from=on, today=TODAY, **(WORDS | also))


@pytest.mark.parametrize(
    ("colour", "ink"), [("#8FD3B6", catalogue_rules.DARK_INK), ("#5B2A75", catalogue_rules.WHITE), ("#2A8FA0", None)]
)
def test_a_colour_that_no_words_can_be_read_on_is_refused_with_one_that_would_do(colour, ink):
    assert catalogue_rules.readable_ink(colour) == ink
    if ink is None:
        with pytest.raises(RuleBroken, match="Prøv #"):
            catalogue_rules.must_be_readable(colour)


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#2a8fa0", "#808080", "#ff0000", "#5b2a75"])
def test_words_can_be_read_on_the_ground_of_any_colour_in_both_schemes(colour):
    for shown in (colour, catalogue_rules.lifted(colour)):
        ground, ink = catalogue_rules.ground_for_words(shown)
        assert catalogue_rules.contrast(ground, ink) >= catalogue_rules.READABLE
    assert catalogue_rules.contrast(catalogue_rules.lifted(colour), catalogue_rules.DARK_CARD) >= 3


def test_a_step_that_lacks_a_profession_says_which():
    assert catalogue_rules.missing_professions(["psykolog", "lærer"], ["Psykolog"]) == ["lærer"]


def test_words_from_today_count_at_once_and_later_ones_on_their_day_also_late_and_twice(db, alf, system):
    step = Step.objects.get(pk=2)
    changed(step, TODAY, by=alf)
    changed(Step.objects.get(pk=2), LATER, name="Først senere", by=alf)
    assert Step.objects.get(pk=2).name == "Støtte hjemme"

    assert put_in_force(on=LATER - timedelta(days=1), by=system) == []
    assert [one.pk for one in put_in_force(on=LATER + timedelta(days=5), by=system)] == [2]
    assert put_in_force(on=LATER + timedelta(days=5), by=system) == []
    assert Step.objects.get(pk=2).name == "Først senere"
    assert [change.subject_type for change in CatalogueChange.objects.all()] == ["step", "step"]


def test_what_was_planned_can_be_taken_back_until_its_day(db, alf):
    edition = changed(Step.objects.get(pk=2), LATER, by=alf)

    with pytest.raises(RuleBroken, match="gælder allerede"):
        drop_edition(edition=edition, today=LATER, by=alf)
    drop_edition(edition=edition, today=TODAY, by=alf)
    assert StepEdition.objects.count() == 0
    with pytest.raises(RuleBroken, match="allerede taget tilbage"):
        drop_edition(edition=edition, today=TODAY, by=alf)


def test_only_the_administrator_changes_the_ladder(db, ida):
    with pytest.raises(PermissionDenied):
        changed(Step.objects.get(pk=2), TODAY, by=ida)


def test_the_past_and_an_unreadable_colour_are_refused(db, alf):
    step = Step.objects.get(pk=3)
    for also, on, field in (({}, TODAY - timedelta(days=1), "valid_from"), ({"colour": "#808080"}, TODAY, "colour")):
        with pytest.raises(RuleBroken) as refused:
            changed(step, on, by=alf, **also)
        assert refused.value.field == field


def test_the_stylesheet_holds_only_what_differs_from_the_house(db, alf, client):
    assert ":root" not in colours.stylesheet()
    changed(Step.objects.get(pk=2), TODAY, colour="#FFCC00", by=alf)

    answer = client.get("/trappen/farver.css")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/css; charset=utf-8")
    assert "--step-2: #ffcc00" in answer.content.decode()
    assert "--step-3" not in answer.content.decode()
    assert client.get(f"/trappen/farver.css?v={colours.known_version()}")["Cache-Control"].endswith("immutable")


def test_whoever_is_signed_in_keeps_the_colours_until_they_change(alf, ida, signed_in):
    """Every page links to them; a page about children still stays in no cache."""
    client = signed_in(ida)
    client.get("/trappen/farver.css")
    address = f"/trappen/farver.css?v={colours.known_version()}"
    page = client.get("/katalog/")

    assert (page["Cache-Control"], f'href="{address}"' in page.content.decode()) == ("no-store", True)
    assert client.get(address)["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get("/trappen/farver.css?v=gammel")["Cache-Control"] == "public, max-age=60"

    changed(Step.objects.get(pk=2), TODAY, colour="#FFCC00", by=alf)
    answer = client.get(address)
    assert (answer["Cache-Control"], f"?v={colours.known_version()}" in address) == ("public, max-age=60", False)


def test_each_price_ends_where_the_next_begins(db, alf):
    offer = OfferFactory()
    for kroner, day in (
        (100, date(2026, 1, 1)),
        (300, date(2026, 9, 1)),
        (200, date(2026, 5, 1)),
        (250, date(2026, 5, 1)),
    ):
        set_price(offer=offer, kroner=kroner, unit="day", valid_from=day, by=alf)

    assert list(OfferPrice.objects.order_by("valid_from").values_list("kroner", "valid_from", "valid_until")) == [
        (100, date(2026, 1, 1), date(2026, 5, 1)),
        (250, date(2026, 5, 1), date(2026, 9, 1)),
        (300, date(2026, 9, 1), None),
    ]


def test_an_offer_that_closes_asks_where_each_child_goes(alf, ida, case):
    closing, shut, onward = OfferFactory(step=2), OfferFactory(closes_on=TODAY), OfferFactory(step=1)
    help_ = InterventionFactory(case=case, offer=closing)
    close_offer(offer=closing, closes_on=LATER, today=TODAY, by=alf)
    assert [one.has_onward for one in Intervention.objects.in_closing_offers(on=TODAY)] == [False]

    plan = {"intervention": help_, "next_step": Step.objects.get(pk=1), "exit_plan": "Hjem.", "today": TODAY, "by": ida}
    for wrong in (closing, shut):
        with pytest.raises(RuleBroken) as refused:
            plan_onward(next_offer=wrong, **plan)
        assert refused.value.field == "next_offer"
    plan_onward(next_offer=onward, **plan)
    assert [one.has_onward for one in Intervention.objects.in_closing_offers(on=TODAY)] == [True]
    with pytest.raises(PermissionDenied):
        plan_onward(next_offer=onward, **plan | {"by": alf})


def test_the_plan_asks_nobody_and_the_referral_to_the_next_step_leaves_it(ida, case, signed_in):
    closing, onward = OfferFactory(step=2, closes_on=LATER), OfferFactory(step=1)
    help_ = InterventionFactory(case=case, offer=closing)
    plan = {"intervention": help_, "next_offer": onward, "exit_plan": "Hjem.", "today": TODAY, "by": ida}
    for wrong in (None, Step.objects.get(pk=2)):
        with pytest.raises(RuleBroken) as refused:
            plan_onward(next_step=wrong, **plan)
        assert refused.value.field == "next_step"
    plan_onward(next_step=Step.objects.get(pk=1), **plan)
    assert list(case.referrals.exclude(pk=help_.referral_id)) == []

    answer = signed_in(ida).post(f"/indsatser/{help_.pk}/naeste/", {"step": "0", "need": "En kontaktperson."})
    draft = case.referrals.exclude(pk=help_.referral_id).get()
    assert (answer.status_code, draft.status, draft.step_id, draft.offer) == (302, "draft", 0, None)
    help_.refresh_from_db()
    assert (help_.next_step_id, help_.next_offer, help_.exit_plan) == (1, onward, "Hjem.")


def test_the_administrator_is_told_a_number_and_the_caseworker_the_child(alf, ida, case, signed_in):
    offer = OfferFactory(step=2, closes_on=date(2100, 1, 1))
    InterventionFactory(case=case, offer=offer)
    address = f"/katalog/{offer.code}/"

    told = signed_in(alf).get(address)
    assert (told.context["closing"].count, told.context["closing"].helps) == (1, [])
    assert case.child.name not in told.content.decode()
    assert [one.case for one in signed_in(ida).get(address).context["closing"].helps] == [case]
    assert "hvor skal barnet hen?" in signed_in(ida).get("/").content.decode()
