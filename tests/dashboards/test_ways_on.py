"""Where the dashboards lead: nobody is shown a button that the role is refused."""

import re
from datetime import date

import pytest

from interventions.enums import BoardOutcome, LegalBasis
from interventions.models import Breakdown, Return, SupervisionVisit
from tests.factories.cases import CaseFactory
from tests.factories.placements import PlacementFactory
from tests.house.world import build

PAGES = {
    "rie": (
        "", "trappen/", "trappen/anbringelser/", "trappen/frister/", "trappen/slutter/", "trappen/overskredne/",
        "trappen/boern/", "trappen/boern/?anbragt=1", "trappen/bevaegelser/?maaneder=12", "trappen/fyldte/",
        "trappen/sammenbrud/?maaneder=12", "trappen/udaekket/", "trappen/udaekket/boern/", "trappen/huller/",
        "trappen/noegletal/", "trappen/holdt-det/", "teamet/",
    ),
    "sanne": ("",),
}  # fmt: skip
PAGES["lone"] = PAGES["rie"]


def placements(ida):
    """One of each that a list of placements asks for: a visit, a paper, a report, a return, a lesson, a refusal."""

    def stay(**more):
        return PlacementFactory(case=CaseFactory(caseworker=ida), **more)

    SupervisionVisit.objects.create(placement=stay(), due_on=date(2026, 9, 15))
    stay(mend_by=date(2026, 7, 1), urgent_ground="Uroen hjemme.")
    stay()
    Return.objects.create(
        placement=stay(), decided_on=date(2026, 6, 20), decided_by=ida, period_until=date(2026, 11, 1),
        statement="Klar.", plan_revised_on=date(2026, 6, 19), support_at_home="Ungeteamet.",
    )  # fmt: skip
    Breakdown.objects.create(placement=stay(), on=date(2026, 7, 1), what_happened="Rejste hjem.", recorded_by=ida)
    stay(
        legal_basis=LegalBasis.PROVISIONAL, board_outcome=BoardOutcome.REFUSED, board_decision="Afviser.",
        board_decided_on=date(2026, 6, 20), board_recorded_by=ida,
    )  # fmt: skip


@pytest.mark.parametrize("who", PAGES)
def test_every_way_on_from_a_list_is_open_to_whoever_is_shown_it(
    request, ida, per, claudisvej, rie, lone, sanne, signed_in, today, who
):
    build(ida=ida, per=per, department=claudisvej)
    placements(ida)
    client = signed_in(request.getfixturevalue(who))

    refused, followed = set(), set()
    for address in PAGES[who]:
        page = client.get(f"/{address}").content.decode()
        main = page[page.index("<main") : page.index("</main>")]
        for url in set(re.findall(r'href="(/[^"#]*)"', main)) - followed:
            followed.add(url)
            if client.get(url.replace("&amp;", "&")).status_code != 200:
                refused.add((address, url))

    assert refused == set()
    assert len(followed) > (2 if who == "sanne" else 30)


@pytest.mark.parametrize(("who", "ways"), [
    ("rie", {"Se sagen", "Se den"}),
    ("lone", {"Hold tilsyn", "Før tjeklisten", "Barnet er hjemme", "Skriv læringen", "Se den"}),
])  # fmt: skip
def test_a_manager_reads_the_placements_and_a_leader_mends_them(request, ida, signed_in, today, who, ways):
    placements(ida)

    rows = signed_in(request.getfixturevalue(who)).get("/trappen/anbringelser/").context["rows"]

    assert {row.do for row in rows} == ways
