"""A search is gone back to as to any page: nothing is asked, and the words still stand in their field."""

import pytest
from playwright.sync_api import expect

from tests.factories.cases import CaseFactory, ChildFactory

pytestmark = pytest.mark.browser


def test_a_search_is_gone_back_to(people, ida):
    CaseFactory(caseworker=ida, child=ChildFactory(name="Sofie Prøvesen"))
    ChildFactory(name="Sofie Rasmussen")
    at_work = people(ida)

    at_work.page.locator("[data-search]").fill("sofie")
    at_work.page.locator("[data-search]").press("Enter")
    at_work.reads("Du søgte efter “sofie”.")
    at_work.look_anew()
    at_work.follow("Åbn sagen")
    at_work.page.go_back()

    at_work.reads("2 børn passer")
    expect(at_work.page.locator("[data-search]")).to_have_value("sofie")

    at_work.go("/boern/find/")
    at_work.fill(words="Rasmussen")
    at_work.press("Søg")
    at_work.reads("Fundet")
    at_work.look_anew()
    at_work.go("/")
    at_work.page.go_back()

    at_work.reads("Sofie Rasmussen")
    expect(at_work.page.locator("main [name=words]").first).to_have_value("Rasmussen")
