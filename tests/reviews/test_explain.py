"""A review over its date: explained, moved or taken over, with the words kept where it is shown as late."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from dashboards.figures import behind, punctuality
from dashboards.figures.scope import Scope
from dashboards.figures.team import workers
from herning.audit.models import Event
from herning.rules import RuleBroken
from reviews import rules
from reviews.actions import explain_review, move_review, remind, take_over_review
from reviews.models import Message, Review, ReviewExplanation
from reviews.models.review import ON_LAW_TIME, ON_TIME
from reviews.overdue import count_overdue
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.reviews import ReviewFactory

TODAY = date(2026, 11, 20)  # a Friday
LATE = date(2026, 11, 16)
LAW = date(2026, 12, 1)
NEW = {"due_on": LATE, "law_due_on": LAW, "is_past_law": False, "today": TODAY}


@pytest.fixture
def review(ida):
    return ReviewFactory(case=CaseFactory(caseworker=ida), due_on=LATE, law_due_on=LAW)


@pytest.mark.parametrize(
    ("new_day", "field"),
    [
        (None, "new_day"),
        (TODAY - timedelta(days=1), "new_day"),
        (LATE, "new_day"),
        (date(2026, 11, 21), "new_day"),
        (date(2026, 12, 24), "new_day"),
        (TODAY + timedelta(weeks=27), "new_day"),
        (date(2026, 12, 2), "is_past_law"),
    ],
)
def test_a_review_is_not_moved_there(new_day, field):
    with pytest.raises(RuleBroken) as refused:
        rules.must_be_a_new_day(new_day, **NEW)

    assert refused.value.field == field


def test_past_the_laws_date_only_knowingly():
    rules.must_be_a_new_day(LAW, **NEW)
    rules.must_be_a_new_day(date(2026, 12, 2), **(NEW | {"is_past_law": True}))


def test_an_explanation_is_kept_and_shown(review, ida, lone, rie, signed_in):
    client, url = signed_in(ida), reverse("reviews:explain", args=[review.pk])
    assert "new_day" not in client.get(url).context["form"].fields

    answer = client.post(url, {"decision": "explain", "text": "Familien var syg."})

    assert answer.status_code == 302
    assert list(Event.objects.filter(kind__startswith="review.").values_list("kind", "why")) == [
        ("review.explained", "Familien var syg.")
    ]
    for who, page in ((ida, "reviews:reviews"), (lone, "dashboards:overdue"), (rie, "dashboards:overdue")):
        assert "Familien var syg." in signed_in(who).get(reverse(page)).content.decode()
    assert "Familien var syg." in client.get(url).content.decode()
    assert url not in signed_in(rie).get(reverse("dashboards:overdue")).content.decode()


def test_the_leader_goes_from_the_start_page_to_explaining_and_finds_the_words_where_the_review_is(
    review, ida, lone, rie, signed_in
):
    page, explaining = reverse("reviews:review", args=[review.pk]), reverse("reviews:explain", args=[review.pk])
    leader = signed_in(lone)
    (row,) = leader.get("/").context["overdue"]
    assert (row.do, row.url, row.case_url) == (
        "Forklar eller flyt", explaining, reverse("dashboards:case", args=[review.case.number]),
    )  # fmt: skip
    assert "ingen har forklaret hvorfor" in leader.get(page).content.decode()

    answer = leader.post(explaining, {"decision": "explain", "text": "Familien var syg i to uger."})

    assert answer["Location"] == page
    (row,) = leader.get("/").context["overdue"]
    assert row.more.endswith(" · forklaret: Familien var syg i to uger.")
    for who, links in ((ida, 1), (lone, 1), (rie, 0)):
        shown = signed_in(who).get(page).content.decode()
        assert ("Familien var syg i to uger." in shown, "Lone Dam" in shown) == (True, True)
        assert shown.count(explaining) == links
        case = signed_in(who).get(row.case_url).content.decode()
        assert "Om fristen siger Lone Dam: Familien var syg i to uger." in case
    Review.objects.filter(pk=review.pk).update(status="lapsed")
    assert "Familien var syg i to uger." in leader.get(page).content.decode()
    assert explaining not in leader.get(page).content.decode()


def test_nothing_is_explained_before_it_is_late(review, ida):
    with pytest.raises(RuleBroken, match="ikke over fristen"):
        explain_review(review=review, text="Ferie.", today=LATE, by=ida)
    with pytest.raises(RuleBroken, match="Skriv hvorfor"):
        explain_review(review=review, text=" ", today=TODAY, by=ida)


def test_the_leader_moves_it_and_it_is_spoken_of_anew(review, ida, lone, system):
    remind(on=TODAY, by=system)
    moved = {"review": review, "text": "Skolen kan ikke før.", "is_past_law": False, "today": TODAY}

    move_review(new_day=date(2026, 11, 23), by=lone, **moved)
    remind(on=TODAY, by=system)
    remind(on=date(2026, 11, 24), by=system)

    review.refresh_from_db()
    assert (review.due_on, review.law_due_on) == (date(2026, 11, 23), LAW)
    assert list(ReviewExplanation.objects.values_list("kind", "moved_from", "moved_to", "by")) == [
        ("moved", LATE, date(2026, 11, 23), lone.pk)
    ]
    late = Message.objects.filter(kind="overdue_caseworker", recipient=ida).order_by("pk")
    assert list(late.values_list("key", flat=True)) == [f"review:{review.pk}", f"review:{review.pk}:2026-11-23"]
    with pytest.raises(PermissionDenied):
        move_review(new_day=date(2026, 11, 24), by=ida, **moved)
    with pytest.raises(RuleBroken, match="allerede"):
        move_review(new_day=date(2026, 11, 23), by=lone, **moved)


def test_a_colleague_takes_over(review, ida, lone, team, rie):
    kaj = UserFactory(name="Kaj Lind", team=team)
    with pytest.raises(RuleBroken, match="Vælg, hvem"):
        take_over_review(review=review, caseworker=None, text="Barsel.", today=TODAY, by=lone)

    take_over_review(review=review, caseworker=kaj, text="Barsel.", today=TODAY, by=lone)

    review.case.refresh_from_db()
    assert review.case.caseworker == kaj
    assert ReviewExplanation.objects.get().kind == "taken"
    with pytest.raises(PermissionDenied):
        explain_review(review=review, text="Nu er den ikke min.", today=TODAY, by=ida)


def test_a_held_review_is_left_alone(ida, lone):
    held = ReviewFactory(case=CaseFactory(caseworker=ida), held=True)

    with pytest.raises(RuleBroken, match="holdt"):
        explain_review(review=held, text="For sent.", today=TODAY, by=ida)


def test_late_and_on_time_are_counted_the_same_everywhere(review, ida, lone, rie, signed_in):
    today = timezone.localdate()
    for days in (1, 5):
        ReviewFactory(case=CaseFactory(caseworker=ida), due_on=today - timedelta(days=days))
    ReviewFactory(case=CaseFactory(caseworker=ida), due_on=today)
    Review.objects.filter(pk=review.pk).update(due_on=today - timedelta(days=40))
    held = (0, -1, 1)
    for late in held:
        due = today - timedelta(days=10)
        ReviewFactory(
            case=CaseFactory(caseworker=ida), held=True, due_on=due, law_due_on=due,
            held_on=due + timedelta(days=late), next_due_on=today + timedelta(days=30),
        )  # fmt: skip

    leader, manager = Scope(lone, on=today), Scope(rie, on=today)
    pages = {
        "list of reviews": signed_in(ida).get(reverse("reviews:reviews") + "?vis=over").context["reviews"],
        "leader's list": signed_in(lone).get(reverse("dashboards:overdue")).context["rows"],
        "manager's list": signed_in(rie).get(reverse("dashboards:overdue")).context["rows"],
        "list behind the number": behind.overdue(manager, team=None),
    }
    counted = {
        "team": sum(worker.overdue for worker in workers(leader, team=lone.team_id)),
        "staircase": punctuality.total(punctuality.overdue_by_team(manager)),
        "metrics": count_overdue(),
        **{name: len(list(rows)) for name, rows in pages.items()},
    }
    assert counted == dict.fromkeys(counted, 3)
    figures = {(p.held, p.in_time, p.in_law_time) for p in map(punctuality.punctuality, (leader, manager))}
    reviews = Review.objects.held()
    assert figures == {(3, 2, 2)}
    assert (reviews.filter(ON_TIME).count(), reviews.filter(ON_LAW_TIME).count()) == (2, 2)
