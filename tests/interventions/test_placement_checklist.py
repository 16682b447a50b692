"""The placement checklist as a table: what is required for each legal basis, and what an urgent start may lack."""

from dataclasses import replace
from datetime import date

import pytest

from herning.rules import RuleBroken
from interventions.enums import FosterType, LegalBasis
from interventions.placement_checklist import lacking, mend_by, must_be_lawful, points
from interventions.placement_points import Facts

START = date(2026, 6, 15)
WHOLE = Facts(
    starts_on=START, legal_basis=LegalBasis.CONSENT, born_on=date(2014, 3, 1), aware_on=date(2026, 5, 1),
    is_investigated=True, has_position=True, is_spoken_with=True, spoken_since="1. maj", is_companion_right_told=True,
    is_heard=True, has_holders=True, purpose="Ro", expected_months=12, has_plan=True, is_foster_care=True,
    foster_type=FosterType.GENERAL, family_type=FosterType.GENERAL, is_family_approved=True,
    is_support_person_offered=True, contact="Hver uge", first_supervision_on=date(2026, 9, 1),
)  # fmt: skip
BOARD, PROVISIONAL, OWN_WISH = LegalBasis.BOARD, LegalBasis.PROVISIONAL, LegalBasis.OWN_WISH
WEEK, FOUR_MONTHS = date(2026, 6, 22), date(2026, 9, 1)
# What is missing, which points then lack, and by when an urgent placement mends them: None where nothing may wait.
TABLE = [
    ({}, [], None),
    ({"is_investigated": False, "has_position": False}, ["investigation", "position"], FOUR_MONTHS),
    ({"is_investigated": False, "aware_on": date(2026, 1, 5)}, ["investigation"], WEEK),
    ({"has_siblings": True}, ["siblings"], WEEK),
    ({"has_siblings": True, "siblings_considered": "Bliver hjemme"}, [], None),
    ({"siblings_not_investigated": ("Anton",)}, [], None),
    ({"is_spoken_with": False}, ["conversation"], None),
    ({"is_companion_right_told": False}, ["companion"], WEEK),
    ({"is_companion_right_told": False, "is_waived": True}, [], None),
    ({"is_heard": False}, ["hearing"], WEEK),
    ({"consents_missing": ("Mor",)}, ["consent"], None),
    ({"has_holders": False}, ["consent"], None),
    ({"legal_basis": BOARD}, ["board"], None),
    ({"legal_basis": BOARD, "is_decided_by_board": True, "consents_missing": ("Mor",)}, [], None),
    ({"legal_basis": BOARD, "board_refused_on": START}, ["board"], None),
    ({"legal_basis": PROVISIONAL, "board_refused_on": START}, ["provisional"], None),
    ({"legal_basis": BOARD, "is_decided_by_board": True, "has_plan": False}, ["plan"], None),
    ({"legal_basis": PROVISIONAL, "has_plan": False}, ["plan"], WEEK),
    ({"has_plan": False}, [], None),
    ({"legal_basis": OWN_WISH, "is_waived": True}, ["own_wish"], None),
    ({"is_secure_unit": True}, ["secure"], None),
    ({"is_secure_unit": True, "legal_basis": BOARD, "is_decided_by_board": True}, [], None),
    ({"is_secure_unit": True, "legal_basis": PROVISIONAL}, [], None),
    ({"is_secure_unit": True, "legal_basis": OWN_WISH}, ["secure"], None),
    ({"purpose": " "}, ["purpose"], None),
    ({"expected_months": 0}, ["duration"], None),
    ({"foster_type": ""}, ["foster_type"], None),
    ({"foster_type": FosterType.REINFORCED}, ["foster_type"], None),
    ({"is_family_approved": False}, ["approval"], None),
    ({"is_family_approved": None}, [], None),
    (
        {"is_family_approved": False, "foster_type": FosterType.NETWORK, "family_type": FosterType.NETWORK},
        ["approval"], WEEK,
    ),
    ({"is_foster_care": False, "foster_type": ""}, [], None),
    ({"is_support_person_offered": False}, ["support_person"], WEEK),
    ({"contact": ""}, ["contact"], None),
    ({"first_supervision_on": None}, ["supervision"], None),
    ({"had_two_caseworkers": False, "is_reported": False}, [], None),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "lacks", "due_on"), TABLE)
def test_what_the_law_requires_blocks_and_some_may_be_mended(changed, lacks, due_on):
    found = points(replace(WHOLE, **changed))

    assert [point.code for point in lacking(found)] == lacks
    if not lacks:
        must_be_lawful(found, urgent_ground="")
        assert mend_by(found) is None
        return
    with pytest.raises(RuleBroken) as refused:
        must_be_lawful(found, urgent_ground=" ")
    assert refused.value.field == lacking(found)[0].field
    if due_on is None:
        with pytest.raises(RuleBroken):
            must_be_lawful(found, urgent_ground="Fundet alene i nat")
    else:
        must_be_lawful(found, urgent_ground="Fundet alene i nat")
        assert mend_by(found) == due_on


def test_all_that_lacks_is_told_at_once_and_an_urgent_start_only_of_what_cannot_wait():
    found = points(replace(WHOLE, is_investigated=False, is_heard=False, purpose=""))

    with pytest.raises(RuleBroken, match=r"1\) .*undersøgelse.* 2\) .*hørt.* 3\) .*formålet"):
        must_be_lawful(found, urgent_ground="")
    with pytest.raises(RuleBroken, match=r"^Skriv formålet"):
        must_be_lawful(found, urgent_ground="Akut")


@pytest.mark.parametrize(
    ("basis", "paragraphs"),
    [
        (LegalBasis.CONSENT, ["§ 46"]),
        (LegalBasis.BOARD, ["§ 47"]),
        (LegalBasis.PROVISIONAL, ["§ 143"]),
        (LegalBasis.OWN_WISH, ["§ 46", "§ 48"]),
    ],
)
def test_the_list_asks_for_what_the_placement_rests_on(basis, paragraphs):
    founded = {"consent", "board", "provisional", "own_wish"}
    found = points(replace(WHOLE, legal_basis=basis))

    assert [point.paragraph for point in found if point.code in founded] == paragraphs


def test_the_list_is_whole():
    assert [(point.code, point.paragraph) for point in points(WHOLE)] == [
        ("investigation", "§ 20"), ("position", "§ 22"), ("siblings", "§ 21"), ("siblings_investigated", "§ 21"),
        ("two_caseworkers", "§ 21"), ("conversation", "§ 5"), ("companion", "§ 6"),
        ("hearing", "forvaltningslovens § 19"), ("consent", "§ 46"), ("purpose", "§§ 46 og 47"),
        ("duration", "§§ 46 og 47"), ("plan", "§ 91"), ("foster_type", "§ 43"), ("approval", "§ 43"),
        ("support_person", "§ 75"), ("child_support_person", "§ 75"), ("contact", "§§ 103–105"),
        ("supervision", "§ 156"), ("reporting", "Danmarks Statistik"),
    ]  # fmt: skip


@pytest.mark.parametrize(("born_on", "paragraph"), [(date(2010, 6, 16), "§ 91"), (date(2010, 6, 15), "§ 108")])
def test_from_sixteen_the_plan_is_a_youth_plan(born_on, paragraph):
    (plan,) = [point for point in points(replace(WHOLE, born_on=born_on)) if point.code == "plan"]

    assert plan.paragraph == paragraph


def test_days_follow_from_the_start():
    due = {point.code: point.due_on for point in points(replace(WHOLE, legal_basis=PROVISIONAL)) if point.due_on}

    assert (due["provisional"], due["reporting"]) == (WEEK, date(2026, 7, 13))
    (plan,) = [point for point in points(WHOLE) if point.code == "plan"]
    assert (plan.due_on, plan.blocks) == (date(2026, 9, 15), False)
