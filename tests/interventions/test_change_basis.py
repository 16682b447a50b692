"""A running placement comes to rest on something else, and the child stays where it is."""

from datetime import date

import pytest
from django.urls import reverse

from cases.actions import withdraw_consent
from cases.models import Consent, JournalNote
from herning.audit.models import Event
from herning.rules import RuleBroken
from interventions.actions import change_legal_basis, record_board_decision
from interventions.enums import LegalBasis
from interventions.models import Placement
from interventions.placement_facts import checklist
from reviews.clocks import WITHDRAWN, deadlines
from reviews.passed import passed
from tests.factories.cases import ChildConversationFactory, CustodyFactory
from tests.factories.placements import PlacementFactory
from tests.factories.reviews import PlanFactory

JUNE_7, JUNE_15, SEPT_1, SEPT_5, OCT_1 = (
    date(2026, 6, 7), date(2026, 6, 15), date(2026, 9, 1), date(2026, 9, 5), date(2026, 10, 1),
)  # fmt: skip
BOARDS = {
    "legal_basis": LegalBasis.BOARD, "party_heard_on": SEPT_1, "board_decided_on": SEPT_5,
    "board_decision": "Anbringes i 12 måneder.",
}  # fmt: skip


@pytest.fixture
def placed(case):
    """In a foster family by the mother's consent since 15 June; the plan is agreed, the child spoken with since."""
    PlanFactory(case=case)
    ChildConversationFactory(case=case, on=SEPT_1)
    return PlacementFactory(case=case)


@pytest.fixture
def mothers(case, ida):
    """The mother's consent to it."""
    custody = CustodyFactory(child=case.child)
    return Consent.objects.create(
        case=case, kind="placement", holder=custody.holder, given_on=JUNE_7, written_by=ida
    )  # fmt: skip


def changed(placed, **also):
    by = placed.intervention.case.caseworker
    told = {"on": SEPT_5, "reason": "Mor trak samtykket", "today": OCT_1, "by": by}
    return change_legal_basis(placement=placed, **told | also)


def due(case):
    return {one.kind: one.due_on for one in deadlines(case)}


def test_from_consent_to_the_boards_decision_without_moving_the_child(case, placed):
    now = changed(placed, **BOARDS)

    assert (now.legal_basis, now.basis_since, now.board_decided_on) == (LegalBasis.BOARD, SEPT_5, SEPT_5)
    assert (now.starts_on, now.stays_since, now.ends_on) == (JUNE_15, JUNE_15, None)
    (board,) = [one for one in checklist(now, now.intervention.referral) if one.code == "board"]
    assert board.is_met
    event = Event.objects.get(kind="placement.basis_changed")
    assert "§ 46 med samtykke → § 47" in event.why
    assert "Mor trak samtykket" in event.why
    assert "Mor trak samtykket" in JournalNote.objects.get(case=case).text


def test_the_board_has_its_seven_days_from_the_change(case, placed):
    changed(placed, legal_basis=LegalBasis.PROVISIONAL, party_heard_on=SEPT_1)

    assert due(case)["board"] == date(2026, 9, 12)
    assert list(Placement.objects.before_the_board()) == [placed]


@pytest.mark.usefixtures("mothers")
def test_back_to_consent_what_the_board_refused_is_mended_and_stays_on_record(case, placed, sanne):
    Placement.objects.filter(pk=placed.pk).update(legal_basis=LegalBasis.PROVISIONAL, urgent_ground="Vold")
    told = {"on": SEPT_1, "outcome": "refused", "text": "Ikke grundlag.", "today": SEPT_1, "by": sanne}
    refused = record_board_decision(placement=placed, **told)

    now = changed(refused, legal_basis=LegalBasis.CONSENT, reason="Mor samtykker")

    assert (now.legal_basis, now.board_decided_on, now.board_outcome) == (LegalBasis.CONSENT, None, "")
    assert list(Placement.objects.refused_by_the_board()) == []
    assert "Ikke grundlag." in JournalNote.objects.get(case=case).text


def test_the_boards_word_follows_from_143_to_47(placed, sanne):
    Placement.objects.filter(pk=placed.pk).update(legal_basis=LegalBasis.PROVISIONAL, urgent_ground="Vold")
    told = {"on": SEPT_1, "outcome": "decided", "text": "Godkendt.", "today": SEPT_1, "by": sanne}
    decided = record_board_decision(placement=placed, **told)

    now = changed(decided, legal_basis=LegalBasis.BOARD, party_heard_on=SEPT_1)

    assert (now.board_decided_on, now.board_decision, now.board_recorded_by) == (SEPT_1, "Godkendt.", sanne)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"legal_basis": "consent"}, "legal_basis"),
        ({"legal_basis": "andet"}, "legal_basis"),
        ({"legal_basis": "youth"}, "legal_basis"),
        (BOARDS | {"board_decided_on": None, "board_decision": ""}, "board_decided_on"),
        (BOARDS | {"board_decided_on": date(2026, 9, 6)}, "board_decided_on"),
        (BOARDS | {"board_decision": " "}, "board_decision"),
        (BOARDS | {"party_heard_on": None}, "party_heard_on"),
        (BOARDS | {"party_heard_on": date(2026, 9, 6)}, "party_heard_on"),
        (BOARDS | {"reason": " "}, "reason"),
        (BOARDS | {"on": date(2026, 6, 14)}, "on"),
        (BOARDS | {"on": date(2026, 10, 2)}, "on"),
    ],
)
def test_it_is_refused_beside_the_field(placed, told, field):
    with pytest.raises(RuleBroken) as refused:
        changed(placed, **told)

    assert refused.value.field == field
    assert Placement.objects.get().legal_basis == LegalBasis.CONSENT
    assert not JournalNote.objects.exists()


def test_it_asks_for_consent_a_plan_and_a_conversation_as_at_a_start(case, placed, mothers, ida):
    board = changed(placed, **BOARDS)
    withdraw_consent(consent=mothers, on=SEPT_1, by=ida)
    with pytest.raises(RuleBroken, match="ikke talt med siden"):
        changed(board, on=OCT_1, legal_basis=LegalBasis.CONSENT)
    ChildConversationFactory(case=case, on=OCT_1)

    with pytest.raises(RuleBroken, match="Der mangler samtykke til anbringelse fra Karen"):
        changed(board, on=OCT_1, legal_basis=LegalBasis.CONSENT)


def test_nobody_is_kept_without_consent_and_without_a_plan(case, placed):
    case.plans.all().delete()

    with pytest.raises(RuleBroken, match="Der er ingen plan"):
        changed(placed, **BOARDS)


def test_a_consent_withdrawn_behind_it_is_seen_until_the_basis_changes(case, placed, mothers, ida, lone, signed_in):
    url = reverse("interventions:placement", args=[placed.pk])
    assert (WITHDRAWN in due(case), signed_in(ida).get(url).context["withdrawn_on"]) == (False, None)

    withdraw_consent(consent=mothers, on=SEPT_1, by=ida)

    assert due(case)[WITHDRAWN] == SEPT_1
    assert [one.kind for _case, one in passed(on=date(2026, 9, 2)) if one.kind == WITHDRAWN] == [WITHDRAWN]
    page = signed_in(ida).get(url).content.decode()
    assert "Samtykket til anbringelsen blev trukket tilbage" in page
    assert page.count(reverse("interventions:change_legal_basis", args=[placed.pk])) == 2
    assert reverse("interventions:end", args=[placed.intervention_id]) in page
    for person in (ida, lone):
        day = signed_in(person).get(reverse("dashboards:start")).content.decode()
        assert ("Anbringelsen mangler samtykke" in day, f'href="{url}"' in day) == (True, True)
    changed(placed, **BOARDS)
    assert WITHDRAWN not in due(case)
    assert "Samtykket til anbringelsen blev" not in signed_in(ida).get(url).content.decode()


def test_whoever_consents_again_or_holds_custody_no_longer_is_not_missed(case, placed, mothers, ida):
    withdraw_consent(consent=mothers, on=SEPT_1, by=ida)
    again = Consent.objects.create(
        case=case, kind="placement", holder=mothers.holder, given_on=SEPT_5, written_by=ida
    )  # fmt: skip
    assert WITHDRAWN not in due(case)

    withdraw_consent(consent=again, on=OCT_1, by=ida)
    assert due(case)[WITHDRAWN] == OCT_1
    case.child.custodies.update(until=OCT_1)

    assert WITHDRAWN not in due(case)


def test_the_page_offers_the_other_bases_and_changes(placed, ida, bo, signed_in):
    url = reverse("interventions:change_legal_basis", args=[placed.pk])
    assert signed_in(bo).get(url).status_code == 404
    client = signed_in(ida)
    form = client.get(url).context["form"]
    assert [value for value, _label in form.fields["legal_basis"].choices] == ["board", "provisional", "own_wish"]
    said = {"on": "2026-09-05", "reason": "Mor trak samtykket", "legal_basis": "board"}

    refused = client.post(url, said)
    done = client.post(
        url,
        said | {"party_heard_on": "2026-09-01", "board_decided_on": "2026-09-05", "board_decision": "Anbringes."},
    )

    assert (refused.status_code, done["Location"]) == (422, reverse("interventions:placement", args=[placed.pk]))
    assert Placement.objects.get().legal_basis == LegalBasis.BOARD
