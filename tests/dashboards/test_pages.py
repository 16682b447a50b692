"""The staircase with its lists, the child's overview, the access log and the team page."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import CaseGrant
from dashboards.figures.trail import Cursor, trail
from herning.audit.models import Access, Event
from interventions.models import Intervention, StepMove
from reviews.models import FollowUpNote, Goal, Plan, Review, SubGoal, SubGoalScore
from tests.factories.cases import (
    CaseFactory,
    ChildConversationFactory,
    ChildFactory,
    CustodyFactory,
    RelativeFactory,
)
from tests.factories.interventions import CapacityFactory, InterventionFactory, OfferFactory


def municipality(ida, bo):
    """Cases of two districts on several steps, with moves, overdue reviews, full offers."""
    for worker, step, ended in [(ida, 2, False), (ida, 2, False), (ida, 5, False), (bo, 1, False), (bo, 3, True)]:
        case = CaseFactory(caseworker=worker)
        closing = {"ends_on": date(2026, 11, 1), "ended_by": worker, "end_reason": "finished"} if ended else {}
        given = InterventionFactory(case=case, offer=OfferFactory(step=step), **closing)
        CapacityFactory(offer=given.offer, department=given.department, places_total=0)
        Review.objects.create(case=case, due_on=date(2026, 11, 18))
        for from_step, to_step, skipped in [(None, step, 0), (step, 4, 1), (4, None if ended else step, 0)]:
            if from_step != to_step:
                StepMove.objects.create(
                    case=case, from_step_id=from_step, to_step_id=to_step, on=date(2026, 11, 2), cause="start",
                    reason="fordi", skipped=skipped, intervention=given, decided_by=worker,
                )  # fmt: skip


def length(answer):
    return len(answer.context["offers"] if "offers" in answer.context else answer.context["rows"])


@pytest.mark.parametrize("who", ["rie", "lone"])
def test_every_number_on_the_staircase_equals_the_length_of_its_list(request, ida, bo, signed_in, today, who):
    municipality(ida, bo)
    client = signed_in(request.getfixturevalue(who))

    page = client.get("/trappen/").context

    numbers = [(tread["count"], tread["url"]) for tread in page["treads"] if tread["url"]]
    numbers += [(move["count"], move["url"]) for move in page["movements"]]
    numbers += [(cell["count"], cell["url"]) for district in page["districts"] for cell in district["cells"]]
    numbers += [(page["figures"][0]["value"], page["figures"][0]["url"])]
    numbers += [(page["figures"][3]["value"], page["figures"][3]["url"])]
    numbers += [(page["without"], reverse("dashboards:children"))]
    numbers += [(team.overdue, f"/trappen/overskredne/?team={team.pk}") for team in page["teams"]]
    assert [length(client.get(url)) for _count, url in numbers] == [count for count, _url in numbers]
    assert sum(count for count, _url in numbers) > 20


def test_a_district_and_a_period_narrow_numbers_and_lists_alike(ida, bo, rie, signed_in, today):
    municipality(ida, bo)
    client = signed_in(rie)

    page = client.get("/trappen/", {"distrikt": bo.team.district_id, "maaneder": 12}).context

    assert (page["total"], page["without"]) == (1, 1)
    assert page["treads"][1]["url"].endswith(f"?distrikt={bo.team.district_id}&maaneder=12&trin=1")
    assert [length(client.get(tread["url"])) for tread in page["treads"] if tread["url"]] == [1, 0, 0, 0, 0]


@pytest.mark.parametrize(
    "asked", ["trin=9", "trin=%00", "distrikt=99999999999999999999", "maaneder=-1", "efter=abc", "foer=9" * 3]
)
def test_an_odd_address_is_answered_as_if_nothing_had_been_asked(ida, rie, signed_in, today, asked):
    client = signed_in(rie)

    assert [
        client.get(f"/trappen/{name}?{asked}").status_code for name in ("", "boern/", "bevaegelser/", "overskredne/")
    ] == [200] * 4


def test_a_drill_down_is_logged_with_what_it_asked_for(rie, ida, signed_in, today):
    signed_in(rie).get("/trappen/boern/?trin=3&distrikt=7")

    look = Access.objects.get()
    assert (look.page, look.relation, look.detail) == ("dashboards:children", "manager", "trin=3 distrikt=7")


def test_the_children_of_a_step_are_paged_in_danish_order(ida, rie, signed_in, today):
    names = [*(f"Barn {number:02}" for number in range(49)), "Zenia Holm", "Ærø Holm", "Åse Holm"]
    for name in names:
        InterventionFactory(case=CaseFactory(caseworker=ida, child=ChildFactory(name=name)))
    client = signed_in(rie)

    first = client.get("/trappen/boern/?trin=2")
    second = client.get("/trappen/boern/" + first.context["next_url"])

    shown = [case.child.name for answer in (first, second) for case in answer.context["rows"]]
    assert shown == names
    assert (len(first.context["rows"]), second.context["next_url"]) == (50, "")


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"), [("boern/?trin=2", 8), ("bevaegelser/", 7), ("overskredne/", 7), ("fyldte/", 7)]
)
def test_a_list_asks_as_often_however_long_it_is(ida, bo, rie, signed_in, today, path, queries, count):
    for _ in range(count):
        municipality(ida, bo)
    client = signed_in(rie)

    with CaptureQueriesContext(connection) as asked:
        answer = client.get(f"/trappen/{path}")

    assert (answer.status_code, len(asked)) == (200, queries)


def a_story(case, ida, per):
    """A child who moved from 1 over 5 to 2, with goals, scores, words and family."""
    helped = [
        (1, date(2025, 2, 3), date(2025, 7, 7)),
        (5, date(2025, 7, 7), date(2026, 8, 3)),
        (2, date(2026, 8, 3), None),
    ]
    before = None
    for step, starts_on, ends_on in helped:
        ended = {"ends_on": ends_on, "ended_by": ida, "end_reason": "finished"} if ends_on else {}
        given = InterventionFactory(case=case, offer=OfferFactory(step=step), starts_on=starts_on, **ended)
        StepMove.objects.create(
            case=case, from_step_id=before, to_step_id=step, on=starts_on, cause="start", reason="fordi",
            intervention=given, decided_by=ida,
        )  # fmt: skip
        before = step
    Intervention.objects.filter(pk=given.pk).update(planned_end_on=date(2026, 12, 24))
    plan = Plan.objects.create(case=case, kind="child", purpose="ro", agreed_on=date(2026, 8, 3), agreed_by=ida)
    goal = Goal.objects.create(plan=plan, whose="child", domain="school", text="skole", set_on=date(2026, 8, 3))
    sub_goal = SubGoal.objects.create(goal=goal, text="I skole fire dage om ugen", set_on=date(2026, 8, 3))
    talk = ChildConversationFactory(case=case, words="Jeg vil gerne hjem.", companion="moster Lise")
    held = Review.objects.create(
        case=case, status="held", due_on=date(2026, 9, 14), held_on=date(2026, 9, 14), held_by=ida, conversation=talk,
        decision="stay", reason="det går", next_due_on=date(2026, 10, 26),
    )  # fmt: skip
    Review.objects.create(case=case, due_on=date(2026, 11, 23))
    note = FollowUpNote.objects.create(intervention=given, on=date(2026, 9, 20), text="ro på", written_by=per)
    SubGoalScore.objects.create(sub_goal=sub_goal, review=held, on=date(2026, 9, 14), score=0)
    SubGoalScore.objects.create(sub_goal=sub_goal, note=note, on=date(2026, 9, 20), score=1)
    CustodyFactory(child=case.child, holder=RelativeFactory(family=case.child.family, name="Karen Mark"))
    return sub_goal


def test_the_overview_shows_track_goals_words_family_and_what_comes_next(ida, per, signed_in, today):
    case = CaseFactory(caseworker=ida)
    a_story(case, ida, per)
    sibling = ChildFactory(name="Anton Mark", family=case.child.family)
    InterventionFactory(case=CaseFactory(caseworker=ida, child=sibling))

    found = signed_in(ida).get(f"/sager/{case.number}/").context["found"]

    assert [(row.number, row.on, row.ends_on) for row in found.track.rows if row.kind == "step"] == [
        (1, date(2025, 2, 3), date(2025, 7, 7)),
        (5, date(2025, 7, 7), date(2026, 8, 3)),
        (2, date(2026, 8, 3), None),
    ]
    assert [(goal.sub_goal.text, goal.ours, goal.providers, goal.series) for goal in found.goals] == [
        ("I skole fire dage om ugen", 0, 1, [0])
    ]
    assert (found.conversation["words"], found.conversation["companion"]) == ("Jeg vil gerne hjem.", "moster Lise")
    assert [(row["name"], row["has_custody"]) for row in found.relatives] == [("Karen Mark", True)]
    assert [(row["name"], row["step"]) for row in found.siblings] == [("Anton Mark", 2)]
    assert [(row.due, row.do) for row in found.coming] == [
        (date(2026, 11, 23), "Hold opfølgning"),
        (date(2026, 12, 24), "Find det næste trin"),
    ]


def test_a_manager_reads_what_comes_next_and_is_offered_no_act_the_role_is_refused(ida, rie, per, signed_in, today):
    case = CaseFactory(caseworker=ida)
    a_story(case, ida, per)

    own, managers = (signed_in(who).get(f"/sager/{case.number}/").content.decode() for who in (ida, rie))

    for act in ("/hold/", "/naeste/", "/samtale/"):
        assert (f'{act}"' in own, f'{act}"' in managers) == (True, False)
    assert "dagsordenen er udfyldt" in managers


def test_a_siblings_step_stays_out_of_sight_when_the_case_is_out_of_reach(ida, bo, signed_in, today):
    case = CaseFactory(caseworker=ida)
    sibling = ChildFactory(name="Anton Mark", family=case.child.family)
    InterventionFactory(case=CaseFactory(caseworker=bo, child=sibling))

    (row,) = signed_in(ida).get(f"/sager/{case.number}/").context["found"].siblings

    assert (row["name"], row["step"], row["url"], row["has_case"]) == ("Anton Mark", None, "", False)


def test_a_new_case_has_a_designed_empty_overview(ida, signed_in, today):
    case = CaseFactory(caseworker=ida)

    page = signed_in(ida).get(f"/sager/{case.number}/").content.decode()

    for words in ("ikke stået på noget trin endnu", "Der er ingen delmål endnu", "Barnet er ikke talt med endnu"):
        assert words in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_overview_asks_as_often_however_much_there_is(ida, per, signed_in, today, count):
    case = CaseFactory(caseworker=ida)
    sub_goal = a_story(case, ida, per)
    for _ in range(count):
        more = SubGoal.objects.create(goal=sub_goal.goal, text="mere", set_on=date(2026, 8, 3))
        SubGoalScore.objects.create(sub_goal=more, review=Review.objects.held().get(), on=date(2026, 9, 14), score=1)
        sibling = ChildFactory(family=case.child.family)
        InterventionFactory(case=CaseFactory(caseworker=ida, child=sibling))
        RelativeFactory(family=case.child.family)
    client = signed_in(ida)

    with CaptureQueriesContext(connection) as asked:
        answer = client.get(f"/sager/{case.number}/")

    assert (answer.status_code, len(asked)) == (200, 24)


# Access log ----------------------------------------------------------------------------------------------------------


def looked(by, case, at, page="cases:journal", relation="caseworker"):
    look = Access(by=by, case_number=case.number, page=page, relation=relation)
    look.save()
    rewrite(look, at)


def acted(by, case, at, kind="note.written", why=""):
    event = Event(by=by, case_number=case.number, kind=kind, why=why)
    event.save()
    rewrite(event, at)


def rewrite(row, at):
    """Give the trail a time of the past; the trigger that forbids it is lifted for the one statement."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {row._meta.db_table} DISABLE TRIGGER USER")
        cursor.execute(f"UPDATE {row._meta.db_table} SET at = %s WHERE id = %s", [at, row.pk])  # noqa: S608  (its own table)
        cursor.execute(f"ALTER TABLE {row._meta.db_table} ENABLE TRIGGER USER")


AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def test_the_log_shows_looks_and_acts_newest_first_with_name_and_right(ida, bo, system, signed_in, today):
    case = CaseFactory(caseworker=ida)
    looked(ida, case, AT)
    looked(bo, case, AT + timedelta(minutes=2), relation="granted")
    acted(ida, case, AT + timedelta(minutes=1), why="moderen ringede")
    acted(system, case, AT + timedelta(minutes=3), kind="review.planned")
    looked(ida, CaseFactory(caseworker=ida), AT)

    rows = signed_in(ida).get(f"/sager/{case.number}/adgang/").context["traces"]

    assert [(row.name, row.what, row.right, row.why) for row in rows] == [
        ("Ida Holm", "Adgang", "sagens rådgiver", ""),
        ("Systemet", "Opfølgning planlagt", "", ""),
        ("Bo Krogh", "Journal", "åbnet med begrundelse", ""),
        ("Ida Holm", "Journalnotat skrevet", "", "moderen ringede"),
        ("Ida Holm", "Journal", "sagens rådgiver", ""),
    ]


def test_the_log_is_filtered_by_person(ida, bo, signed_in, today):
    case = CaseFactory(caseworker=ida)
    looked(ida, case, AT)
    looked(bo, case, AT, relation="granted")

    page = signed_in(ida).get(f"/sager/{case.number}/adgang/", {"person": bo.pk}).context

    assert [row.name for row in page["traces"]] == ["Bo Krogh"]
    assert page["people"] == [(bo.pk, "Bo Krogh"), (ida.pk, "Ida Holm")]


def test_paging_the_log_shows_each_row_once_also_when_many_share_a_moment(ida, monkeypatch):
    monkeypatch.setattr("dashboards.figures.trail.SHOWN", 3)
    case = CaseFactory(caseworker=ida)
    for minute in (0, 0, 0, 1, 1):
        looked(ida, case, AT + timedelta(minutes=minute), page=f"side {minute}")
        acted(ida, case, AT + timedelta(minutes=minute), kind=f"handling {minute}")

    seen, cursor, pages = [], None, 0
    while pages == 0 or cursor:
        traces, cursor = trail(case.number, person=None, after=cursor and Cursor.read(str(cursor)))
        seen += [trace.what for trace in traces]
        pages += 1

    assert seen == ["handling 1"] * 2 + ["side 1"] * 2 + ["handling 0"] * 3 + ["side 0"] * 3
    assert pages == 4


@pytest.mark.parametrize("text", ["", "x", "1-2", "99999999999999999999999-0-1", "1-0-1-1", "\x00"])
def test_an_odd_place_in_the_log_is_no_place(text):
    assert Cursor.read(text) is None


def test_whoever_opened_it_with_a_reason_does_not_read_its_log(ida, bo, signed_in, today):
    case = CaseFactory(caseworker=ida)
    CaseGrant.objects.create(case=case, user=bo, reason="vagt", opened_at=today, until=today + timedelta(hours=24))
    client = signed_in(bo)

    assert client.get(f"/sager/{case.number}/").status_code == 200
    refused = client.get(f"/sager/{case.number}/adgang/")
    assert (refused.status_code, "Spørg Ida Holm" in refused.content.decode()) == (403, True)


# Team ----------------------------------------------------------------------------------------------------------------


def test_the_leader_sees_the_own_team_whatever_the_address_says(lone, ida, bo, signed_in):
    for worker in (ida, bo):
        CaseFactory(caseworker=worker)

    page = signed_in(lone).get("/teamet/", {"team": bo.team_id}).context

    assert [(worker.name, worker.cases) for worker in page["workers"]] == [("Ida Holm", 1)]


def test_the_manager_sees_all_teams_and_then_one(rie, ida, bo, signed_in):
    for worker in (ida, ida, bo):
        CaseFactory(caseworker=worker)
    client = signed_in(rie)

    teams = client.get("/teamet/").context["teams"]
    workers = client.get("/teamet/", {"team": bo.team_id}).context["workers"]

    assert [(team.name, team.cases) for team in teams] == [("Team Nord", 1), ("Team Vest", 2)]
    assert [(worker.name, worker.cases) for worker in workers] == [("Bo Krogh", 1)]
    assert client.get("/teamet/", {"team": 999999}).status_code == 404
