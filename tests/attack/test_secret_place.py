"""A child in a secret place: no paper, no row of a list, no mail and no calendar names where it lives.

Every page of the tables of addresses is opened, so that a new page is asked too.
"""

import re
from datetime import UTC, date, datetime

import pytest
from django.core import mail
from django.urls import reverse

from herning.rules import RuleBroken
from interventions.models import AdmissionPoint, StepMove
from reviews.actions.meeting import plan_meeting
from reviews.enums import MessageKind
from reviews.mail import written
from reviews.models import EndReport, Mail, Message, TreatmentPlan
from tests.attack.conftest import url_of
from tests.attack.forms import CASE, FORMS
from tests.attack.reading import READ
from tests.factories.accounts import DepartmentFactory, MembershipFactory
from tests.factories.interventions import FosterFamilyFactory, OfferFactory
from tests.factories.placements import PlacementFactory

PLACE, DEPARTMENT, FAMILY = "Hemmelig Skovgård", "Afdeling Skjul", "Familien Gemme"
# What is of the screen alone; a page that is printed is read without it.
SCREEN_ALONE = (
    re.compile(r'<(span|dd|li|tr|div|article)\b[^>]*class="[^"]*\bno-print\b[^"]*"[^>]*>.*?</\1>', re.DOTALL),
    re.compile(r'<p class="actions">.*?</p>', re.DOTALL),
)
# Pages about offers name every offer, and no child beside it.
OF_CATALOGUE = {
    "catalogue", "offer", "changes", "offer_changes", "export_yaml", "export_csv", "capacity", "what_if", "unmet",
}  # fmt: skip
AUTHORITY = {"ida", "lone", "rie", "sanne"}


def on_paper(html):
    """A page as a printer gives it."""
    for left_out in SCREEN_ALONE:
        html = left_out.sub("", html)
    return html


def named_in(text):
    """Which of the secret names stand in a text."""
    return [name for name in (PLACE, DEPARTMENT, FAMILY) if name.casefold() in text.casefold()]


@pytest.fixture
def hidden(world, per):
    """The child of the tables lives in a foster family whose address is secret, and much is written of it."""
    help_ = world["intervention"]
    help_.offer = OfferFactory(
        step=4, name=PLACE, method="foster_care", is_legal_placement=True, is_time_limited=True, max_weeks=20,
        closes_on=date(2026, 11, 1),
    )  # fmt: skip
    help_.step_id, help_.department = 4, DepartmentFactory(name=DEPARTMENT)
    help_.save()
    referral = help_.referral
    referral.offer, referral.department = help_.offer, help_.department
    referral.foster_family = FosterFamilyFactory(name=FAMILY, department=help_.department)
    referral.step_id, referral.waiting_since = 4, date(2026, 11, 2)
    referral.approved_on, referral.approved_by = date(2026, 6, 9), world["lone"]
    referral.save()
    case = help_.case
    StepMove.objects.create(
        case=case,
        to_step_id=4,
        on=help_.starts_on,
        cause="start",
        reason="Ro.",
        intervention=help_,
        decided_by=world["ida"],
    )
    AdmissionPoint.objects.create(referral=referral, kind="task", side="authority", text="Ring til skolen")
    TreatmentPlan.objects.create(
        intervention=help_,
        aims="Ro",
        methods="Samtaler",
        exit_strategy="Hjem",
        agreed_on=date(2026, 7, 1),
        written_by=per,
    )
    EndReport.objects.create(
        intervention=help_,
        on=date(2026, 11, 1),
        text="Godt",
        recommendation="stay",
        recommendation_reason="Ro",
        written_by=per,
    )
    return PlacementFactory(case=case, intervention=help_, is_address_secret=True)


def pages(world, hidden, *, sent=None):
    """Every page that the tables know about the child or a list, for the authority; the referral is the placement's."""
    world = world | {"placement": hidden, "sent": world[sent] if sent else hidden.intervention.referral}
    table = [(route, who, about) for route, (who, about) in READ.items()]
    # The forms of the case itself have its header and no more, which other pages have too.
    table += [
        (sent.route, sent.who, sent.about) for sent in FORMS if sent.about and not sent.route.startswith("cases:")
    ]
    table += [("interventions:end", "ida", {"pk": "intervention"}), ("dashboards:start", "rie", {})]
    found = {(who, url_of(route, about, world)) for route, who, about in table if _is_asked(route, who, about)}
    return sorted({*found, ("lone", reverse("dashboards:start")), ("sanne", reverse("dashboards:start"))})


def _is_asked(route, who, about):
    app, _colon, name = route.partition(":")
    return who in AUTHORITY and app != "accounts" and name not in OF_CATALOGUE


def test_no_paper_and_no_row_names_the_place(hidden, world, signed_in):
    clients = {who: signed_in(world[who]) for who in AUTHORITY}
    found, opened = {}, 0

    for who, url in pages(world, hidden):
        answer = clients[who].get(url)
        opened += answer.status_code == 200
        told = named_in(on_paper(answer.content.decode()))
        if told:
            found[who, url] = told

    assert found == {}
    assert opened >= 60


def test_the_place_of_a_child_with_a_protected_address_is_as_secret(hidden, world, signed_in, ida):
    hidden.is_address_secret = False
    hidden.save()
    hidden.child.is_address_protected = True
    hidden.child.save()
    client, number = signed_in(ida), hidden.case_number
    printed = [
        reverse("dashboards:case", args=[number]), reverse("interventions:interventions", args=[number]),
        reverse("interventions:placement", args=[hidden.pk]), reverse("reviews:plan", args=[number]),
        reverse("reviews:agenda", args=[world["review"].pk]), reverse("reviews:to_child", args=[world["held"].pk]),
    ]  # fmt: skip

    assert [named_in(on_paper(client.get(page).content.decode())) for page in printed] == [[]] * len(printed)


@pytest.fixture
def on_its_way(world):
    """The child of the tables, whose address is protected, is referred to a foster family and lives at home yet."""
    child, referral = world["child"], world["sent"]
    child.is_address_protected = True
    child.save()
    referral.offer = OfferFactory(step=4, name=PLACE, method="foster_care", is_legal_placement=True)
    referral.step_id, referral.department = 4, DepartmentFactory(name=DEPARTMENT)
    referral.foster_family = FosterFamilyFactory(name=FAMILY, department=referral.department)
    referral.approved_on, referral.approved_by = date(2026, 6, 9), world["lone"]
    referral.save()
    return referral


def test_the_place_a_protected_child_is_on_its_way_to_is_as_secret(world, signed_in):
    """From the referral on: the place is held, and nobody lives there yet."""
    offer = OfferFactory(step=4, name=PLACE, method="foster_care", is_legal_placement=True)
    department = DepartmentFactory(name=DEPARTMENT)
    asked = [world[name] for name in ("sent", "awaiting", "accepted", "waiting")]
    asked += [world["place_offer"].referral, world["point"].referral]
    for referral in asked:
        referral.offer, referral.department, referral.step_id = offer, department, 4
        if referral != world["awaiting"]:
            referral.approved_on, referral.approved_by = date(2026, 6, 9), world["lone"]
        referral.foster_family = FosterFamilyFactory(name=FAMILY, department=department)
        referral.save()
        referral.case.child.is_address_protected = True
        referral.case.child.save()
    line = world["place_offer"].capacity
    line.offer, line.department = offer, department
    line.save()
    clients = {who: signed_in(world[who]) for who in AUTHORITY}
    found = {}

    for who, url in pages(world, world["placement"], sent="sent"):
        told = named_in(on_paper(clients[who].get(url).content.decode()))
        if told:
            found[who, url] = told

    # Where a place is to be chosen, every one is named.
    assert {url for _who, url in found} == {
        url_of("interventions:refer", CASE, world),
        url_of("interventions:plan_onward", {"pk": "intervention"}, world),
    }


def test_what_is_handed_out_leaves_the_place_out_also_where_somebody_wrote_it(hidden, world, signed_in, ida):
    held = world["held"]
    held.reason, held.agreements = f"Sofie trives hos {FAMILY}.", f"Mor ringer til {PLACE.upper()}."
    held.words_to_child = f"Du bliver på {PLACE}."
    held.save()
    held.promises.create(who=DEPARTMENT, text=f"Henter på {PLACE}")
    client = signed_in(ida)

    for page, about in (("minutes", held), ("to_child", held), ("agenda", world["review"])):
        text = client.get(reverse(f"reviews:{page}", args=[about.pk]), {"barnets-ord": "med"}).content.decode()
        assert (page, named_in(on_paper(text))) == (page, [])
        assert "[hemmeligt anbringelsessted]" in text
    assert FAMILY in client.get(reverse("reviews:review", args=[held.pk])).content.decode()


def test_what_is_handed_out_leaves_out_the_place_a_protected_child_is_on_its_way_to(on_its_way, world, signed_in, ida):
    held = world["held"]
    held.agreements = f"Mor viser Sofie {PLACE} og hilser på {FAMILY} fra {DEPARTMENT}."
    held.save()
    minutes = reverse("reviews:minutes", args=[held.pk])

    assert (held.case_id, named_in(signed_in(ida).get(minutes).content.decode())) == (on_its_way.case_id, [])

    on_its_way.status, on_its_way.withdrawn_on = "withdrawn", date(2026, 11, 20)
    on_its_way.save()
    assert named_in(signed_in(ida).get(minutes).content.decode()) == [PLACE, DEPARTMENT, FAMILY]


def test_the_providers_own_paper_does_not_say_where_it_was_written(hidden, signed_in, per):
    MembershipFactory(user=per, department=hidden.intervention.department)
    for page in ("delivered", "write_note", "write_treatment_plan"):
        text = signed_in(per).get(reverse(f"reviews:{page}", args=[hidden.intervention_id])).content.decode()
        assert (page, named_in(text), named_in(on_paper(text))) == (page, [PLACE, DEPARTMENT], [])


def test_the_caseworker_still_reads_on_the_screen_where_the_child_lives(hidden, signed_in, ida):
    text = signed_in(ida).get(reverse("interventions:interventions", args=[hidden.case_number])).content.decode()

    assert named_in(text) == [PLACE, DEPARTMENT]


def test_no_other_provider_and_nobody_at_an_open_address_is_told(hidden, world, signed_in, client):
    open_ones = [
        client.get(reverse("reviews:written_view", args=[world["view_secret"]])),
        client.get(reverse("reviews:calendar_feed", args=[world["feed_secret"]])),
    ]
    of_providers = [
        signed_in(world[who]).get(url_of(route, about, world))
        for route, (who, about) in READ.items()
        if who in {"per", "pia"} and route != "reviews:delivered" and route.partition(":")[2] not in OF_CATALOGUE
    ]

    assert {answer.status_code for answer in (*open_ones, *of_providers)} == {200}
    assert [named_in(answer.content.decode()) for answer in (*open_ones, *of_providers)] == [[]] * (
        len(open_ones) + len(of_providers)
    )


def test_no_mail_names_the_place(hidden, world, ida):
    about = {"case": hidden.intervention.case, "intervention": hidden.intervention, "review": world["review"]}
    referral, concern = hidden.intervention.referral, world["concern"]
    messages = [
        Message(recipient=ida, kind=kind, referral=referral, concern=concern, due_on=date(2026, 11, 20), **about)
        for kind in MessageKind
    ]

    told = written(
        Mail(pk=1, recipient=ida), messages, mail.get_connection(), at=datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    )

    assert named_in(told.subject + told.body) == []
    assert len(messages) == len(MessageKind.values)


@pytest.mark.parametrize("place", [f"{PLACE}, stuen", DEPARTMENT, f"hos {FAMILY}"])
@pytest.mark.parametrize("story", ["hidden", "on_its_way"])
def test_no_invitation_asks_anybody_to_the_secret_place(story, world, ida, place, request):
    """Where the meeting is goes out to parents by mail and into their calendars; on the way there it is as secret."""
    request.getfixturevalue(story)
    with pytest.raises(RuleBroken, match="beskyttet") as refused:
        plan_meeting(
            review=world["review"], starts_at=datetime(2026, 11, 25, 9, 0, tzinfo=UTC), minutes=60, place=place,
            at=datetime(2026, 11, 20, 9, 0, tzinfo=UTC), by=ida,
        )  # fmt: skip
    assert refused.value.field == "place"


def test_paper_of_a_family_leaves_a_protected_address_out(world, signed_in, ida):
    child = world["child"]
    child.address, child.is_address_protected = "Skjulvej 7, 7400 Herning", True
    child.save()

    text = signed_in(ida).get(url_of("cases:family", CASE, world)).content.decode()

    assert ("Skjulvej 7" in text, "Skjulvej 7" in on_paper(text)) == (True, False)


def test_what_is_handed_out_leaves_out_a_protected_address_written_without_a_comma(world, signed_in, ida):
    child, held = world["child"], world["held"]
    child.address, child.is_address_protected = "Skjulvej  7 7400 Herning", True
    child.save()
    held.agreements = "Mor henter Sofie på skjulvej 7 kl. 16."
    held.save()

    text = signed_in(ida).get(reverse("reviews:minutes", args=[held.pk])).content.decode()

    assert "Mor henter Sofie på [hemmeligt anbringelsessted] kl. 16." in text
    assert "skjulvej" not in text.lower()
