"""What if: who is touched, where each could go, what it costs; nothing is written."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dashboards.figures.what_if import Option, difference, ranked
from herning.audit.models import Access, Event
from interventions.models import OfferPrice
from tests.factories.cases import CaseFactory
from tests.factories.interventions import CapacityFactory, InterventionFactory, OfferFactory, ReferralFactory

TODAY = date(2026, 11, 21)
CLOSING = date(2027, 2, 1)


def option(name, step, method="foster_care", ages=(None, None), price=None):
    return Option(name, name, step, method, *ages, 1, price)


def test_the_same_help_comes_first_and_nothing_higher_is_proposed():
    known = [
        option("lavere", 2), option("andet", 4, "own_room"), option("samme", 4), option("højere", 5),
        option("lidt lavere", 3), option("for de små", 4, ages=(0, 5)), option("alment", 0),
        option("sikret", 4, "secure_unit"),
    ]  # fmt: skip

    found = ranked(known, age=10, step=4, method="foster_care")

    assert [one.name for one in found] == ["samme", "andet", "lidt lavere", "lavere"]


@pytest.mark.parametrize(
    ("options", "price", "more"),
    [((), 100, None), ((option("x", 2),), 100, None), ((option("x", 2, price=150),), None, None),
     ((option("x", 2, price=150),), 100, 50), ((option("x", 2, price=50),), 100, -50)],
)  # fmt: skip
def test_a_difference_needs_both_prices(options, price, more):
    assert difference(options, price) == more


def priced(offer, kroner):
    OfferPrice.objects.create(offer=offer, kroner=kroner, unit="week", valid_from=date(2020, 1, 1))
    return offer


@pytest.fixture
def toften(claudisvej):
    """An offer on step 5 that costs 20,000 a week."""
    offer = priced(OfferFactory(name="Toften", code="toften", step=5, method="residential_treatment"), 20_000)
    CapacityFactory(offer=offer, department=claudisvej, places_total=8)
    return offer


def in_offer(offer, by, **more):
    return InterventionFactory(case=CaseFactory(caseworker=by), offer=offer, **more).case


def ask(client, **asked):
    return client.get("/trappen/hvad-nu-hvis/", {"tilbud": "toften", "dato": CLOSING.isoformat()} | asked)


@pytest.mark.django_db
def test_a_closing_offer_shows_each_child_where_it_could_go(toften, ida, bo, lone, claudisvej, signed_in, today):
    other = priced(OfferFactory(name="Bøgely", step=5, method="residential_treatment"), 23_000)
    CapacityFactory(offer=other, department=claudisvej, places_total=2)
    CapacityFactory(offer=OfferFactory(name="Fuldt", step=5), department=claudisvej, places_total=0)
    stays = in_offer(toften, ida)
    in_offer(toften, ida, planned_end_on=CLOSING - timedelta(days=7))
    in_offer(toften, bo)
    line = ReferralFactory(
        case=CaseFactory(caseworker=ida), offer=toften, status="waiting", waiting_since=date(2026, 11, 1),
        queue_number=1, approved=True,
    )  # fmt: skip

    before = Event.objects.count()
    answer = ask(signed_in(lone), sker="lukker").context["answer"]

    assert [(child.number, child.is_waiting) for child in answer.touched] == [
        (stays.number, False), (line.case.number, True),
    ]  # fmt: skip
    assert [[one.name for one in child.options] for child in answer.touched] == [["Bøgely"], ["Bøgely"]]
    assert (answer.more_a_week, answer.priced, answer.nowhere, Event.objects.count()) == (3_000, 1, 0, before)
    look = Access.objects.get(page="dashboards:what_if")
    assert look.detail == "tilbud=toften dato=2027-02-01 sker=lukker"


@pytest.mark.django_db
def test_with_nowhere_to_go_the_page_says_so(toften, ida, rie, signed_in, today):
    in_offer(toften, ida)

    page = ask(signed_in(rie), sker="lukker")

    assert page.context["answer"].nowhere == 1
    assert "intet med plads den dag" in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("places", "touched", "gain"), [(0, 2, 0), (1, 1, 0), (2, 0, 0), (3, 0, 1), (9, 0, 1)])
def test_other_places_leave_the_last_without_or_let_the_first_in(
    places, touched, gain, toften, ida, rie, signed_in, today
):
    first, last = (in_offer(toften, ida, starts_on=day) for day in (date(2026, 6, 15), date(2026, 9, 1)))
    waits = ReferralFactory(
        case=CaseFactory(caseworker=ida), offer=toften, status="waiting", waiting_since=date(2026, 11, 1),
        queue_number=1, approved=True,
    ).case  # fmt: skip

    answer = ask(signed_in(rie), sker="pladser", pladser=places).context["answer"]

    assert [child.number for child in answer.touched] == [first.number, last.number][2 - touched :]
    assert [child.number for child in answer.gain] == [waits.number][:gain]


@pytest.mark.django_db
def test_an_opening_offer_serves_those_who_lack_it_and_tells_what_is_saved(ida, rie, claudisvej, signed_in, today):
    priced(OfferFactory(code="toften", step=2, opens_on=CLOSING), 4_000)
    high = priced(OfferFactory(step=4), 9_000)
    case = CaseFactory(caseworker=ida)
    referral = ReferralFactory(
        case=case, offer=high, wanted_offer=OfferFactory(step=2), status="started", approved=True,
        made_on=date(2026, 9, 1),
    )  # fmt: skip
    InterventionFactory(case=case, offer=high, referral=referral)

    answer = ask(signed_in(rie), sker="aabner").context["answer"]

    assert ([child.number for child in answer.gain], answer.more_a_week) == ([case.number], -5_000)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"dato": "2020-01-01"}, "dato"), ({"dato": "2040-01-01"}, "dato"), ({"tilbud": "findes-ikke"}, "tilbud"),
     ({"sker": "brænder"}, "sker"), ({"sker": "pladser"}, "pladser"), ({"pladser": "-1"}, "pladser")],
)  # fmt: skip
def test_an_odd_question_is_refused_beside_the_field(wrong, field, toften, rie, signed_in, today):
    page = ask(signed_in(rie), **{"sker": "lukker"} | wrong)

    assert (list(page.context["asked"].errors), page.context["answer"]) == ([field], None)


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_the_answer_asks_the_same_however_many(rows, toften, ida, rie, claudisvej, signed_in, today):
    for _ in range(rows):
        in_offer(toften, ida)
        CapacityFactory(offer=OfferFactory(step=5), department=claudisvej, places_total=2)
    client = signed_in(rie)

    with CaptureQueriesContext(connection) as asked:
        answer = ask(client, sker="lukker").context["answer"]

    assert (answer.count, len(answer.touched[0].options), len(asked)) == (rows, rows, 16)
