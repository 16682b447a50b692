"""Siblings, adults, custody and consent."""

from datetime import date

from django.urls import reverse

from cases.models import Consent, Relative
from tests.cases.conftest import posted
from tests.factories.cases import CaseFactory, ChildFactory, CustodyFactory, RelativeFactory
from tests.today import TODAY


def test_family_links_a_siblings_case_only_within_reach(signed_in, ida, bo, case):
    mine = CaseFactory(caseworker=ida, child__family=case.child.family, child__name="Anton Mikkelsen")
    theirs = CaseFactory(caseworker=bo, child__family=case.child.family, child__name="Ea Mikkelsen")

    page = signed_in(ida).get(reverse("cases:family", args=[case.number])).content.decode()

    assert reverse("dashboards:case", args=[mine.number]) in page
    assert "Ea Mikkelsen" in page
    assert f'"{reverse("dashboards:case", args=[theirs.number])}"' not in page
    assert reverse("cases:open_with_reason", args=[theirs.number]) in page


def test_a_sibling_is_found_and_joined(signed_in, ida, case):
    brother = ChildFactory(name="Anton Krag")
    client = signed_in(ida)
    url = reverse("cases:add_sibling", args=[case.number])

    found = posted(client, url, words="anton")
    assert [choice["found"].child for choice in found.context["choices"]] == [brother]
    assert posted(client, url, sibling=brother.pk).status_code == 302
    brother.refresh_from_db()
    assert brother.family == case.child.family
    assert posted(client, url, sibling=brother.pk).status_code == 422
    assert posted(client, url, sibling="99999999999999999999").status_code == 422


def test_a_mother_gets_custody_of_the_second_child_on_its_family_page(signed_in, ida, case):
    mother = CustodyFactory(child=case.child).holder
    brother = CaseFactory(caseworker=ida, child__family=case.child.family, child__name="Anton Mikkelsen")
    client = signed_in(ida)
    url = reverse("cases:give_custody", args=[brother.number, mother.pk])
    family = reverse("cases:family", args=[brother.number])

    eldest = client.get(reverse("cases:family", args=[case.number])).content.decode()
    page = client.get(family).content.decode()
    assert ("Ingen er registreret med forældremyndighed" in eldest, f'href="{family}"' in eldest) == (False, True)
    assert ("Ingen er registreret med forældremyndighed over Anton" in page, f'href="{url}"' in page) == (True, True)
    assert client.get(url).context["form"]["since"].value() == brother.child.born_on

    assert posted(client, url, since="2999-01-01").status_code == 422
    assert posted(client, url, since="2016-05-04")["Location"] == family
    page = client.get(family).content.decode()
    assert ("Ingen er registreret med forældremyndighed" in page, f'href="{url}"' in page) == (False, False)
    assert brother.child.custodies.get().holder == mother
    assert posted(client, url, since="2016-05-04").status_code == 422


def test_custody_is_given_to_the_childs_own_family_alone(signed_in, ida, case):
    stranger = RelativeFactory()

    url = reverse("cases:give_custody", args=[case.number, stranger.pk])

    assert signed_in(ida).get(url).status_code == 404


def test_nobody_is_missed_with_custody_of_the_unborn_and_of_a_grown_up(signed_in, ida):
    for child in (ChildFactory(unborn=True), ChildFactory(born_on=date(2008, 11, 20))):
        page = signed_in(ida).get(reverse("cases:family", args=[CaseFactory(caseworker=ida, child=child).number]))
        assert "Ingen er registreret med forældremyndighed" not in page.content.decode()


def test_a_relative_with_custody_can_consent(signed_in, ida, case):
    client = signed_in(ida)
    posted(client, reverse("cases:add_relative", args=[case.number]), name="Karen", kind="mother", has_custody="on")
    mother = Relative.objects.get()

    posted(
        client, reverse("cases:consent", args=[case.number]),
        kind="support", holder=mother.pk, given_on=TODAY.isoformat(),
    )  # fmt: skip
    refused = posted(
        client, reverse("cases:consent", args=[case.number]), kind="support", holder="child",
        given_on=TODAY.isoformat(),
    )  # fmt: skip

    consent = Consent.objects.get()
    assert consent.holder == mother
    assert list(refused.context["form"].errors) == ["holder"]
    url = reverse("cases:withdraw_consent", args=[case.number, consent.pk])
    assert posted(client, url, on=TODAY.isoformat()).status_code == 302
    other = CaseFactory(caseworker=ida)
    assert client.get(reverse("cases:withdraw_consent", args=[other.number, consent.pk])).status_code == 404
