"""People, teams and departments kept by an administrator; what is refused, and that nothing is lost."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from herning.accounts.actions import (
    add_membership,
    add_team,
    change_team,
    change_user,
    create_user,
    end_membership,
)
from herning.accounts.models import District, Membership, Team, User
from herning.accounts.permissions import Role
from herning.audit.models import Event
from herning.rules import RuleBroken
from tests.factories.accounts import DepartmentFactory, TeamFactory, UserFactory
from tests.factories.cases import CaseFactory

PASSWORD = "korrekt hest batteri hæfteklamme"


def kept(user, **changes):
    """A person as they are, with changes: the keywords of `change_user`."""
    as_is = {"name": user.name, "email": user.email, "role": user.role, "team": user.team, "is_active": user.is_active}
    return {"user": user, "seen_version": user.version, **as_is, **changes}


def test_a_new_person_can_sign_in_with_the_first_password(alf, team, client):
    made = create_user(
        email=" Nye@Example.dk ", name=" Nye Ny ", role=Role.CASEWORKER, team=team, password=PASSWORD, by=alf
    )

    assert (made.email, made.name, made.team) == ("nye@example.dk", "Nye Ny", team)
    assert client.login(email="nye@example.dk", password=PASSWORD)
    assert list(Event.objects.values_list("kind", "by_id", "subject_id")) == [("user.created", alf.pk, str(made.pk))]


def test_a_person_without_a_first_password_has_none_until_they_choose(alf):
    assert not create_user(email="ny@example.dk", name="Ny", role=Role.MANAGER, by=alf).has_usable_password()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"email": "alf@example.dk"}, "email"),
        ({"email": "ALF@example.dk"}, "email"),
        ({"role": Role.SYSTEM}, "role"),
        ({"role": Role.CASEWORKER, "team": None}, "team"),
        ({"role": Role.TEAM_LEADER, "team": None}, "team"),
        ({"password": "kort"}, "password"),
    ],
)
def test_a_person_that_cannot_be_is_refused_beside_the_field(alf, wrong, field):
    asked = {"email": "ny@example.dk", "name": "Ny", "role": Role.MANAGER, "team": None, "password": PASSWORD} | wrong
    with pytest.raises(RuleBroken) as refused:
        create_user(**asked, by=alf)

    assert refused.value.field == field
    assert not User.objects.get_queryset().filter(email="ny@example.dk").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["ida", "lone", "per", "pia", "rie", "sanne"])
def test_nobody_but_the_administrator_creates_people(request, who):
    with pytest.raises(PermissionDenied):
        create_user(email="ny@example.dk", name="Ny", role=Role.MANAGER, by=request.getfixturevalue(who))


def test_a_team_is_kept_only_by_those_who_work_in_one(alf, ida, team):
    changed = change_user(**kept(ida, role=Role.MANAGER), by=alf)

    assert (changed.role, changed.team, changed.version) == (Role.MANAGER, None, 2)


def test_a_second_editor_is_told_what_the_first_one_changed(alf, ida):
    stale = kept(ida, name="Ida Skov")
    change_user(**kept(ida, name="Ida Holm Berg"), by=alf)

    with pytest.raises(RuleBroken, match="Ida Holm Berg"):
        change_user(**stale, by=alf)

    assert User.objects.get(pk=ida.pk).name == "Ida Holm Berg"


@pytest.mark.parametrize("change", ["leaves", "another role", "another team"])
def test_open_cases_are_handed_over_before_a_caseworker_leaves(alf, ida, other_team, change):
    CaseFactory(caseworker=ida)
    changes: Any = {
        "leaves": {"is_active": False}, "another role": {"role": Role.MANAGER}, "another team": {"team": other_team},
    }[change]  # fmt: skip

    with pytest.raises(RuleBroken, match="1 åben sag"):
        change_user(**kept(ida, **changes), by=alf)

    ida.refresh_from_db()
    assert (ida.is_active, ida.role, ida.version) == (True, Role.CASEWORKER, 1)


def test_a_closed_sign_in_ends_what_is_open_in_the_browser(alf, ida, signed_in):
    client = signed_in(ida)
    change_user(**kept(ida, is_active=False), by=alf)

    assert client.get("/").status_code == 302
    assert Event.objects.get().kind == "user.deactivated"


@pytest.mark.parametrize("changes", [{"is_active": False}, {"role": Role.MANAGER}])
def test_administrators_do_not_lock_themselves_out(alf, changes):
    with pytest.raises(RuleBroken, match="din egen"):
        change_user(**kept(alf, **changes), by=alf)


def test_authority_and_provider_are_never_mixed(alf, per, ida, claudisvej, team):
    with pytest.raises(RuleBroken) as of_role:
        change_user(**kept(per, role=Role.CASEWORKER, team=team), by=alf)
    with pytest.raises(RuleBroken) as of_department:
        add_membership(user=ida, department=claudisvej, since=date(2026, 1, 1), by=alf)

    assert (of_role.value.field, of_department.value.field) == ("role", "department")


def test_a_membership_begins_once_and_ends_once(alf, per, claudisvej):
    with pytest.raises(RuleBroken) as twice:
        add_membership(user=per, department=claudisvej, since=date(2026, 1, 1), by=alf)
    membership = per.memberships.get()
    with pytest.raises(RuleBroken) as too_early:
        end_membership(membership=membership, until=membership.since - timedelta(days=1), by=alf)
    end_membership(membership=membership, until=date(2026, 1, 1), by=alf)
    with pytest.raises(RuleBroken, match="allerede afsluttet"):
        end_membership(membership=membership, until=date(2026, 1, 2), by=alf)

    assert (twice.value.field, too_early.value.field) == ("department", "until")
    assert User.objects.get(pk=per.pk).department_ids == []


@pytest.mark.parametrize("since", [date(1900, 1, 1), date(2999, 1, 1)])
def test_an_absurd_day_is_refused(alf, per, since):
    with pytest.raises(RuleBroken) as refused:
        add_membership(user=per, department=DepartmentFactory(), since=since, by=alf)

    assert refused.value.field == "since"


def test_a_team_is_added_with_a_district_that_is_new_or_known(alf, vest):
    add_team(name="Team Syd", district=" Syd ", by=alf)
    add_team(name="Ungeteam", district="Vest", by=alf)

    assert list(Team.objects.order_by("pk").values_list("name", "district__name")) == [
        ("Team Syd", "Syd"),
        ("Ungeteam", "Vest"),
    ]
    assert District.objects.count() == 2


def test_a_team_with_people_stays_in_use(alf, ida, team):
    with pytest.raises(RuleBroken) as peopled:
        change_team(team=team, seen_version=1, name=team.name, district="Vest", is_active=False, by=alf)
    with pytest.raises(RuleBroken) as taken:
        add_team(name=team.name, district="Vest", by=alf)
    with pytest.raises(RuleBroken, match="imens"):
        change_team(team=team, seen_version=7, name="Andet", district="Vest", is_active=True, by=alf)

    assert (peopled.value.field, taken.value.field) == ("is_active", "name")


# Pages --------------------------------------------------------------------------------------------------------------


def test_a_person_created_without_a_password_is_sent_a_link(alf, signed_in):
    asked = {"name": "Ny Leder", "email": "ny@example.dk", "role": Role.MANAGER, "team": "", "password": ""}

    answer = signed_in(alf).post("/brugere/ny/", asked)

    made = User.objects.get(email="ny@example.dk")
    assert (answer.status_code, answer["Location"]) == (302, f"/brugere/{made.pk}/")
    assert [(message.to, "/konto/password/reset/key/" in message.body) for message in mail.outbox] == [
        (["ny@example.dk"], True)
    ]


def test_a_dead_mail_server_is_told_and_the_person_is_made(alf, signed_in, monkeypatch):
    def dead(*_args, **_kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", dead)
    asked = {"name": "Ny Leder", "email": "ny@example.dk", "role": Role.MANAGER, "team": "", "password": ""}

    answer = signed_in(alf).post("/brugere/ny/", asked, follow=True)

    assert "E-mailen kunne ikke sendes" in answer.content.decode()
    assert User.objects.get(email="ny@example.dk").name == "Ny Leder"


def test_a_refused_form_keeps_what_was_typed_except_the_password(alf, signed_in):
    asked = {"name": "Ny Nyesen", "email": "alf@example.dk", "role": Role.MANAGER, "password": PASSWORD}

    answer = signed_in(alf).post("/brugere/ny/", asked)

    page = answer.content.decode()
    assert (answer.status_code, "Ny Nyesen" in page, PASSWORD in page) == (422, True, False)
    assert "Der er allerede en bruger med den e-mailadresse" in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "x" * 100_000), ("name", "a\x00b"), ("name", ""), ("email", "ikke en adresse"),
        ("email", f"{'x' * 250}@example.dk"), ("role", "system"), ("role", "konge"), ("team", "999999"), ("team", "x"),
    ],
)  # fmt: skip
def test_bad_input_is_an_error_at_its_field(alf, signed_in, field, value):
    asked = {
        "name": "Ny",
        "email": "ny@example.dk",
        "role": Role.MANAGER,
        "team": "",
        "password": PASSWORD,
        field: value,
    }

    answer = signed_in(alf).post("/brugere/ny/", asked)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_the_administrator_changes_a_person_and_their_departments(alf, per, signed_in):
    client, other = signed_in(alf), DepartmentFactory(name="Mejeriet")
    changed = client.post(
        f"/brugere/{per.pk}/",
        {
            "name": "Per Lund Holm",
            "email": per.email,
            "role": per.role,
            "team": "",
            "is_active": "on",
            "seen_version": 1,
        },
    )
    added = client.post(f"/brugere/{per.pk}/afdeling/", {"department": other.pk, "since": "2026-11-01"})
    first = per.memberships.order_by("pk").first()
    today = timezone.localdate()
    ended = client.post(f"/brugere/tilknytning/{first.pk}/", {"until": today.isoformat()})

    assert [answer.status_code for answer in (changed, added, ended)] == [302, 302, 302]
    assert User.objects.get(pk=per.pk).name == "Per Lund Holm"
    assert list(Membership.objects.order_by("pk").values_list("department__name", "until")) == [
        ("Claudisvej", today),
        ("Mejeriet", None),
    ]


def test_the_system_itself_is_nobodys_to_change(alf, system, signed_in):
    assert signed_in(alf).get(f"/brugere/{system.pk}/").status_code == 404


def test_a_password_link_is_sent_from_the_persons_page(alf, ida, signed_in):
    answer = signed_in(alf).post(f"/brugere/{ida.pk}/adgangskode/")

    assert (answer.status_code, [message.to for message in mail.outbox]) == (302, [["ida@example.dk"]])


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"navn": "aase"}, ["Åse Ø"]),
        ({"navn": "holm"}, ["Ida Holm"]),
        ({"navn": "ida@"}, ["Ida Holm"]),
        ({"rolle": "administrator"}, ["Alf Toft"]),
        ({}, ["Alf Toft", "Ida Holm", "Åse Ø"]),
        ({"lukkede": "on", "rolle": "manager"}, ["Rie Lukket", "Åse Ø"]),
        ({"efter": "x"}, ["Alf Toft", "Ida Holm", "Åse Ø"]),
    ],
)
def test_people_are_found_by_name_address_and_role(alf, ida, signed_in, asked, found):
    UserFactory(name="Åse Ø", role=Role.MANAGER)
    UserFactory(name="Rie Lukket", role=Role.MANAGER, is_active=False)

    answer = signed_in(alf).get("/brugere/", asked)

    assert [person.name for person in answer.context["people"]] == found


def test_people_are_paged_in_danish_order(alf, signed_in):
    for number in range(55):
        UserFactory(name=f"Person {number:02}", role=Role.MANAGER)
    client = signed_in(alf)

    first = client.get("/brugere/", {"rolle": "manager"})
    second = client.get("/brugere/" + first.context["next_url"])

    shown = [person.name for answer in (first, second) for person in answer.context["people"]]
    assert shown == [f"Person {number:02}" for number in range(55)]
    back = client.get("/brugere/" + second.context["previous_url"])
    assert ([person.name for person in back.context["people"]], back.context["previous_url"]) == (shown[:50], "")
    assert "rolle=manager" in second.context["previous_url"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_people_asks_as_often_however_long_it_is(alf, signed_in, count):
    for _ in range(count):
        UserFactory(team=TeamFactory())
    client = signed_in(alf)

    with CaptureQueriesContext(connection) as asked:
        client.get("/brugere/")

    assert len(asked) == 7
