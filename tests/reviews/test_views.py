"""The pages of follow-up: who sees them, what they show, and what bad input does."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from herning.web.models import Draft
from interventions.models import Referral
from reviews.models import Goal, Plan, Review, SubGoal, SubGoalScore
from tests.factories.cases import CaseFactory, ChildConversationFactory
from tests.factories.interventions import InterventionFactory, OfferFactory
from tests.factories.reviews import FollowUpNoteFactory, GoalFactory, PlanFactory, ReviewFactory, SubGoalFactory
from tests.today import TODAY

HOLD_QUERIES = 23


@pytest.fixture
def pages(case, review, sub_goal):
    """Every page about the case with the role that may see it."""
    return {
        "plan": reverse("reviews:plan", args=[case.number]),
        "agree_plan": reverse("reviews:agree_plan", args=[case.number]),
        "set_goal": reverse("reviews:set_goal", args=[case.number]),
        "set_sub_goal": reverse("reviews:set_sub_goal", args=[sub_goal.goal_id]),
        "close_goal": reverse("reviews:close_goal", args=[sub_goal.goal_id]),
        "close_sub_goal": reverse("reviews:close_sub_goal", args=[sub_goal.pk]),
        "case_reviews": reverse("reviews:case_reviews", args=[case.number]),
        "review": reverse("reviews:review", args=[review.pk]),
        "hold": reverse("reviews:hold", args=[review.pk]),
        "agenda": reverse("reviews:agenda", args=[review.pk]),
        "close_case": reverse("reviews:close_case", args=[case.number]),
    }


READ = {"plan", "case_reviews", "review", "agenda"}


def test_every_page_for_everybody(signed_in, pages, ida, lone, bo, rie, per, alf):
    """Caseworker and leader 200, another caseworker 404, the manager reads, provider and administrator 403."""
    found = {
        person.name: {name: signed_in(person).get(url).status_code for name, url in pages.items()}
        for person in (ida, lone, bo, rie, per, alf)
    }

    assert found == {
        "Ida Holm": dict.fromkeys(pages, 200),
        "Lone Dam": dict.fromkeys(pages, 200),
        "Bo Krogh": dict.fromkeys(pages, 404),
        "Rie Bang": {name: 200 if name in READ else 403 for name in pages},
        "Per Lund": dict.fromkeys(pages, 403),
        "Alf Toft": dict.fromkeys(pages, 403),
    }


def sent(sub_goal, **changed):
    return {
        "held_on": TODAY, "child_words": "Jeg sover bedre.", "parents_view": "Der er mere ro.", "decision": "stay",
        f"score_{sub_goal.pk}": "1", "reason": "Hjælpen virker.", "next_due_on": TODAY + timedelta(weeks=6),
    } | changed  # fmt: skip


def test_the_hold_page_is_filled_from_what_was_written_since(
    signed_in, ida, case, help_, review, sub_goal, per, claudisvej
):
    last = ReviewFactory(case=case, held=True, held_on=TODAY - timedelta(weeks=6), agreements="Mor ringer til skolen.",
                         next_due_on=TODAY)  # fmt: skip
    FollowUpNoteFactory(intervention=help_, on=last.held_on, text="Gammelt notat")
    FollowUpNoteFactory(intervention=help_, on=TODAY - timedelta(days=3), text="Nyt notat", proposal="down",
                        proposal_reason="Klar til mindre")  # fmt: skip
    silent = InterventionFactory(case=case, department__name="Munkgård", offer=OfferFactory(step=1))
    SubGoalScore.objects.create(sub_goal=sub_goal, review=last, on=last.held_on, score=-1)

    text = signed_in(ida).get(reverse("reviews:hold", args=[review.pk])).content.decode()

    for shown in ("Nyt notat", "Klar til mindre", "Mor ringer til skolen.", "Hjem til mor.", "Sover hele natten",
                  f"{silent.department} ({silent.offer}) har ikke skrevet", "Sidst −1"):  # fmt: skip
        assert shown in text
    assert "Gammelt notat" not in text


def test_holding_a_review_where_nothing_changed(signed_in, ida, case, review, sub_goal):
    response = signed_in(ida).post(reverse("reviews:hold", args=[review.pk]), sent(sub_goal))

    assert (response.status_code, response["Location"]) == (302, reverse("dashboards:case", args=[case.number]))
    held = Review.objects.get()
    assert (held.status, held.decision, held.held_by) == ("held", "stay", ida)
    assert list(held.scores.values_list("sub_goal", "score")) == [(sub_goal.pk, 1)]


def test_down_leads_to_the_referral_that_was_filled_in(signed_in, ida, case, review, sub_goal):
    response = signed_in(ida).post(reverse("reviews:hold", args=[review.pk]), sent(sub_goal, decision="down:1"))

    draft = Referral.objects.get(status="draft")
    assert (draft.step_id, Review.objects.get().referral_id) == (1, draft.pk)
    assert response["Location"] == f"{reverse('interventions:refer', args=[case.number])}?udkast={draft.pk}"


def test_end_leads_to_ending_the_help(signed_in, ida, help_, review, sub_goal):
    response = signed_in(ida).post(reverse("reviews:hold", args=[review.pk]), sent(sub_goal, decision="end"))

    assert response["Location"] == reverse("interventions:end", args=[help_.pk])
    assert Review.objects.get().next_due_on is None


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"decision": ""}, "decision"), ({"decision": "down:5"}, "decision"), ({"decision": "up:9"}, "decision"),
        ({"reason": ""}, "reason"), ({"child_words": ""}, "child_words"), ({"parents_view": ""}, "parents_view"),
        ({"held_on": "2026-02-31"}, "held_on"), ({"held_on": TODAY + timedelta(days=1)}, "held_on"),
        ({"held_on": "1989-01-01"}, "held_on"), ({"held_on": date(2026, 1, 1)}, "held_on"),
        ({"next_due_on": ""}, "next_due_on"), ({"next_due_on": TODAY}, "next_due_on"),
        ({"next_due_on": "9999-12-31"}, "next_due_on"), ({"well_being": "11"}, "well_being"),
        ({"reason": "x" * 100_000}, "reason"), ({"agree_0_what": "a\x00b", "agree_0_who": "Mor"}, "agree_0_what"),
        ({"child_scale": "6"}, "child_scale"), ({"agree_1_who": "Mor"}, "agree_1_what"),
        ({"agree_9_what": "ringer", "agree_9_who": "Mor", "agree_9_by_on": "2026-02-31"}, "agree_9_by_on"),
        ({"agree_0_what": "ringer", "agree_0_who": "Mor", "agree_0_by_on": "1999-01-01"}, "agree_0_by_on"),
    ],
)  # fmt: skip
def test_bad_input_is_answered_at_its_field_and_loses_nothing(signed_in, ida, review, sub_goal, changed, field):
    response = signed_in(ida).post(
        reverse("reviews:hold", args=[review.pk]), sent(sub_goal, network_view="Skolen 🎒", **changed)
    )

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {field}
    assert "Skolen 🎒" in response.content.decode()
    assert Review.objects.get().status == "planned"


def test_a_missing_score_is_asked_for(signed_in, ida, review, sub_goal):
    response = signed_in(ida).post(
        reverse("reviews:hold", args=[review.pk]), sent(sub_goal, **{f"score_{sub_goal.pk}": ""})
    )

    assert set(response.context["form"].errors) == {f"score_{sub_goal.pk}"}


def test_two_tabs_hold_it_once_and_the_second_keeps_what_was_typed(signed_in, ida, review, sub_goal):
    url = reverse("reviews:hold", args=[review.pk])
    signed_in(ida).post(url, sent(sub_goal))

    second = signed_in(ida).post(url, sent(sub_goal, reason="Fra det andet vindue."))

    assert second.status_code == 422
    assert "allerede holdt" in second.content.decode()
    assert "Fra det andet vindue." in second.content.decode()
    assert signed_in(ida).get(url)["Location"] == reverse("reviews:review", args=[review.pk])


def test_the_draft_is_kept_while_typing_and_gone_when_held(signed_in, ida, case, review, sub_goal):
    client, url = signed_in(ida), reverse("reviews:hold", args=[review.pk])
    key = f"hold_review:{case.number}"
    client.post(reverse("web:draft", args=[key]), sent(sub_goal, parents_view="Mor er træt", decision="down:1"))

    page = client.get(url)
    assert "Mor er træt" in page.content.decode()
    form = page.context["form"]
    assert (form["decision"].value(), form[f"score_{sub_goal.pk}"].value()) == ("down:1", "1")

    client.post(url, sent(sub_goal, draft=key, submission=str(form["submission"].value())))
    assert list(Draft.objects.all()) == []


def test_the_minutes_show_what_was_decided(signed_in, ida, case, help_):
    held = ReviewFactory(case=case, held=True, agreements="Ring fredag.", well_being=7)

    text = signed_in(ida).get(reverse("reviews:review", args=[held.pk])).content.decode()

    for shown in (
        "Fortsæt på samme trin",
        "Hjælpen virker, men er ny.",
        "Ring fredag.",
        "7 af 10",
        held.conversation.words,
    ):
        assert shown in text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(signed_in, ida, rows, django_assert_num_queries):
    for days in range(rows):
        ReviewFactory(case=CaseFactory(caseworker=ida), due_on=TODAY - timedelta(days=days))
    client = signed_in(ida)

    # Person, savepoint, access, read only, the list, release.
    with django_assert_num_queries(6):
        response = client.get(reverse("reviews:reviews"))

    assert len(response.context["reviews"]) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_hold_page_costs_the_same_for_one_and_for_three(
    signed_in, ida, case, help_, review, rows, django_assert_max_num_queries
):
    goal = GoalFactory(plan=PlanFactory(case=case))
    for _ in range(rows):
        sub_goal = SubGoalFactory(goal=goal)
        note = FollowUpNoteFactory(intervention=help_, on=TODAY)
        SubGoalScore.objects.create(sub_goal=sub_goal, note=note, on=TODAY, score=1)
    with django_assert_max_num_queries(26) as captured:
        signed_in(ida).get(reverse("reviews:hold", args=[review.pk]))

    assert len(captured) == HOLD_QUERIES


@pytest.mark.parametrize(
    ("vis", "expected"),
    [("over", ["a"]), ("snart", ["b", "c"]), ("alle", ["a", "b", "c", "d"]), ("x", ["a", "b", "c", "d"])],
)
def test_the_list_is_filtered_by_when_it_is_due(signed_in, ida, bo, vis, expected):
    for name, days in {"a": -1, "b": 0, "c": 7, "d": 8}.items():
        ReviewFactory(case=CaseFactory(caseworker=ida, child__name=name), due_on=TODAY + timedelta(days=days))
    ReviewFactory(case=CaseFactory(caseworker=bo), due_on=TODAY)

    response = signed_in(ida).get(reverse("reviews:reviews"), {"vis": vis})

    assert [review.case.child.name for review in response.context["reviews"]] == expected


def test_a_plan_is_agreed_and_goals_are_set_by_hand(signed_in, ida, case):
    client = signed_in(ida)
    client.post(reverse("reviews:agree_plan", args=[case.number]), {"kind": "child", "purpose": "Ro.", "on": TODAY})
    client.post(
        reverse("reviews:set_goal", args=[case.number]),
        {"whose": "parents", "domain": "family", "text": "Ro ved bordet", "on": TODAY},
    )
    goal = Goal.objects.get()
    client.post(
        reverse("reviews:set_sub_goal", args=[goal.pk]), {"text": "Spiser sammen", "measure": "4 dage", "on": TODAY}
    )

    text = client.get(reverse("reviews:plan", args=[case.number])).content.decode()
    for shown in ("Ro.", "Ro ved bordet", "Spiser sammen", "4 dage", "ikke scoret"):
        assert shown in text

    sub_goal = SubGoal.objects.get()
    client.post(reverse("reviews:close_sub_goal", args=[sub_goal.pk]), {"on": TODAY})
    client.post(reverse("reviews:close_goal", args=[goal.pk]), {"on": TODAY})
    assert (SubGoal.objects.get().closed_on, Goal.objects.get().reached_on) == (TODAY, TODAY)


def test_a_plan_agreed_in_another_tab_is_shown_before_it_is_replaced(signed_in, ida, case):
    client, url = signed_in(ida), reverse("reviews:agree_plan", args=[case.number])
    first, second = (client.get(url).context["form"]["seen_plan"].value() for _tab in range(2))
    client.post(url, {"kind": "child", "purpose": "Skole hver dag.", "on": TODAY, "seen_plan": first or ""})
    typed = {"kind": "child", "purpose": "Ro om aftenen.", "on": TODAY}

    refused = client.post(url, typed | {"seen_plan": second or ""})

    assert (refused.status_code, [plan.purpose for plan in Plan.objects.all()]) == (422, ["Skole hver dag."])
    text = refused.content.decode()
    assert "Ida Holm aftalte en anden plan fre 20. nov. 2026, mens du skrev: “Skole hver dag.”" in text
    assert "Ro om aftenen." in text
    client.post(url, typed | {"seen_plan": refused.context["form"]["seen_plan"].value()})
    assert list(Plan.objects.filter(replaced_on=None).values_list("purpose", flat=True)) == ["Ro om aftenen."]


def test_a_form_sent_twice_is_carried_out_once(signed_in, ida, case):
    client, url = signed_in(ida), reverse("reviews:agree_plan", args=[case.number])
    token = str(client.get(url).context["form"]["submission"].value())
    for _twice in range(2):
        response = client.post(url, {"kind": "child", "purpose": "Ro.", "on": TODAY, "submission": token})
        assert response["Location"] == reverse("reviews:plan", args=[case.number])

    assert Plan.objects.count() == 1


def test_a_case_is_closed_by_hand_only_without_help(signed_in, ida, case, help_):
    client, url = signed_in(ida), reverse("reviews:close_case", args=[case.number])
    answer = {"reason": "goals_reached", "text": "Målene er nået.", "aftercare": "Ring til Ida.", "on": TODAY}

    refused = client.post(url, answer)
    assert (refused.status_code, "stadig en indsats i gang" in refused.content.decode()) == (422, True)

    help_.ends_on, help_.ended_by, help_.end_reason = TODAY, ida, "finished"
    help_.save()
    ChildConversationFactory(case=case, on=TODAY)
    assert client.post(url, answer).status_code == 302
    case.refresh_from_db()
    assert case.closed_on == TODAY


def test_header_and_list_say_when_the_next_review_is_due(signed_in, ida, rie, case, review):
    page = signed_in(ida).get(reverse("reviews:case_reviews", args=[case.number]))
    header = page.context["header"]
    assert (header["review_due_on"], header["action_url"]) == (TODAY, reverse("reviews:hold", args=[review.pk]))

    read = signed_in(rie).get(reverse("reviews:case_reviews", args=[case.number])).context["header"]
    assert (read["review_due_on"], read["action_url"]) == (TODAY, "")


def test_the_errors_of_a_review_stand_in_the_order_of_the_page(signed_in, ida, review, sub_goal):
    answer = signed_in(ida).post(reverse("reviews:hold", args=[review.pk]), {"submission": ""})

    assert [name for name in answer.context["form"].fields if name in answer.context["form"].errors] == [
        "held_on", "child_words", "parents_view", f"score_{sub_goal.pk}", "decision", "reason", "next_due_on",
    ]  # fmt: skip


def test_the_plan_can_be_printed_like_its_neighbours(signed_in, ida, case, sub_goal):
    assert "data-print" in signed_in(ida).get(reverse("reviews:plan", args=[case.number])).content.decode()
