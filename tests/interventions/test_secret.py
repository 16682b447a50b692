"""The place of a secret placement is named to the authority on the screen, to nobody else, and never on paper."""

from django.urls import reverse

from herning.audit.models import Event
from tests.factories.accounts import DepartmentFactory
from tests.factories.interventions import InterventionFactory, OfferFactory, ReferralFactory
from tests.factories.placements import PlacementFactory

SENTINELS = ("Hemmelig Skovgård", "Afdeling Skjul", "Gemmevej 7")


def test_no_provider_elsewhere_and_no_print_names_a_secret_place(case, ida, per, claudisvej, signed_in):
    case.child.address = "Gemmevej 7"
    case.child.save()
    offer = OfferFactory(step=4, name="Hemmelig Skovgård", is_legal_placement=True)
    hidden = InterventionFactory(case=case, offer=offer, department=DepartmentFactory(name="Afdeling Skjul"))
    placement = PlacementFactory(case=case, intervention=hidden, is_address_secret=True)
    own = InterventionFactory(case=case, department=claudisvej)
    sent = ReferralFactory(case=case, department=claudisvej)
    client = signed_in(per)
    pages = [
        reverse("dashboards:start"), reverse("dashboards:own_children"), reverse("reviews:delivered", args=[own.pk]),
        reverse("reviews:write_note", args=[own.pk]), reverse("interventions:answer", args=[sent.pk]),
    ]  # fmt: skip

    shown = {page: client.get(page).content.decode() for page in pages}

    assert {page: [word for word in SENTINELS if word in text] for page, text in shown.items()} == {
        page: [] for page in pages
    }
    printed = signed_in(ida).get(reverse("interventions:placement", args=[placement.pk])).content.decode()
    assert printed.count("Hemmelig Skovgård") == printed.count('<span class="no-print">Hemmelig Skovgård</span>') == 2


def test_the_log_of_who_looked_and_acted_is_handed_out_without_the_place(case, ida, signed_in):
    """Why somebody acted is free text: a withdrawn referral tells where the child was to live."""
    offer = OfferFactory(step=4, name="Hemmelig Skovgård", is_legal_placement=True)
    hidden = InterventionFactory(case=case, offer=offer, department=DepartmentFactory(name="Afdeling Skjul"))
    PlacementFactory(case=case, intervention=hidden, is_address_secret=True)
    case.child.address, case.child.is_address_protected = "Gemmevej 7 7400 Herning", True
    case.child.save()
    Event.objects.create(
        kind="referral.withdrawn", case_number=case.number, by=ida,
        why="Sofie bliver på Hemmelig  Skovgård, mor er flyttet til gemmevej 7 og ikke til Afdeling Skjul.",
    )  # fmt: skip

    text = signed_in(ida).get(reverse("dashboards:access_log", args=[case.number])).content.decode()

    told = text[text.index("Sofie bliver på") :]
    assert [word for word in SENTINELS if word.lower() in " ".join(told.lower().split())] == []
    assert told.count("[hemmeligt anbringelsessted]") == 3
