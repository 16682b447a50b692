"""The provider's page of one child and its notes."""

from datetime import timedelta

import pytest
from django.urls import reverse

from herning.accounts.permissions import Role
from reviews.models import FollowUpNote, Participant, Review
from tests.factories.accounts import DepartmentFactory, MembershipFactory, UserFactory
from tests.factories.interventions import InterventionFactory
from tests.factories.reviews import FollowUpNoteFactory, ReviewFactory
from tests.today import TODAY


def test_the_providers_page_shows_its_own_and_no_more(signed_in, per, stig, ida, case, help_, sub_goal):
    case.child.address, case.child.is_address_protected = "Hemmelig Vej 1", True
    case.child.save()
    FollowUpNoteFactory(intervention=help_, text="Vores notat")
    FollowUpNoteFactory(intervention=InterventionFactory(case=case), text="De andres notat")
    case.journal.create(kind="contact", on=TODAY, heading="Journalen", text="Fra journalen", written_by=ida)
    url = reverse("reviews:delivered", args=[help_.pk])

    text = signed_in(per).get(url).content.decode()

    for shown in ("Sofie Mikkelsen", "Vores notat", "Sover hele natten", "En rolig hverdag hjemme.", "Hjem til mor."):
        assert shown in text
    for hidden in ("De andres notat", "Hemmelig Vej", "Fra journalen", "Journalen"):
        assert hidden not in text
    assert signed_in(stig).get(url).status_code == 404
    assert signed_in(ida).get(url).status_code == 403


def test_a_provider_writes_and_corrects_a_note(signed_in, per, stig, help_, sub_goal):
    client = signed_in(per)
    url = reverse("reviews:write_note", args=[help_.pk])
    answer = {
        "on": TODAY,
        "text": "Det går bedre.",
        f"score_{sub_goal.pk}": "2",
        "proposal": "stay",
        "proposal_reason": "Nyt.",
    }

    assert client.get(url).status_code == 200
    assert client.post(url, answer)["Location"] == reverse("reviews:delivered", args=[help_.pk])
    note = FollowUpNote.objects.get()
    assert (note.written_by, list(note.scores.values_list("score", flat=True))) == (per, [2])

    amend = reverse("reviews:amend_note", args=[note.pk])
    assert client.get(amend).context["form"][f"score_{sub_goal.pk}"].value() == 2
    client.post(amend, answer | {"text": "Det går meget bedre."})
    assert list(FollowUpNote.objects.order_by("pk").values_list("text", "amends")) == [
        ("Det går bedre.", None),
        ("Det går meget bedre.", note.pk),
    ]
    assert [signed_in(stig).get(page).status_code for page in (url, amend)] == [404, 404]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"text": ""}, "text"), ({"on": "x"}, "on"), ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"proposal": "up"}, "proposal_reason"), ({"proposal": "sideways"}, "proposal"), ({"text": "\x00"}, "text"),
    ],
)  # fmt: skip
def test_a_bad_note_is_answered_at_its_field(signed_in, per, help_, changed, field):
    response = signed_in(per).post(
        reverse("reviews:write_note", args=[help_.pk]),
        {"on": TODAY, "text": "Det går.", "attendance": "5 af 6"} | changed,
    )

    assert (response.status_code, set(response.context["form"].errors)) == (422, {field})
    assert "5 af 6" in response.content.decode()
    assert FollowUpNote.objects.count() == 0


def test_a_provider_does_not_read_what_was_decided_where_a_colleague_of_before_spoke_for_another(per, case, help_):
    """Mia has left Claudisvej for the school; what is decided at a meeting she comes to is the school's to read."""
    mia, school = UserFactory(name="Mia Bech", role=Role.PROVIDER_WORKER), DepartmentFactory(name="Skolen")
    MembershipFactory(user=mia, department=help_.department, until=TODAY - timedelta(weeks=3))
    MembershipFactory(user=mia, department=school, since=TODAY - timedelta(weeks=2))
    kim = MembershipFactory(department=school).user
    before, last_day, after = (
        ReviewFactory(case=case, held=True, held_on=TODAY - timedelta(weeks=weeks), next_due_on=TODAY)
        for weeks in (4, 3, 1)
    )
    for review in (before, last_day, after):
        Participant.objects.create(review=review, kind="provider", name="Mia Bech", user=mia, attended=True)

    read = {
        person.name: set(Review.objects.visible_to(person).values_list("pk", flat=True)) for person in (per, mia, kim)
    }

    assert read == {per.name: {before.pk, last_day.pk}, mia.name: {after.pk}, kim.name: {after.pk}}
