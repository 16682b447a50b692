"""Somebody else's things, and what must not be seen: each a door that was tried."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.actions import add_sibling
from cases.models import Case, CaseGrant, Child
from herning.audit.models import Access, Event
from herning.rules import RuleBroken, without_cpr
from interventions.enums import LegalBasis, ReferralStatus
from interventions.models import Placement, Referral
from reviews.models import SubGoalScore
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.cases import ChildFactory
from tests.factories.placements import PlacementFactory

CPR = "0405164234"


def test_a_sibling_with_anothers_case_is_joined_only_after_opening_it(world, ida):
    theirs, ours = world["bos_case"].child, world["case"].child

    with pytest.raises(RuleBroken, match="anden rådgiver"):
        add_sibling(child=ours, sibling=theirs, by=ida)
    assert Child.objects.get(pk=theirs.pk).family_id != ours.family_id

    CaseGrant.objects.create(
        case=world["bos_case"], user=ida, reason="Søskende.", opened_at=timezone.now(),
        until=timezone.now() + timedelta(hours=24),
    )  # fmt: skip
    add_sibling(child=ours, sibling=theirs, by=ida)
    assert Child.objects.get(pk=theirs.pk).family_id == Child.objects.get(pk=ours.pk).family_id


@pytest.mark.parametrize("route", ["reviews:hold", "reviews:write_note"])
def test_a_score_of_anothers_sub_goal_is_left_out(route, world, ida, per, signed_in):
    who, thing = (ida, "review") if route == "reviews:hold" else (per, "intervention")
    payload = {
        "held_on": "2026-11-20", "on": "2026-11-20", "text": "Ro.", "child_words": "Godt.", "parents_view": "Bedre.",
        "decision": "stay", "reason": "Nået.", "next_due_on": "2026-12-21", f"score_{world['sub_goal'].pk}": "1",
        f"score_{world['bos_sub_goal'].pk}": "-2",
    }  # fmt: skip

    signed_in(who).post(reverse(route, args=[world[thing].pk]), payload)

    assert list(SubGoalScore.objects.values_list("sub_goal_id", "score")) == [(world["sub_goal"].pk, 1)]


def test_another_cases_draft_is_not_completed_here(world, ida, signed_in):
    address = f"{reverse('interventions:refer', args=[world['case'].number])}?udkast={world['bos_draft'].pk}"
    payload = {"need": "Ro.", "offer": f"{world['fresh'].pk}-{world['department'].pk}", "why_not_lower": "Prøvet."}

    client = signed_in(ida)

    assert (client.get(address).status_code, client.post(address, payload).status_code) == (404, 404)
    assert Referral.objects.get(pk=world["bos_draft"].pk).status == ReferralStatus.DRAFT


def test_an_offer_is_not_sent_to_a_department_that_does_not_give_it(world, ida, signed_in):
    pair = f"{world['fresh'].pk}-{world['other_department'].pk}"
    payload = {"need": "Ro.", "offer": pair, "why_not_lower": "Prøvet."}
    before = Referral.objects.count()

    answer = signed_in(ida).post(reverse("interventions:refer", args=[world["case"].number]), payload)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["offer"])
    assert Referral.objects.count() == before


@pytest.mark.parametrize("status", [ReferralStatus.DRAFT, ReferralStatus.DECLINED, ReferralStatus.WITHDRAWN])
def test_a_provider_no_longer_sees_a_child_it_is_not_to_help(status, world, per, signed_in):
    answered = {"answered_on": "2026-06-09", "answered_by": per} if status == ReferralStatus.DECLINED else {}
    reasons = {
        ReferralStatus.DECLINED: {"decline_reason": "full", "answer": "Fyldt."},
        ReferralStatus.WITHDRAWN: {"withdrawn_on": "2026-06-09", "withdrawn_reason": "Flyttet."},
    }.get(status, {})
    Referral.objects.filter(pk=world["sent"].pk).update(status=status, **answered, **reasons)

    assert signed_in(per).get(reverse("interventions:answer", args=[world["sent"].pk])).status_code == 404


def test_help_that_has_ended_is_out_of_the_providers_sight(world, per, signed_in):
    given = world["intervention"]
    type(given).objects.filter(pk=given.pk).update(
        ends_on="2026-11-19", ended_by=given.started_by, end_reason="finished", end_text="Nået."
    )

    client = signed_in(per)

    for route in ("reviews:delivered", "reviews:write_note"):
        assert client.get(reverse(route, args=[given.pk])).status_code == 404
    assert client.get(reverse("reviews:amend_note", args=[world["follow_up"].pk])).status_code == 404


def test_a_closed_sign_in_is_out_at_once(world, ida, signed_in):
    client = signed_in(ida)
    type(ida).objects.filter(pk=ida.pk).update(is_active=False)

    assert client.get(reverse("dashboards:case", args=[world["case"].number])).status_code == 302
    assert client.post(reverse("cases:write_note", args=[world["case"].number]), {}).status_code == 302


def test_a_leader_of_another_team_approves_nothing(world, signed_in):
    leif = UserFactory(role="team_leader", team=TeamFactory())

    answer = signed_in(leif).post(
        reverse("interventions:approve", args=[world["awaiting"].pk]), {"decision": "approve"}
    )

    assert answer.status_code == 404
    assert Referral.objects.get(pk=world["awaiting"].pk).status == ReferralStatus.AWAITING_APPROVAL


def test_a_grant_that_has_run_out_opens_nothing(world, bo, signed_in):
    CaseGrant.objects.create(
        case=world["case"], user=bo, reason="Vagt.", opened_at=timezone.now() - timedelta(hours=25),
        until=timezone.now() - timedelta(hours=1),
    )  # fmt: skip
    url = reverse("cases:write_note", args=[world["case"].number])
    client, before = signed_in(bo), Event.objects.count()

    assert client.get(url).status_code == 404
    note = {"kind": "contact", "on": "2026-11-20", "heading": "Opkald", "text": "Ro."}
    assert client.post(url, note | {"submission": str(uuid4())}).status_code == 404
    assert Event.objects.count() == before


def test_the_secretary_reads_only_what_the_board_has_to_decide(world, sanne, signed_in):
    by_consent = PlacementFactory(legal_basis=LegalBasis.CONSENT)
    decided = Placement.objects.get(pk=world["placement"].pk)
    Placement.objects.filter(pk=decided.pk).update(
        board_decided_on="2026-06-20", board_outcome="decided", board_decision="Tiltrådt.", board_recorded_by=sanne
    )
    client = signed_in(sanne)

    for placement in (by_consent, decided):
        url = reverse("interventions:record_board_decision", args=[placement.pk])
        assert (client.get(url).status_code, client.post(url, {"on": "2026-11-20", "text": "x"}).status_code) == (
            404,
            404,
        )
    assert client.get(reverse("interventions:placement", args=[decided.pk])).status_code == 403


def test_a_protected_address_is_on_no_page_of_a_provider_and_in_no_search(world, per, bo, ida, signed_in):
    Child.objects.filter(pk=world["child"].pk).update(is_address_protected=True, address="Skjulvej 7", name="Asta Lind")
    provider, stranger = signed_in(per), signed_in(bo)
    pages = [
        provider.get(reverse("dashboards:start")),
        provider.get(reverse("dashboards:own_children")),
        provider.get(reverse("interventions:answer", args=[world["sent"].pk])),
        provider.get(reverse("reviews:delivered", args=[world["intervention"].pk])),
        provider.get(reverse("reviews:write_note", args=[world["intervention"].pk])),
        stranger.post(reverse("dashboards:search"), {"q": "Asta"}, follow=True),
        stranger.post(reverse("cases:find_child"), {"words": "Asta"}, follow=True),
        stranger.get(reverse("cases:open_with_reason", args=[world["case"].number])),
        signed_in(ida).get(reverse("dashboards:access_log", args=[world["case"].number])),
    ]

    assert [answer.status_code for answer in pages] == [200] * len(pages)
    assert [answer.request["PATH_INFO"] for answer in pages if "Skjulvej" in answer.content.decode()] == []
    assert "Skjulvej 7" in signed_in(ida).get(reverse("cases:family", args=[world["case"].number])).content.decode()


@pytest.mark.parametrize("typed", [CPR, "040516-4234", "04 05 16 4234", "04-05-16-42-34", "0 4 0 5 1 6 4 2 3 4"])
@pytest.mark.parametrize(("route", "field"), [("dashboards:search", "q"), ("cases:find_child", "words")])
def test_a_cpr_number_that_was_searched_for_is_not_in_the_log(route, field, typed, ida, signed_in):
    ChildFactory(name="Asta Lind", cpr=CPR)

    answer = signed_in(ida).post(reverse(route), {field: typed}, follow=True)

    assert "Asta Lind" in answer.content.decode()
    logged = ["".join(filter(str.isdigit, look.detail)) for look in Access.objects.all()]
    assert [digits for digits in logged if "4234" in digits] == []


def test_a_cpr_number_in_a_reason_is_not_in_the_event(world, bo, signed_in):
    signed_in(bo).post(
        reverse("cases:open_with_reason", args=[world["case"].number]), {"reason": "Vagt, barnet 040516-4234."}
    )

    assert Event.objects.latest("pk").why == "Vagt, barnet 040516-••••."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("0405164234", "040516-••••"),
        ("040516 4234", "040516-••••"),
        ("sag 2026-00318, tlf. 20 30 40 50, den 12.03.2012", "sag 2026-00318, tlf. 20 30 40 50, den 12.03.2012"),
        ("99 88 77 66 55", "99 88 77 66 55"),
        ("12345678901", "12345678901"),
    ],
)
def test_only_cpr_numbers_are_hidden(text, shown):
    assert without_cpr(text) == shown


def test_no_page_has_a_cpr_number_in_its_title_or_address(world, ida, signed_in):
    Child.objects.filter(pk=world["child"].pk).update(cpr=CPR, born_on="2016-05-04")
    case = Case.objects.get(pk=world["case"].pk)
    client = signed_in(ida)

    for route in ("dashboards:case", "cases:family", "cases:journal", "interventions:refer", "reviews:plan"):
        page = client.get(reverse(route, args=[case.number])).content.decode()
        title = page.partition("<title>")[2].partition("</title>")[0]
        links = [part.partition('"')[0] for part in page.split('href="')[1:]]
        assert [text for text in (title, *links) if "4234" in text] == []
