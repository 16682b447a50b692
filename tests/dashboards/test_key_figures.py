"""The managers' key figures: tables with known answers, each number equal to its list, few children told of nowhere."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dashboards.figures import moves
from dashboards.figures.first_and_last import scores, well_being
from dashboards.figures.flow import flow
from dashboards.figures.lasting import Lasting, lasting
from dashboards.figures.placed_now import placed_now
from dashboards.figures.scope import Scope
from dashboards.figures.standing import standing
from herning.audit.models import Access
from interventions.actions.moves import retell_moves
from interventions.enums import MoveCause
from interventions.models import Breakdown, Ladder, OfferPrice, Step
from reviews.models import Review, SubGoalScore
from tests.factories.cases import CaseFactory, ChildFactory, FamilyFactory
from tests.factories.interventions import FosterFamilyFactory, InterventionFactory, OfferFactory
from tests.factories.placements import PlacementFactory
from tests.factories.reviews import GoalFactory, PlanFactory, ReviewFactory, SubGoalFactory

ON = date(2026, 11, 21)
PAGE, FILE = "/trappen/noegletal/", "/trappen/noegletal/regneark/"


def helped(case, *periods, offer=None):
    """Help on steps, and the moves it gives: (step, first day, day of the end or nothing)."""
    for step, starts_on, ends_on in periods:
        ended = {"ends_on": ends_on, "ended_by": case.caseworker, "end_reason": "finished"} if ends_on else {}
        offered = offer or OfferFactory(step=step)
        given = InterventionFactory(case=case, offer=offered, starts_on=starts_on, **ended)
        retell_moves(case, reason="fordi", cause=MoveCause.START, intervention=given, by=case.caseworker)
    return given


def placed(caseworker, step, *, family=None, home=None, department=None, starts_on=date(2026, 6, 15)):
    """A child placed on a step, in a foster family or a department when one is given."""
    child = ChildFactory(**({"family": family} if family else {}))
    case = CaseFactory(caseworker=caseworker, child=child)
    methods = {2: "own_room", 3: "kinship_care", 4: "foster_care", 5: "residential_treatment"}
    offer = OfferFactory(step=step, method=methods[step], is_legal_placement=True)
    if department is not None:
        offer, department = department
    given = InterventionFactory(
        case=case, offer=offer, starts_on=starts_on, **({"department": department} if department else {})
    )
    if home is not None:
        given.referral.foster_family = home
        given.referral.save()
    retell_moves(case, reason="fordi", cause=MoveCause.START, intervention=given, by=caseworker)
    return PlacementFactory(case=case, intervention=given, starts_on=starts_on)


def reviewed(case, held_on, well_being=None, *, score=None, sub_goal=None, due_on=None):
    """A held review with a child's well-being, and a score where a sub-goal is given."""
    review = ReviewFactory(
        case=case, held=True, held_on=held_on, due_on=due_on or held_on, law_due_on=None, well_being=well_being,
        next_due_on=date(2027, 1, 1),
    )  # fmt: skip
    if sub_goal is not None:
        SubGoalScore.objects.create(sub_goal=sub_goal, review=review, on=held_on, score=score)


def told(client, page=PAGE, **asked):
    """The page's tables as {heading: {line: {column: cell}}}."""
    return {
        table.heading: {line.name: {column.name: cell for column, cell in cells} for line, cells in table.rows}
        for table in client.get(page, asked).context["tables"]
    }


def texts(line):
    return [cell.text for cell in line.values()]


@pytest.fixture
def named(db):
    """The steps by names that are easy to look up."""
    for step in Step.objects.all():
        step.short_name = f"trin {step.number}"
        step.save()


def test_every_day_back_and_every_move_is_what_the_staircase_says(ida, bo, rie, lone):
    for worker in (ida, ida, bo):
        helped(CaseFactory(caseworker=worker), (2, date(2025, 1, 1), date(2026, 3, 1)), (5, date(2026, 3, 1), None))
        helped(CaseFactory(caseworker=worker), (4, date(2025, 9, 1), date(2026, 11, 1)), (1, date(2026, 11, 1), None))
        helped(CaseFactory(caseworker=worker), (3, date(2026, 8, 1), date(2027, 2, 1)))
        helped(CaseFactory(caseworker=worker), (2, date(2024, 1, 1), date(2024, 12, 1)))

    for user, district in ((rie, None), (rie, bo.team.district_id), (lone, None)):
        for months in (1, 12):
            scope = Scope(user, ON, months, district)
            found = flow(scope)
            for day, children in found.days.items():
                assert +children == +standing(Scope(user, day, district=district)).now
            assert found.moves == moves.moves(scope)
    assert len(found.days) == 9


def test_days_and_price_of_a_step_are_of_all_its_help_and_a_price_nobody_knows_is_not_nought(ida, rie):
    priced, unknown = OfferFactory(step=2), OfferFactory(step=2)
    OfferPrice.objects.create(offer=priced, kroner=100, unit="day", valid_from=date(2026, 1, 1))
    OfferPrice.objects.create(
        offer=unknown, kroner=9, unit="day", valid_from=date(2025, 1, 1), valid_until=date(2026, 1, 1)
    )
    for offer, starts_on, ends_on in [
        (priced, date(2026, 11, 11), None),
        (priced, date(2026, 11, 1), None),
        (unknown, date(2026, 8, 13), None),
        (priced, date(2026, 10, 1), date(2026, 11, 1)),
        (priced, date(2026, 1, 1), date(2026, 10, 1)),
        (priced, date(2026, 12, 1), None),
    ]:
        helped(CaseFactory(caseworker=ida), (2, starts_on, ends_on), offer=offer)

    assert lasting(Scope(rie, ON)) == {
        2: Lasting(
            ended_days=31, ended_children=1, running_days=20, running_children=3, running=3, kroner=1400, priced=2,
            priced_children=2,
        )
    }  # fmt: skip


def test_brothers_and_sisters_live_together_in_one_foster_family_or_one_department(ida, bo, rie, lone, claudisvej):
    apart, together, at_claudisvej, at_grandmothers = FamilyFactory.create_batch(4)
    home, other = FosterFamilyFactory.create_batch(2)
    treatment = OfferFactory(step=5, method="residential_treatment")
    for where in (home, other, None):
        placed(ida, 4, family=apart, home=where)
    for caseworker in (ida, ida, bo):
        placed(caseworker, 4, family=together, home=home)
        placed(caseworker, 3, family=at_grandmothers)
    for _ in range(2):
        placed(ida, 5, family=at_claudisvej, department=(treatment, claudisvej))
    placed(ida, 2)
    placed(ida, 5, family=at_claudisvej, starts_on=date(2026, 12, 1))

    everywhere, own = placed_now(Scope(rie, ON)), placed_now(Scope(lone, ON))

    assert (everywhere.by_step, everywhere.total) == ({4: 6, 3: 3, 5: 2, 2: 1}, 12)
    assert (everywhere.siblings, everywhere.together) == (8, 5)
    assert (own.total, own.siblings, own.together) == (10, 7, 4)


def test_the_first_review_is_held_against_the_last_of_the_same_child(ida, bo, rie, lone):
    case, elsewhere, once, before = (CaseFactory(caseworker=person) for person in (ida, bo, ida, ida))
    for held_on, told_of in [(date(2026, 6, 1), 3), (date(2026, 8, 1), 9), (date(2026, 11, 2), 5)]:
        reviewed(case, held_on, told_of)
    for held_on, told_of in [(date(2026, 6, 1), 8), (date(2026, 11, 2), 6), (date(2026, 11, 3), None)]:
        reviewed(elsewhere, held_on, told_of)
    reviewed(once, date(2026, 11, 2), 1)
    for held_on in (date(2026, 6, 1), date(2026, 8, 1)):
        reviewed(before, held_on, 1)

    found, own = well_being(Scope(rie, ON)), well_being(Scope(lone, ON))

    assert (found.first, found.last, found.count, found.children) == (5.5, 5.5, 2, 2)
    assert (own.first, own.last, own.children) == (3, 5, 1)
    assert well_being(Scope(rie, ON, 6)).children == 3


def test_scores_are_the_authoritys_own_and_a_sub_goal_needs_two(ida, rie):
    case = CaseFactory(caseworker=ida)
    one, two, once = SubGoalFactory.create_batch(3, goal=GoalFactory(plan=PlanFactory(case=case)))
    reviewed(case, date(2026, 8, 1), score=-2, sub_goal=one)
    reviewed(case, date(2026, 8, 2), score=0, sub_goal=two)
    for sub_goal, score in ((one, 1), (two, 2), (once, -2)):
        reviewed(case, date(2026, 11, 2), score=score, sub_goal=sub_goal)

    found = scores(Scope(rie, ON))

    assert (found.first, found.last, found.count, found.children) == (-1, 1.5, 2, 1)


def municipality(ida, bo):
    """Every figure with five children or more, some with fewer, in two districts."""
    offer = OfferFactory(step=2)
    OfferPrice.objects.create(offer=offer, kroner=1500, unit="week", valid_from=date(2026, 1, 1))
    home = FosterFamilyFactory()
    for number in range(7):
        case = CaseFactory(caseworker=ida)
        helped(case, (2, date(2026, 1, 1), None), offer=offer)
        sub_goal = SubGoalFactory(goal=GoalFactory(plan=PlanFactory(case=case)))
        reviewed(case, date(2026, 6, 1), 4, score=-1, sub_goal=sub_goal)
        reviewed(case, date(2026, 11, 2), 7, score=2, sub_goal=sub_goal, due_on=date(2026, 11, 1 + number // 6))
        Review.objects.create(case=case, due_on=date(2026, 11, 18))
        helped(CaseFactory(caseworker=bo), (1, date(2026, 1, 1), date(2026, 11, 2)), (4, date(2026, 11, 2), None))
        helped(CaseFactory(caseworker=ida), (5, date(2026, 1, 1), date(2026, 11, 3)), (2, date(2026, 11, 3), None))
        kin = placed(ida, 3)
        foster = placed(ida, 4, family=kin.child.family, home=home)
        siblings = placed(ida, 4, family=kin.child.family, home=home)
        for placement in (foster, siblings):
            Breakdown.objects.create(placement=placement, on=date(2026, 11, 2), what_happened="Uro.", recorded_by=ida)
    placed(bo, 5)
    placed(bo, 2)


@pytest.mark.parametrize("who", ["rie", "lone"])
@pytest.mark.parametrize("months", [1, 12])
def test_every_number_with_a_list_equals_it_also_when_it_is_not_shown(
    request, ida, bo, signed_in, today, named, who, months
):
    municipality(ida, bo)
    client = signed_in(request.getfixturevalue(who))

    tables = told(client, maaneder=months)

    cells = [cell for table in tables.values() for line in table.values() for cell in line.values() if cell.url]
    counts = [len(client.get(cell.url).context["rows"]) for cell in cells]
    assert [cell.number for cell in cells] == [count if count >= 5 else None for count in counts]
    few = {cell.text for cell in cells if cell.number is None}
    assert few == ({"under 5"} if who == "rie" else set())
    assert (len(cells) >= 9, min(counts) > 0) == (True, True)


def test_the_page_tells_of_every_step_of_placements_and_of_how_the_children_are(ida, bo, rie, signed_in, today, named):
    municipality(ida, bo)

    tables = told(signed_in(rie))

    steps, over_time, placements, reviews = tables.values()
    # Now, before, down from, up from, skipped to, days ended, days running, kroner, known.
    assert texts(steps["trin 2"]) == ["15", "8", "0", "0", "0", "ingen tal", "159", "10.500", "7 af 15"]
    assert texts(steps["trin 5"])[1:6] == ["8", "7", "0", "0", "306"]
    assert texts(steps["trin 1"]) == ["0", "7", "0", "7", "0", "305", "ingen tal", "ingen tal", "ingen tal"]
    assert (steps["trin 4"]["Sprunget til"].text, steps["trin 4"]["Kr. pr. uge nu"].text) == ("7", "ingen pris kendt")
    assert texts(over_time["trin 5"]) == ["ingen tal"] * 5 + ["7", "7", "8", "under 5"]
    assert [texts(line) for line in placements.values()] == [
        ["23", ""],
        ["under 5", "under 5"],
        ["7", "30 %"],
        ["14", "61 %"],
        ["under 5", "under 5"],
        ["7", "25 %"],
        ["14", ""],
        ["14", "100 %"],
        ["14", ""],
    ]
    assert [texts(line) for line in reviews.values()] == [
        ["14 %", "1 af 7"],
        ["ingen tal", "ingen tal"],
        ["7", ""],
        ["4,0", "7 børn"],
        ["7,0", "7 børn"],
        ["-1,0", "7 delmål hos 7 børn"],
        ["2,0", "7 delmål hos 7 børn"],
    ]


@pytest.mark.parametrize(("children", "shown", "kroner"), [(4, "under 5", "under 5 børn"), (5, "5", "37.500")])
def test_four_children_are_told_of_neither_on_the_page_nor_in_the_file(
    ida, rie, signed_in, today, named, children, shown, kroner
):
    offer = OfferFactory(step=2)
    OfferPrice.objects.create(offer=offer, kroner=7500, unit="week", valid_from=date(2026, 1, 1))
    for _ in range(children):
        case = CaseFactory(caseworker=ida)
        helped(case, (2, date(2026, 1, 1), None), offer=offer)
        reviewed(case, date(2026, 6, 1), 4)
        reviewed(case, date(2026, 11, 2), 7)
    client = signed_in(rie)

    steps, _over_time, _placements, reviews = told(client).values()
    file = csv.reader(io.StringIO(client.get(FILE).content.decode()), delimiter=";")
    rows = {row[0]: row for row in reversed(list(file)) if row}

    assert (steps["trin 2"]["Børn nu"].text, steps["trin 2"]["Kr. pr. uge nu"].text) == (shown, kroner)
    told_of = "4,0" if children == 5 else "under 5 børn"
    assert reviews["Trivsel, første opfølgning"]["Tal"].text == told_of
    assert reviews["Opfølgninger holdt til tiden"]["Tal"].text == ("100 %" if children == 5 else "under 5 børn")
    assert (rows["2 · trin 2"][1], rows["2 · trin 2"][8]) == (shown, kroner.replace(".", ""))
    assert rows["Trivsel, første opfølgning"][1] == told_of


def test_a_small_number_cannot_be_reckoned_from_the_others(ida, rie, signed_in, today, named):
    for step, children in ((3, 9), (4, 6), (5, 2)):
        for _ in range(children):
            placed(ida, step)

    placements = told(signed_in(rie))["Anbringelser"]

    assert [texts(line) for line in list(placements.values())[:4]] == [
        ["17", ""],
        ["9", "53 %"],
        ["skjult", "skjult"],
        ["under 5", "under 5"],
    ]


def test_where_nothing_is_known_it_says_so_and_no_nought(rie, signed_in, today, named):
    steps, over_time, placements, reviews = told(signed_in(rie)).values()

    assert texts(steps["trin 2"]) == ["ingen tal", "ingen tal", "0", "0", "0", *["ingen tal"] * 4]
    assert {text for line in over_time.values() for text in texts(line)} == {"ingen tal"}
    assert texts(placements["Slægt og netværk mod familiepleje"]) == ["0", "ingen tal"]
    assert {name: texts(line) for name, line in reviews.items() if texts(line) != ["ingen tal", "ingen tal"]} == {
        "Opfølgninger over fristen nu": ["0", ""]
    }


def test_the_file_says_exactly_what_the_page_says_and_is_on_record(ida, bo, rie, signed_in, today):
    municipality(ida, bo)
    Ladder.objects.update(number_offset=1)
    Step.objects.filter(number=2).update(short_name="=SUM(A1)")
    district = ida.team.district_id
    client = signed_in(rie)

    page = client.get(PAGE, {"distrikt": district, "maaneder": 6}).context
    file = client.get(FILE, {"distrikt": district, "maaneder": 6})

    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[:4] == [["Nøgletal"], ["Periode", "21. maj 2026 – 21. nov. 2026"], ["Distrikt", "Vest"], []]
    for table in page["tables"]:
        first = rows.index([table.heading, *([table.note] if table.note else [])]) + 2 + table.is_told_by_column
        for row, line in zip(rows[first:], table.lines, strict=False):
            name = line.name if line.step is None else f"{line.step + 1} · {line.name}"
            said = [cell.text for cell in line.cells] + ([line.how] if line.how else [])
            assert [cell.replace(",", "").lstrip("'") for cell in row] == [
                cell.replace(",", "").replace(".", "") if cell[:1].isdigit() else cell.replace(",", "")
                for cell in [name, *said]
            ]
    assert (file["Content-Disposition"], file["Content-Type"]) == (
        'attachment; filename="noegletal-2026-11-21.csv"', "text/csv; charset=utf-8",
    )  # fmt: skip
    looks = list(Access.objects.order_by("pk").values_list("page", "relation", "detail"))
    assert looks == [
        (f"dashboards:{name}", "manager", f"distrikt={district}") for name in ("key_figures", "export_key_figures")
    ]


def test_a_leaders_file_names_the_team_and_a_step_is_no_formula(ida, lone, signed_in, today):
    Ladder.objects.update(number_offset=0)
    OfferFactory(step=2)
    lone.team.name = "=1+1"
    lone.team.save()

    file = signed_in(lone).get(FILE).content.decode()

    assert ("Team;'=1+1" in file, "\n=" in file, ";=" in file) == (True, False, False)


@pytest.mark.parametrize("asked", ["fra=9", "fra=%00", "fra=99999999999999999999", "anbragt=2", "maaneder=-1"])
def test_an_odd_address_is_answered(ida, rie, signed_in, today, asked):
    client = signed_in(rie)
    pages = (PAGE, FILE, "/trappen/boern/", "/trappen/bevaegelser/")

    assert [client.get(f"{page}?{asked}").status_code for page in pages] == [200] * 4


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("page", [PAGE, FILE])
def test_page_and_file_ask_as_often_however_many_cases(ida, bo, rie, signed_in, today, page, times):
    for _ in range(times):
        municipality(ida, bo)
    client = signed_in(rie)

    with CaptureQueriesContext(connection) as asked:
        answer = client.get(page)

    assert (answer.status_code, len(asked)) == (200, 16)


def test_the_staircase_leads_there_with_its_filters(ida, rie, signed_in, today):
    page = signed_in(rie).get("/trappen/", {"distrikt": ida.team.district_id, "maaneder": 12}).content.decode()

    assert f"{PAGE}?distrikt={ida.team.district_id}&amp;maaneder=12" in page
