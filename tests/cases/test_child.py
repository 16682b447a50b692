"""A child is registered and put right; a family is joined."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from cases.actions import (
    StaleChild,
    add_relative,
    add_sibling,
    change_child,
    end_custody,
    give_custody,
    record_consent,
    register_child,
)
from cases.models import Child, Custody
from cases.models.child import ChildQuerySet
from herning.audit.models import Event
from herning.rules import RuleBroken
from tests.factories.cases import ChildFactory, CustodyFactory, RelativeFactory

DAY = date(2026, 11, 17)
STORES_A_CHILD = ('INSERT INTO "cases_child"', 'UPDATE "cases_child"')


def child_of(by, **changed):
    said = {"name": "Emil Krag", "born_on": None, "expected_on": None, "cpr": "", "today": DAY, "by": by}
    return register_child(**(said | changed))


def test_register_child_takes_the_day_of_birth_from_the_cpr_number(ida):
    child = child_of(ida, name="  Emil   Krag ", cpr="040516-4234")

    assert (child.name, child.cpr, child.born_on) == ("Emil Krag", "0405164234", date(2016, 5, 4))


def test_register_child_takes_an_unborn_one(ida):
    child = child_of(ida, name="Ufødt Karen Krag", expected_on=date(2027, 1, 14))

    assert (child.is_unborn, child.cpr) == (True, None)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({}, "born_on"),
        ({"name": " ", "born_on": date(2016, 5, 4)}, "name"),
        ({"cpr": "040516-4234", "born_on": date(2016, 5, 5)}, "cpr"),
        ({"cpr": "990516-1234"}, "cpr"),
    ],
)
def test_register_child_refuses(ida, changed, field):
    with pytest.raises(RuleBroken) as refused:
        child_of(ida, **changed)

    assert refused.value.field == field
    assert list(Child.objects.all()) == []


def test_register_child_refuses_a_known_cpr_number_without_saying_it(ida):
    child_of(ida, cpr="040516-4234")

    with pytest.raises(RuleBroken) as refused:
        child_of(ida, name="En anden", cpr="040516-4234")

    assert refused.value.field == "cpr"
    assert "4234" not in str(refused.value)


def test_a_known_cpr_number_never_comes_as_far_as_the_refusing_row(ida, case):
    """What PostgreSQL refuses it writes into its log with all its values."""
    other = ChildFactory(cpr="0405164318")

    with CaptureQueriesContext(connection) as asked:
        with pytest.raises(RuleBroken, match="allerede registreret"):
            child_of(ida, cpr="040516-4234")
        with pytest.raises(RuleBroken, match="allerede registreret"):
            change_child(child=other, seen_version=1, cpr="040516-4234", by=ida)

    assert [query["sql"] for query in asked if query["sql"].startswith(STORES_A_CHILD)] == []


def test_two_who_register_a_child_at_the_same_moment_are_told_apart_by_the_constraint(ida, case, monkeypatch):
    monkeypatch.setattr(ChildQuerySet, "exists", lambda _children: False)

    with pytest.raises(RuleBroken) as refused:
        child_of(ida, cpr="040516-4234")

    # The database's own words hold the number; a log of the refusal must not tell them after it.
    assert (refused.value.field, refused.value.__suppress_context__) == ("cpr", True)


def test_change_child_tells_the_second_editor_what_the_first_changed(case, ida, lone):
    seen = case.child.version
    change_child(child=case.child, seen_version=seen, school="Vestre Skole", by=lone)

    with pytest.raises(StaleChild, match=r"Lone Dam har ændret .*skole eller dagtilbud: “Vestre Skole”") as stale:
        change_child(child=case.child, seen_version=seen, address="Ny Vej 1", by=ida)

    changed = change_child(child=case.child, seen_version=stale.value.version, address="Ny Vej 1", by=ida)
    assert (changed.school, changed.address, changed.version) == ("Vestre Skole", "Ny Vej 1", seen + 2)


def test_change_child_masks_the_cpr_number_in_what_it_tells(case, ida):
    change_child(child=case.child, seen_version=1, cpr="0405164318", by=ida)

    with pytest.raises(StaleChild) as stale:
        change_child(child=case.child, seen_version=1, address="Ny Vej 1", by=ida)

    assert "040516-••••" in str(stale.value)
    assert "4318" not in str(stale.value)


def test_change_child_stays_within_reach_when_there_is_a_case(case, bo):
    with pytest.raises(PermissionDenied):
        change_child(child=case.child, seen_version=1, school="x", by=bo)

    assert change_child(child=ChildFactory(), seen_version=1, school="x", by=bo).school == "x"


def test_change_child_refuses_when_nothing_changed(case, ida):
    with pytest.raises(RuleBroken, match="ikke ændret"):
        change_child(child=case.child, seen_version=1, name=case.child.name, by=ida)


def test_add_relative_holds_custody_from_birth_unless_told_otherwise(case, ida):
    mother = add_relative(child=case.child, name="Karen", kind="mother", has_custody=True, by=ida)

    assert [(c.child, c.holder, c.since) for c in Custody.objects.all()] == [(case.child, mother, case.child.born_on)]
    assert Event.objects.get().case_number == case.number


def test_add_relative_refuses_custody_before_birth(case, ida):
    with pytest.raises(RuleBroken) as refused:
        add_relative(
            child=case.child, name="Karen", kind="mother", has_custody=True, custody_since=date(2016, 5, 3), by=ida
        )

    assert refused.value.field == "custody_since"
    assert list(Custody.objects.all()) == []


def test_end_custody_ends_once(case, ida):
    custody = CustodyFactory(child=case.child)

    assert end_custody(custody=custody, until=DAY, by=ida).until == DAY
    with pytest.raises(RuleBroken, match="allerede ophørt"):
        end_custody(custody=custody, until=DAY, by=ida)


def given(by, holder, child, **changed):
    return give_custody(**({"child": child, "holder": holder, "since": DAY, "today": DAY, "by": by} | changed))


def test_give_custody_of_a_second_child_and_of_a_baby_that_is_born_now(case, ida):
    mother = CustodyFactory(child=case.child).holder
    baby = child_of(ida, name="Ufødt Karen", expected_on=date(2026, 11, 20), family=case.child.family)
    with pytest.raises(RuleBroken, match="ufødt"):
        given(ida, mother, baby)

    born = change_child(child=baby, seen_version=1, born_on=date(2026, 11, 12), today=DAY, by=ida)
    custody = given(ida, mother, born, since=date(2026, 11, 12))

    assert (custody.child, custody.holder, custody.since, custody.until) == (baby, mother, date(2026, 11, 12), None)
    assert mother.custodies.count() == 2
    assert Event.objects.latest("pk").kind == "custody.given"


def test_give_custody_again_after_it_ended_from_the_first_day_without(case, ida):
    custody = CustodyFactory(child=case.child)
    end_custody(custody=custody, until=date(2026, 3, 2), by=ida)

    with pytest.raises(RuleBroken, match=r"2\. mar") as refused:
        given(ida, custody.holder, case.child, since=date(2026, 3, 1))
    assert refused.value.field == "since"
    again = given(ida, custody.holder, case.child, since=date(2026, 3, 2))

    assert [list(Custody.objects.held(on=date(2026, 3, day))) for day in (1, 2)] == [[custody], [again]]
    with pytest.raises(RuleBroken, match="allerede"):
        given(ida, custody.holder, case.child)


@pytest.mark.parametrize("since", [date(2016, 5, 3), date(2026, 11, 18)])
def test_give_custody_lies_between_birth_and_today(case, ida, since):
    with pytest.raises(RuleBroken) as refused:
        given(ida, RelativeFactory(family=case.child.family), case.child, since=since)

    assert refused.value.field == "since"
    assert list(Custody.objects.all()) == []


def test_give_custody_stays_in_the_family_and_within_reach(case, ida, bo):
    aunt = RelativeFactory(family=case.child.family)

    with pytest.raises(RuleBroken, match="familie"):
        given(ida, RelativeFactory(), case.child)
    with pytest.raises(PermissionDenied):
        given(bo, aunt, case.child)
    assert given(ida, aunt, case.child).holder == aunt


def test_custody_twice_on_one_day_is_refused_by_the_database(case):
    custody = CustodyFactory(child=case.child, until=date(2026, 3, 2))

    CustodyFactory(child=case.child, holder=custody.holder, since=date(2026, 3, 2), until=date(2026, 3, 9))
    with pytest.raises(IntegrityError, match="custody_is_held_once_a_day"):
        CustodyFactory(child=case.child, holder=custody.holder, since=date(2026, 3, 8))


def test_the_day_custody_ends_is_the_first_day_without_it(case, ida):
    custody = CustodyFactory(child=case.child)
    end_custody(custody=custody, until=DAY, by=ida)
    consent = {"case": case, "kind": "placement", "holder": custody.holder, "is_by_child": False, "scope": ""}

    with pytest.raises(RuleBroken, match="forældremyndigheden den dag"):
        record_consent(**consent, given_on=DAY, by=ida)
    assert record_consent(**consent, given_on=date(2026, 11, 16), by=ida).holder == custody.holder


def test_add_sibling_joins_the_families(case, ida):
    brother = ChildFactory()
    sister = ChildFactory(family=brother.family)
    aunt = RelativeFactory(family=brother.family)

    add_sibling(child=case.child, sibling=brother, by=ida)

    family = case.child.family
    assert {child.pk for child in family.children.all()} == {case.child.pk, brother.pk, sister.pk}
    assert list(family.relatives.all()) == [aunt]
    with pytest.raises(RuleBroken, match="allerede i samme familie"):
        add_sibling(child=case.child, sibling=brother, by=ida)
    with pytest.raises(RuleBroken, match="barnet selv"):
        add_sibling(child=case.child, sibling=case.child, by=ida)
