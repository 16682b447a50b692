"""The table of every form: who sends it, what it is about, and what a good one holds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from interventions.actions.exchange import reading_of


@dataclass(frozen=True)
class Sent:
    """One form: its route, its sender, the things in its address, and a payload that is carried out.

    `writes` is false for a search. `repeats` says that the same may lawfully be done again from another tab,
    `is_blank_fine` that nothing has to be filled in, `foreign` which things of others are tried in which field.
    """

    route: str
    who: str
    good: Callable[[dict[str, Any]], dict[str, Any]]
    about: dict[str, str] = field(default_factory=dict)
    foreign: dict[str, str] = field(default_factory=dict)
    label: str = ""
    writes: bool = True
    repeats: bool = False
    is_blank_fine: bool = False


class CatalogueFile:
    """A file that can be sent again and again."""

    name = "naboen.yaml"

    def read(self, *_size: int) -> bytes:
        """The same content each time."""
        return b"format: indsatstrappe-1\ntarget_groups:\n- code: ny\n  name: Ny gruppe\n"


def always(**payload: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """A payload that names no thing of the world."""
    return lambda _world: payload


DAY = "2026-11-20"
TODAY = date.fromisoformat(DAY)
KEY = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI="
CASE = {"number": "case"}
PLAIN = {"number": "plain"}
CONCERN = {"pk": "concern"}
CHILD = {"name": "Viggo Bek", "born_on": "2018-03-04"}
OFFER = {"name": "Nyt forløb", "step": "2", "method": "family_treatment"}
STEP = {"name": "Støtte", "short_name": "Støtte", "name_en": "Support", "review_weeks": "6", "colour": "#217D8D"}
PAPERS = {"summary": "Fravær siden maj.", "question": "Hvilken hjælp?"}
FORMS = [
    Sent("dashboards:search", "ida", always(q="Sofie"), writes=False),
    Sent("cases:find_child", "ida", always(words="Sofie"), writes=False),
    Sent("cases:new_child", "ida", always(**CHILD)),
    Sent("cases:change_child", "ida", lambda w: CHILD | {"seen_version": w["child"].version}, {"pk": "child"}),
    Sent(
        "cases:new_concern", "ida", always(received_at="2026-11-19T10:00", reporter_kind="school", text="Fravær."),
        {"pk": "child"}, repeats=True,
    ),
    Sent(
        "cases:assess_concern", "ida",
        always(is_in_danger="no", assessment="Ikke akut.", assessed_at="2026-11-17T10:00"), CONCERN,
    ),
    Sent("cases:acknowledge_concern", "ida", always(on="2026-11-18"), CONCERN),
    Sent(
        "cases:decide_concern", "ida",
        lambda w: {"outcome": "opened", "caseworker": w["colleague"].pk, "reason": "Fravær.", "on": DAY},
        {"pk": "loose"}, foreign={"caseworker": "person"},
    ),
    Sent("cases:open_with_reason", "bo", always(reason="Akut vagt."), CASE, repeats=True),
    Sent(
        "cases:assign", "lone", lambda w: {"caseworker": w["colleague"].pk, "reason": "Barsel.", "on": DAY},
        CASE, foreign={"caseworker": "worker"},
    ),
    Sent(
        "cases:write_note", "ida", always(kind="contact", on=DAY, heading="Opkald", text="Ro."), CASE, repeats=True,
    ),
    Sent(
        "cases:amend_note", "ida", always(kind="contact", on=DAY, heading="Opkald", text="Ro."),
        {**CASE, "pk": "note"}, repeats=True,
    ),
    Sent(
        "cases:conversation", "ida", always(is_held="yes", on=DAY, words="Jeg vil hjem.", place="", companion=""),
        CASE, repeats=True,
    ),
    Sent(
        "cases:consent", "ida", lambda w: {"kind": "support", "holder": w["custody"].holder_id, "given_on": DAY},
        CASE, foreign={"holder": "bos_relative"}, repeats=True,
    ),
    Sent("cases:withdraw_consent", "ida", always(on=DAY), {**CASE, "pk": "consent"}),
    Sent("cases:investigation", "ida", always(why="Skolen.", on=DAY), PLAIN),
    Sent(
        "cases:finish_investigation", "ida", always(child_and_family="Ro.", conclusion="§ 32.", on=DAY),
        {**CASE, "pk": "investigation"},
    ),
    Sent("cases:add_relative", "ida", always(name="Karen Bek", kind="mother"), CASE, repeats=True),
    Sent("cases:add_sibling", "ida", always(words="Sofie"), CASE, label="search", writes=False),
    Sent(
        "cases:add_sibling", "ida", lambda w: {"sibling": w["loose"].child_id}, CASE,
        foreign={"sibling": "bos_child"}, label="choose",
    ),
    Sent("cases:new_sibling", "ida", always(**CHILD), CASE, repeats=True),
    Sent(
        "cases:set_municipalities", "ida",
        lambda w: {"seen_version": w["case"].version, "paying_municipality": "756"}, CASE,
    ),
    Sent("cases:give_custody", "ida", always(since=DAY), {**CASE, "pk": "relative"}),
    Sent("cases:end_custody", "ida", always(until=DAY), {**CASE, "pk": "custody"}),
    Sent(
        "interventions:refer", "ida",
        lambda w: {"need": "Ro.", "offer": f"{w['fresh'].pk}-{w['department'].pk}", "why_not_lower": "Prøvet."},
        CASE,
    ),
    Sent("interventions:approve", "lone", always(decision="approve"), {"pk": "awaiting"}),
    Sent(
        "interventions:set_approval_limit", "alf",
        always(seen_version="1", highest_step="4", highest_weekly_price="20000"), {"role": "limit"},
    ),
    Sent(
        "interventions:delegations", "lone",
        lambda w: {"to": w["colleague"].pk, "since": DAY, "until": "2026-12-01", "reason": "Ferie."},
        foreign={"to": "worker"}, repeats=True,
    ),
    Sent("interventions:withdraw_delegation", "lone", always(), {"pk": "delegation"}, is_blank_fine=True),
    Sent("interventions:withdraw", "ida", always(reason="Flyttet."), {"pk": "sent"}),
    Sent(
        "interventions:start", "ida", always(starts_on=DAY, exit_plan="Hjem.", next_step="1"), {"pk": "accepted"},
        foreign={"next_offer": "offer"},
    ),
    Sent(
        "interventions:start", "ida",
        always(
            starts_on=DAY, exit_plan="Hjem.", next_step="1", legal_basis="provisional", purpose="Ro.",
            contact="Hver uge.",
            expected_months="12", urgent_ground="Vold.", first_supervision_on="2026-12-15", foster_type="general",
        ),
        {"pk": "placing"}, label="placement",
    ),
    Sent("interventions:answer", "per", always(decision="accept", expected_on="2026-11-25"), {"pk": "sent"}),
    Sent("interventions:end", "ida", always(ends_on=DAY, reason="finished", text="Nået."), {"pk": "intervention"}),
    Sent("interventions:prolong", "ida", always(planned_end_on="2027-03-01", reason="Ro."), {"pk": "intervention"}),
    Sent("interventions:next_step", "ida", always(step="1", need="Ro."), {"pk": "intervention"}),
    Sent(
        "interventions:mend_placement", "ida", always(is_companion_right_told="on", party_heard_on=DAY),
        {"pk": "placement"}, repeats=True, is_blank_fine=True,
    ),
    Sent(
        "interventions:change_legal_basis", "ida",
        always(on=DAY, legal_basis="board", reason="Samtykket er væk.", party_heard_on=DAY, board_decided_on=DAY,
               board_decision="Anbringes."),
        {"pk": "placement"},
    ),
    Sent(
        "interventions:set_contact", "ida",
        always(with_whom="Far", rhythm="Hver uge", basis="agreed", from_on=DAY, childs_wish="Oftere."),
        {"pk": "placement"}, foreign={"relative": "bos_relative"},
    ),
    Sent("interventions:end_contact", "ida", always(until=DAY), {"pk": "contact"}),
    Sent(
        "interventions:hold_supervision", "ida",
        always(
            held_on=DAY, has_spoken_with_child="yes", child_words="Her er rart.", findings="Ro.",
            next_due_on="2027-05-10",
        ),
        {"pk": "visit"},
    ),
    Sent(
        "interventions:move_supervision", "ida", always(due_on="2026-12-10", reason="Sygdom."), {"pk": "visit"},
        repeats=True,
    ),
    Sent("interventions:record_breakdown", "ida", always(on=DAY, what_happened="Rejste hjem."), {"pk": "placement"}),
    Sent("interventions:learn_from_breakdown", "ida", always(learning="Hør barnet før."), {"pk": "breakdown"}),
    Sent(
        "interventions:decide_return", "ida",
        always(
            decided_on=DAY, period_until="2027-03-01", statement="Klar.",
            support_at_home="Ungeteamet.",
        ),
        {"pk": "placement"},
    ),
    Sent("interventions:complete_return", "ida", always(on=DAY, text="Hjemme."), {"pk": "homecoming"}),
    Sent(
        "interventions:record_board_decision", "sanne", always(on=DAY, outcome="decided", text="Tiltrådt."),
        {"pk": "placement"},
    ),
    Sent("interventions:add_offer", "alf", always(**OFFER)),
    Sent("interventions:change_offer", "alf", always(**OFFER, seen_version="1"), {"code": "offer"}),
    Sent(
        "interventions:add_capacity", "alf", lambda w: {"department": w["other_department"].pk, "opens_on": DAY},
        {"code": "offer"},
    ),
    Sent("interventions:ladder", "alf", always(name="Trappen", number_offset="1"), repeats=True),
    Sent(
        "interventions:step", "alf",
        always(**STEP, seen_version="1", valid_from=DAY),
        {"number": "two"},
    ),
    Sent(
        "interventions:call_knowledge_team", "ida",
        lambda w: PAPERS | {"meets_on": DAY, "leaders": [w["pia"].pk]}, CASE, foreign={"leaders": "worker"},
        repeats=True,
    ),
    Sent(
        "interventions:change_knowledge_team", "ida",
        lambda w: PAPERS | {"meets_on": DAY, "leaders": [w["pia"].pk]}, {"pk": "meeting"},
        foreign={"leaders": "worker"}, repeats=True,
    ),
    Sent("interventions:borrow", "ida", always(agreement="Aftalt med Jens."), {**CASE, "pk": "foreign"}, repeats=True),
    Sent("interventions:cancel_knowledge_team", "ida", always(reason="Sygdom."), {"pk": "meeting"}),
    Sent("interventions:record_advice", "ida", always(advice="Prøv FFT.", decision="Ja."), {"pk": "meeting"}),
    Sent(
        "interventions:new_neighbour", "alf",
        always(code="615", feed_url="https://horsens.example/ledige-pladser.json", public_key=KEY),
    ),
    Sent(
        "interventions:neighbour", "alf",
        always(feed_url="https://nabo.example/ledige-pladser.json", public_key=KEY, seen_version="1"),
        {"code": "neighbour"},
    ),
    Sent("interventions:read_neighbour", "alf", always(), {"code": "neighbour"}, repeats=True, is_blank_fine=True),
    Sent("interventions:drop_edition", "alf", always(), {"pk": "edition"}, is_blank_fine=True),
    Sent("interventions:add_target_group", "alf", always(name="Ny gruppe", order="1")),
    Sent("interventions:target_group", "alf", always(name="Adfærd", order="1"), {"code": "target_group"}, repeats=True),
    Sent(
        "interventions:districts", "alf", lambda w: {"one": w["north"].pk, "other": w["south"].pk, "km": "12"},
        repeats=True,
    ),
    Sent(
        "interventions:place_department", "alf", lambda w: {"district": w["north"].pk, "seen_version": "1"},
        {"code": "placed_department"},
    ),
    Sent("interventions:import_catalogue", "alf", lambda _w: {"file": CatalogueFile()}, repeats=True),
    Sent(
        "interventions:imported", "alf", lambda w: {"seen": reading_of(w["imported"], on=TODAY).fingerprint},
        {"pk": "imported"},
    ),
    Sent(
        "interventions:set_price", "alf", always(kroner="1200", unit="day", valid_from=DAY), {"code": "offer"},
        repeats=True,
    ),
    Sent("interventions:close_offer", "alf", always(closes_on="2026-12-31"), {"code": "offer"}),
    Sent(
        "interventions:plan_onward", "ida",
        lambda w: {"next_offer": w["fresh"].pk, "next_step": "1", "exit_plan": "Hjem."}, {"pk": "intervention"},
        foreign={"next_offer": "offer"},
    ),
    Sent("interventions:set_capacity", "pia", always(places_total="9"), {"pk": "capacity"}, repeats=True,
         is_blank_fine=True),
    Sent("interventions:lend_place", "pia", always(lent_to="661", since=DAY), {"pk": "lendable"}, repeats=True),
    Sent("interventions:return_lent_place", "pia", always(), {"pk": "lent"}, is_blank_fine=True),
    Sent("interventions:place_offer", "ida", always(decision="take"), {"pk": "place_offer"}),
    Sent(
        "interventions:offer_place", "per", always(place_from="2026-11-25", answer_by="2026-11-30"), {"pk": "waiting"},
    ),
    Sent("interventions:move_in_line", "per", always(to_number="1", reason="Akut."), {"pk": "waiting"}),
    Sent("interventions:withdraw_place_offer", "per", always(reason="Vandskade."), {"pk": "place_offer"}),
    Sent(
        "interventions:register_foster_family", "pia",
        lambda w: {
            "department": w["department"].pk, "offer": w["foster_offer"].pk, "name": "Familien Ny", "kind": "general",
            "approved_by": "Socialtilsyn Midt", "approved_from": DAY, "approved_places": "2",
        },
        repeats=True, foreign={"department": "other_department", "offer": "offer", "child": "bos_child"},
    ),
    Sent(
        "interventions:change_foster_family", "pia",
        always(
            seen_version="1", name="Familien Bak", kind="general", approved_by="Socialtilsyn Midt",
            approved_from="2024-01-01", approved_places="3",
        ),
        {"pk": "family"},
    ),
    Sent(
        "interventions:extend_approval", "pia", always(approved_until="2028-01-01", approved_by="Socialtilsyn Midt"),
        {"pk": "family"}, repeats=True,
    ),
    Sent("interventions:retire_foster_family", "pia", always(reason="Flyttet."), {"pk": "family"}),
    Sent(
        "interventions:admission", "alf",
        always(text="Intakemøde", kind="meeting", side="authority", days_before_start="7", order="10"),
        {"code": "foster_offer"}, repeats=True,
    ),
    Sent(
        "interventions:change_admission_item", "alf",
        always(text="Ring", kind="task", side="authority", days_before_start="0", order="1"),
        {"code": "foster_offer", "pk": "admission_item"}, repeats=True,
    ),
    Sent("interventions:admission_point", "ida", always(note=""), {"pk": "point"}, is_blank_fine=True),
    Sent("reviews:messages", "ida", always(), repeats=True, is_blank_fine=True),
    Sent("reviews:message", "ida", always(), {"pk": "message"}, repeats=True, is_blank_fine=True),
    Sent(
        "reviews:agree_plan", "ida",
        lambda w: {"kind": "child", "purpose": "Ro.", "on": DAY, "seen_plan": w["goal"].plan_id}, CASE,
    ),
    Sent(
        "reviews:set_goal", "ida", always(whose="child", domain="school", text="I skole.", on=DAY), CASE, repeats=True,
    ),
    Sent("reviews:set_sub_goal", "ida", always(text="Hver dag.", measure="", on=DAY), {"pk": "goal"}, repeats=True),
    Sent("reviews:close_goal", "ida", always(on=DAY), {"pk": "goal"}),
    Sent("reviews:close_sub_goal", "ida", always(on=DAY), {"pk": "sub_goal"}),
    Sent("reviews:close_case", "ida", always(reason="no_need", text="Det går godt.", on=DAY), PLAIN),
    Sent(
        "reviews:rhythm", "ida",
        always(weeks="8", reason="Ro i familien.", childs_wish="Ikke så tit.", seen_version="1"), CASE,
    ),
    Sent(
        "reviews:hold", "ida",
        lambda w: {
            "held_on": DAY, "child_words": "Det går.", "parents_view": "Bedre.", "decision": "down:1",
            "reason": "Nået.", "next_due_on": "2026-12-21", f"score_{w['sub_goal'].pk}": "1",
        },
        {"pk": "review"},
    ),
    Sent("reviews:hold_check", "ida", always(answer="partly", text="Lidt uro."), {"pk": "hold_check"}),
    Sent("reviews:write_note", "per", lambda w: {"on": DAY, "text": "Ro.", f"score_{w['sub_goal'].pk}": "1"},
         {"pk": "intervention"}, repeats=True),
    Sent(
        "reviews:write_treatment_plan", "per",
        always(on=DAY, aims="Ro.", methods="Samtaler.", exit_strategy="Netværket."), {"pk": "intervention"},
        repeats=True,
    ),
    Sent(
        "reviews:write_end_report", "per",
        lambda w: {"on": DAY, "text": "Godt.", "recommendation": "end", "recommendation_reason": "Nået.",
                   f"score_{w['sub_goal'].pk}": "1"},
        {"pk": "intervention"},
    ),
    Sent("reviews:amend_note", "per", always(on=DAY, text="Ro."), {"pk": "follow_up"}, repeats=True),
    Sent("reviews:plan_meeting", "ida", always(starts_at="2026-11-25T13:00", minutes="60", place="Rådhuset"),
         {"pk": "review"}),
    Sent("reviews:cancel_meeting", "ida", always(reason="Sygdom."), {"pk": "review"}),
    Sent("reviews:invite", "ida", always(), {"pk": "review"}, is_blank_fine=True),
    Sent("reviews:add_participant", "ida", always(who="school", name="Lærer Bo", email="bo@skole.example.dk"),
         {"pk": "review"}),
    Sent("reviews:remove_participant", "ida", always(), {"pk": "participant"}, is_blank_fine=True),
    Sent("reviews:record_view", "ida", always(text="Om skolen."), {"pk": "participant"}, repeats=True),
    Sent("reviews:calendar", "ida", always(), repeats=True, is_blank_fine=True),
    Sent("reviews:revoke_calendar", "ida", always(), is_blank_fine=True),
    Sent("reviews:written_view", "ida", always(text="Om skolen."), {"secret": "view_secret"}, repeats=True),
    Sent("accounts:new_person", "alf", always(name="Nina Ny", email="nina@example.dk", role="manager")),
    Sent(
        "accounts:person", "alf",
        lambda w: {
            "name": "Kaj Lind", "email": w["colleague"].email, "role": "caseworker", "team": w["colleague"].team_id,
            "is_active": "on", "seen_version": "1",
        },
        {"pk": "colleague"},
    ),
    Sent("accounts:password_link", "alf", always(), {"pk": "colleague"}, repeats=True, is_blank_fine=True),
    Sent(
        "accounts:new_membership", "alf", lambda w: {"department": w["other_department"].pk, "since": DAY},
        {"pk": "worker"},
    ),
    Sent("accounts:close_membership", "alf", always(until=DAY), {"pk": "membership"}),
    Sent(
        "reviews:explain", "lone",
        lambda w: {"decision": "move", "text": "Sygdom.", "new_day": "2026-12-01", "is_past_law": "on"},
        {"pk": "review"}, foreign={"caseworker": "worker"},
    ),
    Sent("reviews:explain", "ida", always(text="Sygdom.", decision="explain"), {"pk": "review"}, label="ida",
         repeats=True),
    Sent(
        "accounts:absences", "ida",
        lambda w: {"user": w["ida"].pk, "since": "2026-12-07", "until": "2026-12-11", "cover": w["colleague"].pk},
        foreign={"cover": "bo", "user": "bo"},
    ),
    Sent("accounts:language", "ida", always(language="en"), repeats=True, is_blank_fine=True),
    Sent("accounts:cancel_absence", "ida", always(), {"pk": "absence"}, is_blank_fine=True),
    Sent("accounts:task", "alf", always(decision="away"), {"pk": "parked"}),
    Sent("accounts:new_team", "alf", always(name="Team Ny", district="Vest")),
    Sent("accounts:team", "alf", always(name="Team Vest 2", district="Vest", is_active="on", seen_version="1"),
         {"pk": "team"}),
]  # fmt: skip
