"""Conversation, note, consent, investigation."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from cases.actions import (
    begin_investigation,
    finish_investigation,
    hold_conversation,
    record_consent,
    waive_conversation,
    withdraw_consent,
    write_note,
)
from cases.models import ChildConversation, Concern, Consent, JournalNote
from cases.models.investigation import became_aware_on
from herning.audit.models import Event
from herning.rules import RuleBroken
from tests.factories.cases import (
    CaseFactory,
    ChildFactory,
    ConcernFactory,
    CustodyFactory,
    InvestigationFactory,
    RelativeFactory,
)

DAY = date(2026, 11, 17)


@pytest.fixture
def closed(ida):
    """Ida's closed case."""
    return CaseFactory(caseworker=ida, closed_on=date(2026, 11, 1), closed_by=ida, closing_reason="no_need")


def test_hold_conversation_counts_since_a_day(case, ida):
    hold_conversation(case=case, on=DAY, words="Jeg vil gerne hjem.", by=ida)

    said = ChildConversation.objects
    assert said.spoken_with_since(case, DAY)
    assert not said.spoken_with_since(case, date(2026, 11, 18))
    assert not said.spoken_with_since(CaseFactory(), DAY)


def test_waive_conversation_needs_a_reason(case, ida):
    with pytest.raises(RuleBroken) as refused:
        waive_conversation(case=case, on=DAY, reason=" ", by=ida)
    assert refused.value.field == "reason"

    assert not waive_conversation(case=case, on=DAY, reason="Spæd; set hjemme.", by=ida).is_held


def test_hold_conversation_is_not_with_the_unborn(ida):
    case = CaseFactory(caseworker=ida, child=ChildFactory(unborn=True))

    with pytest.raises(RuleBroken, match="ikke født"):
        hold_conversation(case=case, on=DAY, words="…", by=ida)


def test_write_note_amends_by_a_new_note(case, ida):
    note = write_note(case=case, kind="contact", on=DAY, heading="Opkald", text="Mor ringede.", by=ida)

    amended = write_note(case=case, kind="contact", on=DAY, heading="Opkald", text="Far ringede.", by=ida, amends=note)

    note.refresh_from_db()
    assert (note.text, amended.amends) == ("Mor ringede.", note)
    assert [event.kind for event in Event.objects.order_by("pk")] == ["note.written", "note.amended"]


def test_write_note_amends_nothing_in_another_case(case, ida):
    note = write_note(case=case, kind="contact", on=DAY, heading="Opkald", text="x", by=ida)

    with pytest.raises(RuleBroken, match="anden sag"):
        write_note(case=CaseFactory(caseworker=ida), kind="contact", on=DAY, heading="x", text="x", by=ida, amends=note)


@pytest.mark.parametrize(
    "act",
    [
        lambda case, by: write_note(case=case, kind="contact", on=DAY, heading="x", text="x", by=by),
        lambda case, by: hold_conversation(case=case, on=DAY, words="x", by=by),
        lambda case, by: begin_investigation(case=case, why="x", on=DAY, by=by),
    ],
)
def test_a_closed_case_is_read_and_a_strange_one_left_alone(act, closed, case, ida, bo):
    with pytest.raises(RuleBroken, match="lukket"):
        act(closed, ida)
    with pytest.raises(PermissionDenied):
        act(case, bo)
    assert list(JournalNote.objects.all()) == []


def consent_of(case, by, **changed):
    said = {"kind": "placement", "holder": None, "is_by_child": False, "given_on": DAY, "scope": "", "by": by}
    return record_consent(case=case, **(said | changed))


def test_record_consent_is_a_custody_holders(case, ida):
    mother = CustodyFactory(child=case.child).holder
    aunt = RelativeFactory(family=case.child.family)

    assert consent_of(case, ida, holder=mother).holder == mother
    for refused in ({"holder": aunt}, {}, {"holder": mother, "given_on": date(2016, 5, 3)}):
        with pytest.raises(RuleBroken):
            consent_of(case, ida, **refused)
    assert Consent.objects.count() == 1


def test_record_consent_is_the_young_persons_own_from_15(ida):
    young = CaseFactory(caseworker=ida, child=ChildFactory(born_on=date(2011, 5, 4)))

    assert consent_of(young, ida, is_by_child=True).is_by_child
    with pytest.raises(RuleBroken, match="15 år"):
        consent_of(CaseFactory(caseworker=ida), ida, is_by_child=True)


def test_withdraw_consent_keeps_both_days(case, ida):
    consent = consent_of(case, ida, holder=CustodyFactory(child=case.child).holder)

    with pytest.raises(RuleBroken) as refused:
        withdraw_consent(consent=consent, on=date(2026, 11, 16), by=ida)
    assert refused.value.field == "on"
    assert withdraw_consent(consent=consent, on=DAY, by=ida).withdrawn_on == DAY
    with pytest.raises(RuleBroken, match="allerede"):
        withdraw_consent(consent=consent, on=DAY, by=ida)


def test_investigation_is_due_four_months_after_awareness(case, ida):
    investigation = begin_investigation(case=case, why="Mistanke om svigt", on=DAY, by=ida)

    assert (investigation.aware_on, investigation.due_on) == (date(2026, 5, 28), date(2026, 9, 28))
    with pytest.raises(RuleBroken, match="allerede i gang"):
        begin_investigation(case=case, why="x", on=DAY, by=ida)


@pytest.fixture
def old_case(ida):
    """Open since January 2023, with the concern it was opened from."""
    case = CaseFactory(caseworker=ida, aware_on=date(2023, 1, 5), opened_on=date(2023, 1, 9))
    heard(case, datetime(2023, 1, 5, 10, tzinfo=UTC), outcome="opened")
    return case


def heard(case, received_at, *, outcome="joined", is_in_danger=True):
    return ConcernFactory(
        child=case.child, team=case.team, received_at=received_at, assessed_at=received_at, is_in_danger=is_in_danger,
        assessed_by=case.caseworker, outcome=outcome, case=case, decided_on=received_at.date(),
        decided_by=case.caseworker,
    )  # fmt: skip


def test_a_new_concern_in_an_old_case_gives_the_investigation_its_own_four_months(old_case, ida):
    heard(old_case, datetime(2026, 11, 16, 23, 30, tzinfo=UTC))

    investigation = begin_investigation(case=old_case, why="Vold i hjemmet", on=DAY, by=ida)

    assert (investigation.aware_on, investigation.due_on) == (DAY, date(2027, 3, 17))


def test_an_investigation_counts_from_the_concern_since_the_last_one_else_from_the_cases_own(old_case, ida):
    heard(old_case, datetime(2024, 3, 1, 9, tzinfo=UTC))
    InvestigationFactory(
        case=old_case, begun_on=date(2024, 3, 4), aware_on=date(2024, 3, 1), finished_on=date(2024, 6, 3),
        finished_by=ida, conclusion="§ 32.",
    )  # fmt: skip
    assert became_aware_on(old_case, on=DAY) == date(2023, 1, 5)

    heard(old_case, datetime(2026, 11, 10, 9, tzinfo=UTC))

    assert became_aware_on(old_case, on=date(2026, 11, 9)) == date(2023, 1, 5)
    assert begin_investigation(case=old_case, why="x", on=DAY, by=ida).aware_on == date(2026, 11, 10)


@pytest.mark.parametrize(("aware_on", "field"), [(date(2023, 1, 4), "aware_on"), (date(2026, 11, 18), "on")])
def test_the_day_of_awareness_lies_between_the_first_concern_and_the_begin(old_case, ida, aware_on, field):
    with pytest.raises(RuleBroken) as refused:
        begin_investigation(case=old_case, why="x", on=DAY, aware_on=aware_on, by=ida)

    assert refused.value.field == field
    said = begin_investigation(case=old_case, why="x", on=DAY, aware_on=date(2023, 1, 5), by=ida)
    assert said.aware_on == date(2023, 1, 5)


def test_a_concern_in_danger_calls_for_an_investigation_until_one_covers_it(old_case, ida):
    heard(old_case, datetime(2026, 11, 2, 9, tzinfo=UTC), is_in_danger=False)
    first = Concern.objects.get(outcome="opened")
    assert list(Concern.objects.to_investigate()) == [first]

    investigation = begin_investigation(case=old_case, why="x", on=DAY, by=ida)
    during = heard(old_case, datetime(2026, 11, 17, 9, tzinfo=UTC))
    assert list(Concern.objects.to_investigate()) == []

    finish_investigation(
        investigation=investigation, child_and_family="x", conclusion="§ 32.", on=date(2026, 11, 18), by=ida
    )
    later = heard(old_case, datetime(2026, 11, 19, 9, tzinfo=UTC))
    heard(CaseFactory(closed_on=DAY, closed_by=ida, closing_reason="no_need"), datetime(2026, 11, 1, 9, tzinfo=UTC))
    assert during != later
    assert list(Concern.objects.to_investigate()) == [later]


def test_finish_investigation_concludes_once(case, ida):
    investigation = begin_investigation(case=case, why="x", on=DAY, by=ida)
    said = {"investigation": investigation, "child_and_family": "Bor hos far.", "on": DAY, "by": ida}

    with pytest.raises(RuleBroken) as refused:
        finish_investigation(conclusion=" ", **said)
    assert refused.value.field == "conclusion"
    assert finish_investigation(conclusion="Støtte efter § 32.", **said).finished_on == DAY
    with pytest.raises(RuleBroken, match="allerede afsluttet"):
        finish_investigation(conclusion="x", **said)
