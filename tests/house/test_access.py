"""Who may open which page: every route of ours, every role, near and far; a route without a row fails."""

import pytest
from django.urls import get_resolver, reverse

from herning.accounts.permissions import Role
from tests.factories.accounts import UserFactory
from tests.house.world import build

# ida: the case's caseworker · bo: another team's · lone: the team's leader · leif: another team's · per: works in the
# department that delivers · stig: in another · pia: leads the department · rie: manager · sanne: the Board's
# secretary · alf: administrator. 403: the role never may. 404: the role may, but this one is not theirs.
WHO = ("ida", "bo", "lone", "leif", "per", "stig", "pia", "rie", "sanne", "alf")
TABLE = """
                                                ida  bo   lone leif per  stig pia  rie  sanne alf
dashboards:start                                200  200  200  200  200  200  200  200  200   200
dashboards:search                               200  200  200  200  403  403  403  200  403   403
dashboards:team                                 403  403  200  200  403  403  403  200  403   403
dashboards:staircase                            403  403  200  200  403  403  403  200  403   403
dashboards:children                             403  403  200  200  403  403  403  200  403   403
dashboards:moves                                403  403  200  200  403  403  403  200  403   403
dashboards:key_figures                          403  403  200  200  403  403  403  200  403   403
dashboards:export_key_figures                   403  403  200  200  403  403  403  200  403   403
dashboards:held_steps                           403  403  200  200  403  403  403  200  403   403
dashboards:overdue                              403  403  200  200  403  403  403  200  403   403
dashboards:what_if                              403  403  200  200  403  403  403  200  403   403
dashboards:holes                                403  403  200  200  403  403  403  200  403   403
dashboards:hurt_by_hole                         403  403  200  200  403  403  403  200  403   403
dashboards:full_offers                          403  403  200  200  403  403  403  200  403   403
dashboards:law                                  403  403  200  200  403  403  403  200  403   403
dashboards:placed                               403  403  200  200  403  403  403  200  403   403
dashboards:exits                                403  403  200  200  403  403  403  200  403   403
dashboards:breakdowns                           403  403  200  200  403  403  403  200  403   403
dashboards:unmet                                403  403  200  200  403  403  403  200  403   403
dashboards:unmet_children                       403  403  200  200  403  403  403  200  403   403
dashboards:own_children                         403  403  403  403  200  200  200  403  403   403
dashboards:case number=case                     200  404  200  404  403  403  403  200  403   403
dashboards:access_log number=case               200  404  200  404  403  403  403  200  403   403

cases:cases                                     200  200  200  200  403  403  403  200  403   403
cases:find_child                                200  200  200  200  403  403  403  403  403   403
cases:new_child                                 200  200  200  200  403  403  403  403  403   403
cases:change_child pk=child                     200  404  200  404  403  403  403  403  403   403
cases:concerns                                  200  200  200  200  403  403  403  403  403   403
cases:new_concern pk=child                      200  200  200  200  403  403  403  403  403   403
cases:concern pk=concern                        200  404  200  404  403  403  403  403  403   403
cases:assess_concern pk=concern                 200  404  200  404  403  403  403  403  403   403
cases:acknowledge_concern pk=concern            200  404  200  404  403  403  403  403  403   403
cases:decide_concern pk=concern                 200  404  200  404  403  403  403  403  403   403
cases:grants                                    403  403  200  200  403  403  403  200  403   403
cases:open_with_reason number=case              302  200  403  403  403  403  403  403  403   403
cases:assign number=case                        403  403  200  404  403  403  403  403  403   403
cases:journal number=case                       200  404  200  404  403  403  403  200  403   403
cases:write_note number=case                    200  404  200  404  403  403  403  403  403   403
cases:amend_note number=case,pk=note            200  404  200  404  403  403  403  403  403   403
cases:conversation number=case                  200  404  200  404  403  403  403  403  403   403
cases:consent number=case                       200  404  200  404  403  403  403  403  403   403
cases:withdraw_consent number=case,pk=consent   200  404  200  404  403  403  403  403  403   403
cases:investigation number=case                 302  404  302  404  403  403  403  403  403   403
cases:finish_investigation number=case,pk=investigation 200 404 200 404 403 403 403 403 403 403
cases:family number=case                        200  404  200  404  403  403  403  200  403   403
cases:add_relative number=case                  200  404  200  404  403  403  403  403  403   403
cases:add_sibling number=case                   200  404  200  404  403  403  403  403  403   403
cases:new_sibling number=case                   200  404  200  404  403  403  403  403  403   403
cases:set_municipalities number=case             200  404  200  404  403  403  403  403  403   403
cases:give_custody number=case,pk=relative      200  404  200  404  403  403  403  403  403   403
cases:end_custody number=case,pk=custody        200  404  200  404  403  403  403  403  403   403

interventions:interventions number=case         200  404  200  404  403  403  403  200  403   403
interventions:refer number=case                 200  404  200  404  403  403  403  403  403   403
interventions:referral pk=sent                  200  404  200  404  403  403  403  200  403   403
interventions:approve pk=awaiting               403  404  200  404  403  403  403  403  403   403
interventions:approval_limits                   403  403  403  403  403  403  403  403  403   200
interventions:set_approval_limit role=limit     403  403  403  403  403  403  403  403  403   200
interventions:delegations                       403  403  200  200  403  403  403  403  403   403
interventions:withdraw_delegation pk=delegation 403  403  200  404  403  403  403  403  403   403
interventions:withdraw pk=sent                  200  404  200  404  403  403  403  403  403   403
interventions:start pk=accepted                 200  404  200  404  403  403  403  403  403   403
interventions:answer pk=sent                    403  403  403  403  200  404  200  403  403   403
interventions:end pk=intervention               200  404  200  404  403  403  403  403  403   403
interventions:placement pk=placement            200  404  200  404  403  403  403  200  403   403
interventions:mend_placement pk=placement       200  404  200  404  403  403  403  403  403   403
interventions:change_legal_basis pk=placement   200  404  200  404  403  403  403  403  403   403
interventions:set_contact pk=placement          200  404  200  404  403  403  403  403  403   403
interventions:end_contact pk=contact            200  404  200  404  403  403  403  403  403   403
interventions:hold_supervision pk=visit         200  404  200  404  403  403  403  403  403   403
interventions:move_supervision pk=visit         200  404  200  404  403  403  403  403  403   403
interventions:record_breakdown pk=placement     200  404  200  404  403  403  403  403  403   403
interventions:learn_from_breakdown pk=breakdown 200  404  200  404  403  403  403  403  403   403
interventions:decide_return pk=placement        200  404  200  404  403  403  403  403  403   403
interventions:complete_return pk=homecoming     200  404  200  404  403  403  403  403  403   403
interventions:prolong pk=intervention           200  404  200  404  403  403  403  403  403   403
interventions:next_step pk=intervention         200  404  200  404  403  403  403  403  403   403
interventions:board                             403  403  403  403  403  403  403  403  200   403
interventions:record_board_decision pk=placement 403 403  403  403  403  403  403  403  200   403
interventions:catalogue                         200  200  200  200  200  200  200  200  200   200
interventions:offer code=offer                  200  200  200  200  200  200  200  200  200   200
interventions:add_offer                         403  403  403  403  403  403  403  403  403   200
interventions:change_offer code=offer           403  403  403  403  403  403  403  403  403   200
interventions:add_capacity code=offer           403  403  403  403  403  403  403  403  403   200
interventions:ladder                            403  403  403  403  403  403  403  403  403   200
interventions:step number=two                   403  403  403  403  403  403  403  403  403   200
interventions:knowledge_team number=case        200  404  200  404  403  403  403  200  403   403
interventions:call_knowledge_team number=case   200  404  200  404  403  403  403  403  403   403
interventions:change_knowledge_team pk=meeting  200  404  200  404  403  403  403  403  403   403
interventions:cancel_knowledge_team pk=meeting  200  404  200  404  403  403  403  403  403   403
interventions:record_advice pk=meeting          200  404  200  404  403  403  403  403  403   403
interventions:meeting pk=meeting                403  403  403  403  403  403  404  403  403   403
interventions:borrow number=case,pk=foreign     200  404  200  404  403  403  403  403  403   403
interventions:neighbours                        403  403  403  403  403  403  403  403  403   200
interventions:new_neighbour                     403  403  403  403  403  403  403  403  403   200
interventions:neighbour code=neighbour          403  403  403  403  403  403  403  403  403   200
interventions:read_neighbour code=neighbour     403  403  403  403  403  403  403  403  403   200
interventions:free_places                       200  200  200  200  200  200  200  200  200   200
interventions:step_colours                      200  200  200  200  200  200  200  200  200  200
interventions:drop_edition pk=edition           403  403  403  403  403  403  403  403  403  200
interventions:target_groups                     403  403  403  403  403  403  403  403  403  200
interventions:add_target_group                  403  403  403  403  403  403  403  403  403  200
interventions:target_group code=target_group    403  403  403  403  403  403  403  403  403  200
interventions:districts                         403  403  403  403  403  403  403  403  403  200
interventions:place_department code=placed_department 403  403  403  403  403  403  403  403  403  200
interventions:changes                           200  200  200  200  403  403  403  200  200  200
interventions:offer_changes code=offer          200  200  200  200  403  403  403  200  200  200
interventions:export_yaml                       403  403  403  403  403  403  403  403  403  200
interventions:export_csv                        403  403  403  403  403  403  403  403  403  200
interventions:import_catalogue                  403  403  403  403  403  403  403  403  403  200
interventions:imported pk=imported              403  403  403  403  403  403  403  403  403  200
interventions:set_price code=offer              403  403  403  403  403  403  403  403  403  200
interventions:close_offer code=offer            403  403  403  403  403  403  403  403  403  200
interventions:plan_onward pk=intervention       200  404  200  404  403  403  403  403  403  403
interventions:capacity                          403  403  403  403  403  403  200  403  403   200
interventions:set_capacity pk=capacity          403  403  403  403  403  403  200  403  403   200
interventions:lend_place pk=capacity            403  403  403  403  403  403  200  403  403   200
interventions:return_lent_place pk=lent         403  403  403  403  403  403  200  403  403   200
interventions:place_offer pk=place_offer        200  404  200  404  403  403  403  403  403   403
interventions:waiting_list pk=capacity          403  403  403  403  200  404  200  403  403   403
interventions:offer_place pk=waiting            403  403  403  403  200  404  200  403  403   403
interventions:move_in_line pk=waiting           403  403  403  403  200  404  200  403  403   403
interventions:withdraw_place_offer pk=place_offer 403 403 403  403  200  404  200  403  403   403
interventions:foster_families                   403  403  403  403  200  200  200  403  403   403
interventions:register_foster_family            403  403  403  403  403  403  200  403  403   403
interventions:foster_family pk=family           403  403  403  403  200  404  200  403  403   403
interventions:change_foster_family pk=family    403  403  403  403  403  403  200  403  403   403
interventions:extend_approval pk=family         403  403  403  403  403  403  200  403  403   403
interventions:retire_foster_family pk=family    403  403  403  403  403  403  200  403  403   403
interventions:admission code=offer              403  403  403  403  403  403  403  403  403   200
interventions:change_admission_item code=foster_offer,pk=admission_item 403 403 403 403 403 403 403 403 403 200
interventions:admission_point pk=point          200  404  200  404  404  404  404  403  403   403

reviews:messages                                200  200  200  200  200  200  200  200  200   200
reviews:message pk=message                      200  404  404  404  404  404  404  404  404   404
reviews:plan number=case                        200  404  200  404  403  403  403  200  403   403
reviews:agree_plan number=case                  200  404  200  404  403  403  403  403  403   403
reviews:set_goal number=case                    200  404  200  404  403  403  403  403  403   403
reviews:set_sub_goal pk=goal                    200  404  200  404  403  403  403  403  403   403
reviews:close_goal pk=goal                      200  404  200  404  403  403  403  403  403   403
reviews:close_sub_goal pk=sub_goal              200  404  200  404  403  403  403  403  403   403
reviews:case_reviews number=case                200  404  200  404  403  403  403  200  403   403
reviews:close_case number=case                  200  404  200  404  403  403  403  403  403   403
reviews:deadlines number=case                   200  404  200  404  403  403  403  200  403   403
reviews:rhythm number=case                      200  404  200  404  403  403  403  403  403   403
reviews:reviews                                 200  200  200  200  403  403  403  200  403   403
reviews:review pk=held                          200  404  200  404  403  403  403  200  403   403
reviews:explain pk=review                       200  404  200  404  403  403  403  403  403   403
reviews:hold pk=review                          200  404  200  404  403  403  403  403  403   403
reviews:agenda pk=review                        200  404  200  404  403  403  403  200  403   403
reviews:minutes pk=held                         200  404  200  404  403  403  403  200  403   403
reviews:to_child pk=held                        200  404  200  404  403  403  403  200  403   403
reviews:hold_check pk=hold_check                200  404  200  404  403  403  403  403  403   403
reviews:plan_meeting pk=review                  200  404  200  404  403  403  403  403  403   403
reviews:week                                    200  200  200  200  403  403  403  403  403   403
reviews:cancel_meeting pk=review                200  404  200  404  403  403  403  403  403   403
reviews:invite pk=review                        200  404  200  404  403  403  403  403  403   403
reviews:add_participant pk=review               200  404  200  404  403  403  403  403  403   403
reviews:remove_participant pk=participant       200  404  200  404  403  403  403  403  403   403
reviews:record_view pk=participant              200  404  200  404  403  403  403  403  403   403
reviews:calendar                                200  200  200  200  200  200  200  200  200   200
reviews:revoke_calendar                         200  200  200  200  200  200  200  200  200   200
reviews:calendar_feed secret=feed_secret        200  200  200  200  200  200  200  200  200   200
reviews:written_view secret=view_secret         200  200  200  200  200  200  200  200  200   200
reviews:delivered pk=intervention               403  403  403  403  200  404  200  403  403   403
reviews:write_note pk=intervention              403  403  403  403  200  404  200  403  403   403
reviews:write_treatment_plan pk=intervention    403  403  403  403  200  404  200  403  403   403
reviews:write_end_report pk=intervention        403  403  403  403  200  404  200  403  403   403
reviews:amend_note pk=follow_up                 403  403  403  403  200  404  200  403  403   403

accounts:people                                 403  403  403  403  403  403  403  403  403   200
accounts:new_person                             403  403  403  403  403  403  403  403  403   200
accounts:person pk=person                       403  403  403  403  403  403  403  403  403   200
accounts:password_link pk=person                403  403  403  403  403  403  403  403  403   200
accounts:new_membership pk=worker               403  403  403  403  403  403  403  403  403   200
accounts:close_membership pk=membership         403  403  403  403  403  403  403  403  403   200
accounts:absences                               200  200  200  200  403  403  403  403  403   403
accounts:cancel_absence pk=absence              200  404  200  404  403  403  403  403  403   403
accounts:language                               200  200  200  200  200  200  200  200  200   200
accounts:tasks                                  403  403  403  403  403  403  403  403  403   200
accounts:task pk=parked                         403  403  403  403  403  403  403  403  403   200
accounts:new_team                               403  403  403  403  403  403  403  403  403   200
accounts:team pk=team                           403  403  403  403  403  403  403  403  403   200

web:fresh_key                                   200  200  200  200  200  200  200  200  200   200
web:draft key=text                              405  405  405  405  405  405  405  405  405   405
web:kept_draft pk=draft                         200  404  404  404  404  404  404  404  404   404
"""
ROWS = [row for row in (line.split() for line in TABLE.splitlines()[2:]) if row]
# Whoever asks is answered, signed in or not: there is nothing about anybody.
OPEN_TO_ALL = {"interventions:step_colours", "interventions:free_places"}
# The secret in the address is the key: whoever holds it is let in, signed in or not.
OPEN_TO_HOLDERS = {"reviews:calendar_feed", "reviews:written_view"}
# What an address names a thing by, when not by its id.
KEYS = {
    "case": "number",
    "offer": "code",
    "placed_department": "code",
    "target_group": "code",
    "foster_offer": "code",
    "neighbour": "code",
}


def parsed(row):
    """A row's route, what its address is about, and what each person is answered."""
    name, *rest = row
    about = dict(part.split("=") for part in rest.pop(0).split(",")) if "=" in rest[0] else {}
    return name, about, dict(zip(WHO, map(int, rest), strict=True))


def own_routes(resolver=None, spaces=()):
    """The name of every address of ours; the sign-in library guards its own."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from own_routes(pattern, (*spaces, pattern.namespace) if pattern.namespace else spaces)
        elif not pattern.callback.__module__.startswith("allauth."):
            yield ":".join((*spaces, pattern.name))


@pytest.fixture
def world(ida, per, claudisvej, settings):
    """One of everything in Ida's case, in a municipality that shows its free places."""
    settings.FEED_PRIVATE_KEY = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI="
    return {**build(ida=ida, per=per, department=claudisvej), "worker": per, "two": 2, "text": "journal:2026-1"}


@pytest.fixture
def leif(other_team):
    """The leader of another team."""
    return UserFactory(name="Leif Bo", email="leif@example.dk", role=Role.TEAM_LEADER, team=other_team)


def test_every_route_has_its_row():
    assert sorted(name for name, *_rest in ROWS) == sorted(own_routes())


# Reading changes nothing, so that many routes are asked for in one municipality; a handful each keeps all cores busy.
HANDFULS = [ROWS[start::8] for start in range(8)]


@pytest.mark.parametrize("rows", HANDFULS, ids=lambda rows: f"{rows[0][0]} and {len(rows) - 1} more")
def test_each_person_is_answered_as_the_table_says(rows, world, leif, signed_in, request):
    people = {who: signed_in(request.getfixturevalue(who)) for who in WHO}
    expected, answered = {}, {}
    for row in rows:
        name, about, expected[name] = parsed(row)
        url = address(name, about, world)
        answered[name] = {who: client.get(url).status_code for who, client in people.items()}

    assert {name: found for name, found in answered.items() if found != expected[name]} == {}


@pytest.mark.parametrize("rows", HANDFULS, ids=lambda rows: f"{rows[0][0]} and {len(rows) - 1} more")
def test_nobody_opens_it_without_signing_in(rows, world, client):
    open_ = OPEN_TO_ALL | OPEN_TO_HOLDERS
    expected, answered = {}, {}
    for row in rows:
        name, about, _expected = parsed(row)
        answer = client.get(address(name, about, world))
        answered[name] = answer.status_code, answer.get("Location", "").partition("?")[0]
        expected[name] = (200, "") if name in open_ else (302, reverse("account_login"))

    assert {name: found for name, found in answered.items() if found != expected[name]} == {}


def address(name, about, world):
    """Where a row's page is, in this municipality."""
    things = {key: world[thing] for key, thing in about.items()}
    return reverse(name, kwargs={key: getattr(it, KEYS.get(about[key], "pk"), it) for key, it in things.items()})
