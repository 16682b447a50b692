"""A review that decides to end leads on: to the end of the help, then to closing the case with aftercare."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases.models import Case
from reviews.clocks import deadlines
from tests.factories.cases import CaseFactory
from tests.factories.interventions import InterventionFactory, OfferFactory
from tests.factories.reviews import ReviewFactory
from tests.today import TODAY

DECIDED = {
    "held_on": TODAY, "child_words": "Jeg klarer mig nu.", "parents_view": "Vi er klar.", "decision": "end",
    "reason": "Målene er nået.", "next_due_on": TODAY + timedelta(weeks=6),
}  # fmt: skip


def next_to_do(client, case):
    """The one primary button above every page of the case."""
    header = client.get(reverse("interventions:interventions", args=[case.number])).context["header"]
    return header["action_label"], header["action_url"]


def test_a_child_whose_goals_are_reached_is_let_go_without_looking_for_the_way(signed_in, ida, case, help_, review):
    """Held with END: two helps end one after the other, the reason written in; then the case closes with aftercare."""
    mentor = InterventionFactory(case=case, offer=OfferFactory(step=1))
    client, list_ = signed_in(ida), reverse("interventions:interventions", args=[case.number])
    closing = reverse("reviews:close_case", args=[case.number])

    held = client.post(reverse("reviews:hold", args=[review.pk]), DECIDED)
    assert held["Location"] == list_
    label, first_url = next_to_do(client, case)
    assert (label, first_url) in {
        ("Afslut hjælpen", reverse("interventions:end", args=[given.pk])) for given in (help_, mentor)
    }

    page = client.get(reverse("interventions:end", args=[help_.pk]))
    form = page.context["form"]
    assert (form["reason"].value(), form["text"].value()) == ("finished", "Målene er nået.")
    assert (page.context["header"]["action_url"], "besluttede at slutte" in page.content.decode()) == ("", True)
    ended = {"ends_on": TODAY, "reason": "finished", "text": "Målene er nået."}
    assert client.post(page.request["PATH_INFO"], ended)["Location"] == list_
    assert next_to_do(client, case) == ("Afslut hjælpen", reverse("interventions:end", args=[mentor.pk]))
    last = client.post(reverse("interventions:end", args=[mentor.pk]), ended)
    assert last["Location"] == closing
    assert next_to_do(client, case) == ("Luk sagen", closing)
    assert [(it.kind, it.due_on) for it in deadlines(case)] == [("close", TODAY + timedelta(weeks=4))]

    assert client.get(closing).context["form"]["text"].value() == "Målene er nået."
    answer = {"reason": "goals_reached", "text": "Målene er nået.", "aftercare": "", "on": TODAY}
    refused = client.post(closing, answer)
    assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"aftercare"})
    assert client.post(closing, answer | {"aftercare": "Ring til Ida i åbningstiden."}).status_code == 302
    closed = Case.objects.get(pk=case.pk)
    assert (closed.closed_on, closed.aftercare) == (TODAY, "Ring til Ida i åbningstiden.")
    assert (deadlines(closed), next_to_do(client, closed)) == ([], ("", ""))


def test_one_help_leads_to_its_end_and_none_to_closing(signed_in, ida, case, help_, review):
    client = signed_in(ida)
    one = client.post(reverse("reviews:hold", args=[review.pk]), DECIDED)
    assert one["Location"] == reverse("interventions:end", args=[help_.pk])

    other = CaseFactory(caseworker=ida)
    InterventionFactory(case=other, ends_on=TODAY, ended_by=ida, end_reason="finished")
    none = client.post(reverse("reviews:hold", args=[ReviewFactory(case=other, due_on=TODAY).pk]), DECIDED)
    assert none["Location"] == reverse("reviews:close_case", args=[other.number])


@pytest.mark.parametrize("instead", ["another decision", "other help", "no decision"])
def test_help_that_ends_for_another_reason_leads_nowhere_new(signed_in, ida, case, help_, instead):
    if instead != "no decision":
        ReviewFactory(case=case, held=True, decision="end", next_due_on=None)
    if instead == "another decision":
        ReviewFactory(case=case, held=True, held_on=TODAY - timedelta(days=2), next_due_on=TODAY + timedelta(days=9))
    elif instead == "other help":
        InterventionFactory(case=case, starts_on=TODAY - timedelta(days=2))
    client, url = signed_in(ida), reverse("interventions:end", args=[help_.pk])

    assert client.get(url).context["form"]["text"].value() is None
    answer = client.post(url, {"ends_on": TODAY, "reason": "finished", "text": "Det er slut."})

    assert answer["Location"] == reverse("interventions:interventions", args=[case.number])
    assert {it.kind for it in deadlines(case)} & {"end_help", "close"} == set()
