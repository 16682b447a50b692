"""Every number of the managers' pages is followed to its list: the same count, the same district, rows that add up."""

from datetime import date
from html import escape

import pytest

from interventions.actions.moves import retell_moves
from interventions.enums import MoveCause
from interventions.models import Breakdown
from reviews.models import Review
from tests.factories.cases import CaseFactory
from tests.factories.interventions import CapacityFactory, InterventionFactory, OfferFactory, ReferralFactory
from tests.factories.placements import PlacementFactory


def helped(case, *periods, **more):
    """Help on steps, and the moves it gives: (step, first day, day of the end or nothing)."""
    for step, starts_on, ends_on in periods:
        ended = {"ends_on": ends_on, "ended_by": case.caseworker, "end_reason": "finished"} if ends_on else {}
        given = InterventionFactory(case=case, offer=OfferFactory(step=step), starts_on=starts_on, **ended, **more)
        retell_moves(case, reason="fordi", cause=MoveCause.START, intervention=given, by=case.caseworker)
    return given


@pytest.fixture
def municipality(ida, bo, rie, lone, today):
    """Two districts with moves both ways over all steps, late reviews and help, full offers, breakdowns and holes.

    Two of Ida's cases lie in Bo's district.
    """
    full = OfferFactory(step=4, name="Fyldt")
    CapacityFactory(offer=full, places_total=0)
    for worker, district in [(ida, ida), (ida, bo), (bo, bo)]:
        lives = {"caseworker": worker, "district": district.team.district}
        now, was = date(2026, 11, 10), date(2026, 6, 1)
        helped(CaseFactory(**lives), (2, was, now), (0, now, None))
        helped(CaseFactory(**lives), (0, was, now), (1, now, None))
        helped(CaseFactory(**lives), (5, was, now), (2, now, None))
        helped(CaseFactory(**lives), (1, now, None))
        helped(CaseFactory(**lives), (4, was, now))
        late = CaseFactory(**lives)
        helped(late, (3, was, None), planned_end_on=date(2026, 11, 1))
        Review.objects.create(case=late, due_on=date(2026, 10, 1))
        helped(CaseFactory(**lives), (2, was, None), planned_end_on=date(2026, 12, 10))
        home = CaseFactory(**lives)
        placement = PlacementFactory(case=home, intervention=helped(home, (4, was, None)), starts_on=was)
        Breakdown.objects.create(placement=placement, on=now, what_happened="Uro.", recorded_by=worker)
        waits = CaseFactory(**lives)
        for _ in range(2):
            ReferralFactory(
                case=waits, offer=OfferFactory(step=2), wanted_offer=full, status="waiting", waiting_since=now,
                made_on=now,
            )  # fmt: skip


def staircase_numbers(page):
    """The numbers of the staircase with their addresses."""
    numbers = [(tread["count"], tread["url"]) for tread in page["treads"] if tread["url"]]
    numbers += [(move["count"], move["url"]) for move in page["movements"]]
    numbers += [(cell["count"], cell["url"]) for district in page["districts"] for cell in district["cells"]]
    numbers += [(one["value"], one["url"]) for one in page["figures"] if "url" in one and isinstance(one["value"], int)]
    numbers += [(page["without"], f"/trappen/boern/{page['scope'].query()}")]
    return numbers + [(team.overdue, f"/trappen/overskredne/{team.query}") for team in page["teams"]]


def key_numbers(page):
    """Those of the key figures; a few are not said, and their list is still there."""
    cells = [cell for table in page["tables"] for line in table.lines for cell in line.cells if cell.url]
    return [(cell.number, cell.url) for cell in cells]


def hole_numbers(page):
    """The children hurt by each hole."""
    return [(len(hole["cell"].children), hole["url"]) for hole in page["holes"] if hole["url"]]


def unmet_numbers(page):
    """The children each full offer was missing for, and all of them."""
    rows = [(row["offer"].children, f"/trappen/udaekket/boern/{row['query']}") for row in page["rows"]]
    return [*rows, (page["children"], f"/trappen/udaekket/boern/{page['back_query']}")]


PAGES = {
    "/trappen/": staircase_numbers,
    "/trappen/noegletal/": key_numbers,
    "/trappen/huller/": hole_numbers,
    "/trappen/udaekket/": unmet_numbers,
}


def counted(answer):
    """What the rows of a list add up to: children where it counts children, otherwise rows."""
    context = answer.context
    rows = context["offers"] if "offers" in context else context["rows"]
    return len({row.case.child_id for row in rows}) if "most" in context else len(rows)


@pytest.mark.parametrize("who", ["rie", "lone"])
@pytest.mark.parametrize("months", [1, 12])
@pytest.mark.parametrize("where", ["", "Vest", "Nord"])
def test_every_number_leads_to_a_list_that_says_the_same(
    request, municipality, vest, bo, signed_in, today, who, months, where
):
    client = signed_in(request.getfixturevalue(who))
    names = {vest.pk: "Vest", bo.team.district_id: "Nord"}
    pk = next((pk for pk, name in names.items() if name == where), None)
    asked = {"maaneder": months} | ({"distrikt": pk} if pk else {})

    def named(url):
        return next((name for pk, name in names.items() if url.split("&")[0].endswith(f"distrikt={pk}")), "")

    for address, numbers in PAGES.items():
        page = client.get(address, asked)
        found = numbers(page.context)
        assert found
        for count, url in found:
            listed = client.get(url)
            said, head = listed.content.decode(), listed.context["count"]
            assert (url, head, counted(listed)) == (url, counted(listed) if count is None else count, head)
            assert f'<span class="count">{head}</span></h1>' in said or not head
            assert named(url) in listed.context["lead"] or "alle distrikter" in listed.context["lead"]
            assert escape(url) in page.content.decode() or url in page.content.decode() or not count


@pytest.mark.parametrize(("who", "where", "teams"), [
    ("rie", "", [("Team Nord", 9), ("Team Vest", 18)]),
    ("rie", "Vest", [("Team Vest", 9)]),
    ("rie", "Nord", [("Team Nord", 9), ("Team Vest", 9)]),
    ("lone", "", [("Team Vest", 18)]),
    ("lone", "Nord", [("Team Vest", 9)]),
])  # fmt: skip
def test_a_team_stands_with_its_own_numbers_and_no_noughts_about_what_lies_out_of_reach(
    request, municipality, vest, bo, signed_in, today, who, where, teams
):
    client = signed_in(request.getfixturevalue(who))
    pk = {"Vest": vest.pk, "Nord": bo.team.district_id}.get(where)

    page = client.get("/trappen/", {"distrikt": pk} if pk else {}).context

    assert [(team.name, team.cases) for team in page["teams"] if team.cases] == teams
    assert who == "rie" or len(page["teams"]) == len(teams)
    for team in page["teams"]:
        answer = client.get(f"/teamet/{team.query}")
        people = answer.context["workers"]
        assert (answer.context["team"].pk, where in answer.content.decode()) == (team.pk, True)
        assert (sum(worker.cases for worker in people), answer.context["overdue"]) == (team.cases, team.overdue)
        for worker in people:
            district = f"&distrikt={pk}" if pk else ""
            assert len(client.get(f"/sager/?raadgiver={worker.pk}{district}").context["cases"]) == worker.cases


def test_the_norm_is_about_all_of_a_caseworkers_cases_also_where_half_lie_in_another_district(
    ida, bo, rie, signed_in, today
):
    for number in range(26):
        CaseFactory(caseworker=ida, district=(ida if number % 2 else bo).team.district)
    client, nord = signed_in(rie), {"distrikt": bo.team.district_id}

    page = client.get("/trappen/", nord).context
    (worker,) = client.get("/teamet/", nord | {"team": ida.team_id}).context["workers"]

    assert [(team.name, team.cases, team.overloaded) for team in page["teams"]] == [
        ("Team Nord", 0, 0), ("Team Vest", 13, 1),
    ]  # fmt: skip
    assert (page["figures"][2]["value"], page["without"]) == ("26,0", 13)
    assert (worker.cases, worker.whole, worker.is_over) == (13, 26, True)


@pytest.mark.parametrize("who", ["rie", "lone"])
def test_the_moves_on_the_steps_add_up_to_the_moves_in_all(request, municipality, signed_in, who):
    page = signed_in(request.getfixturevalue(who)).get("/trappen/").context

    all_of_them = {move["label"]: move["count"] for move in page["movements"]}
    assert sum(tread["down"] or 0 for tread in page["treads"]) == all_of_them["Ned ad trappen"] > 0
    assert sum(tread["up"] or 0 for tread in page["treads"]) == all_of_them["Op ad trappen"] > 0
    assert (page["treads"][0]["down"], page["treads"][0]["up"]) == ((3, 3) if who == "rie" else (2, 2))


def test_help_over_its_planned_end_has_a_list_of_its_own_beside_what_ends_soon(municipality, rie, signed_in):
    client = signed_in(rie)

    late, every = (client.get(f"/trappen/slutter/{asked}") for asked in ("?vis=over", ""))

    assert (late.context["heading"], late.context["count"]) == ("Hjælp over planlagt slut", 3)
    assert (every.context["heading"], every.context["count"]) == ("Hjælp, der slutter uden et næste trin", 6)
    assert "/trappen/slutter/?vis=over" in every.content.decode()
    assert "3 er over deres planlagte slutning" in every.content.decode()


@pytest.mark.parametrize(("asked", "lead"), [
    ("retning=ned&trin=2", "Seneste måned · til trin 2"),
    ("retning=ned&fra=5", "Seneste måned · fra trin 5"),
    ("retning=op&trin=0", "Seneste måned · fra trin 0"),
    ("retning=sprunget&trin=2&maaneder=12", "Seneste 12 mdr. · til trin 2"),
    ("retning=ned&trin=77", "Seneste måned"),
])  # fmt: skip
def test_a_list_of_moves_says_which_steps_it_is_of(municipality, rie, signed_in, asked, lead):
    assert signed_in(rie).get(f"/trappen/bevaegelser/?{asked}").context["lead"] == lead
