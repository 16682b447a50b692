"""The only file that grants anything: verbs, and roles as sets of them, each with a sentence saying who holds it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Permission(models.TextChoices):
    """One verb each; an action and the page that leads to it ask for the same one."""

    SIGN_IN = "sign_in", _("se sin egen startside og sine egne kladder")
    SEARCH = "search", _("søge efter børn og sager")
    # cases
    SEE_CONCERN = "see_concern", _("se underretninger")
    REGISTER_CONCERN = "register_concern", _("registrere en underretning")
    ASSESS_CONCERN = "assess_concern", _("vurdere en underretning")
    ACKNOWLEDGE_CONCERN = "acknowledge_concern", _("kvittere for en underretning")
    DECIDE_CONCERN = "decide_concern", _("afslutte en underretning")
    OPEN_CASE = "open_case", _("åbne en sag")
    SEE_CASE = "see_case", _("se en sag")
    OPEN_WITH_REASON = "open_with_reason", _("åbne en andens sag med en begrundelse")
    ASSIGN_CASE = "assign_case", _("fordele sager")
    CHANGE_CHILD = "change_child", _("rette barnets oplysninger")
    CHANGE_FAMILY = "change_family", _("rette familie og netværk")
    SPEAK_WITH_CHILD = "speak_with_child", _("registrere en børnesamtale")
    WRITE_JOURNAL = "write_journal", _("skrive i journalen")
    RECORD_CONSENT = "record_consent", _("registrere samtykke")
    INVESTIGATE = "investigate", _("føre en børnefaglig undersøgelse")
    CLOSE_CASE = "close_case", _("lukke en sag")
    SEE_ACCESS_LOG = "see_access_log", _("se hvem der har set en sag")
    # interventions
    REFER = "refer", _("visitere til et tilbud")
    APPROVE_REFERRAL = "approve_referral", _("godkende en visitation")
    DELEGATE_APPROVAL = "delegate_approval", _("lade en kollega godkende i sit sted")
    SET_APPROVAL_LIMITS = "set_approval_limits", _("sætte grænser for, hvem der godkender")
    ANSWER_REFERRAL = "answer_referral", _("svare på en visitation")
    START_INTERVENTION = "start_intervention", _("starte en indsats")
    END_INTERVENTION = "end_intervention", _("afslutte en indsats")
    START_PLACEMENT = "start_placement", _("starte en anbringelse")
    SET_CONTACT = "set_contact", _("aftale samvær")
    HOLD_SUPERVISION = "hold_supervision", _("holde tilsyn")
    RECORD_BREAKDOWN = "record_breakdown", _("registrere et sammenbrud")
    DECIDE_RETURN = "decide_return", _("beslutte hjemgivelse")
    PROLONG_INTERVENTION = "prolong_intervention", _("forlænge en indsats")
    RECORD_BOARD_DECISION = "record_board_decision", _("registrere udvalgets afgørelse")
    SET_CAPACITY = "set_capacity", _("sætte antal pladser")
    KEEP_PLACES = "keep_places", _("lade tilbudte pladser bortfalde og planlagte pladser træde i kraft")
    MANAGE_FOSTER_FAMILIES = "manage_foster_families", _("registrere og rette plejefamilier")
    TICK_ADMISSION = "tick_admission", _("krydse punkter af ved indskrivning")
    CHANGE_CATALOGUE = "change_catalogue", _("rette trappe og katalog")
    SEE_CATALOGUE = "see_catalogue", _("se kataloget")
    SEE_CATALOGUE_CHANGES = "see_catalogue_changes", _("se ændringer af kataloget")
    CALL_KNOWLEDGE_TEAM = "call_knowledge_team", _("indkalde et vidensteam")
    JOIN_KNOWLEDGE_TEAM = "join_knowledge_team", _("læse papirerne til et vidensteam")
    CHANGE_NEIGHBOURS = "change_neighbours", _("rette nabokommuner")
    READ_NEIGHBOURS = "read_neighbours", _("læse nabokommuners ledige pladser")
    # reviews
    PLAN = "plan", _("lave plan og mål")
    WRITE_FOLLOW_UP_NOTE = "write_follow_up_note", _("skrive opfølgningsnotat")
    WRITE_TREATMENT_PLAN = "write_treatment_plan", _("skrive behandlingsplan")
    WRITE_END_REPORT = "write_end_report", _("skrive slutrapport")
    SEE_INTERVENTION = "see_intervention", _("se børn i egen afdeling")
    HOLD_REVIEW = "hold_review", _("holde opfølgning")
    RECEIVE_VIEW = "receive_view", _("modtage deltageres skriftlige syn")
    ANSWER_HOLD_CHECK = "answer_hold_check", _("svare på, om et trin ned holdt")
    SCHEDULE_REVIEWS = "schedule_reviews", _("planlægge opfølgninger")
    COUNT_OUTCOMES = "count_outcomes", _("gøre op, hvad tilbud har ført til")
    REMIND = "remind", _("sende påmindelser")
    # dashboards and administration
    SEE_TEAM = "see_team", _("se teamets overblik")
    SEE_STAIRCASE = "see_staircase", _("se trappen")
    REGISTER_ABSENCE = "register_absence", _("registrere fravær og afløser")
    EXPLAIN_REVIEW = "explain_review", _("forklare en opfølgning over fristen")
    MOVE_REVIEW = "move_review", _("flytte en opfølgning")
    MANAGE_PEOPLE = "manage_people", _("oprette brugere og teams")
    MANAGE_TASKS = "manage_tasks", _("køre fejlede opgaver igen")


class Role(models.TextChoices):
    """Who somebody is here; authority decides, providers deliver, and nobody is both."""

    CASEWORKER = "caseworker", _("Rådgiver")
    TEAM_LEADER = "team_leader", _("Teamleder")
    PROVIDER_WORKER = "provider_worker", _("Udfører")
    PROVIDER_LEADER = "provider_leader", _("Afdelingsleder")
    MANAGER = "manager", _("Leder")
    SECRETARY = "secretary", _("Sekretær")
    ADMINISTRATOR = "administrator", _("Administrator")
    SYSTEM = "system", _("Systemet")


_P = Permission

_CASEWORK = frozenset(
    {
        _P.SIGN_IN, _P.SEARCH, _P.SEE_CONCERN, _P.REGISTER_CONCERN, _P.ASSESS_CONCERN, _P.ACKNOWLEDGE_CONCERN,
        _P.DECIDE_CONCERN, _P.OPEN_CASE, _P.SEE_CASE, _P.CHANGE_CHILD, _P.CHANGE_FAMILY, _P.SPEAK_WITH_CHILD,
        _P.WRITE_JOURNAL, _P.RECORD_CONSENT, _P.INVESTIGATE, _P.CLOSE_CASE, _P.SEE_ACCESS_LOG, _P.REFER,
        _P.START_INTERVENTION, _P.END_INTERVENTION, _P.START_PLACEMENT, _P.SET_CONTACT, _P.HOLD_SUPERVISION,
        _P.RECORD_BREAKDOWN, _P.DECIDE_RETURN, _P.PROLONG_INTERVENTION,
        _P.PLAN, _P.HOLD_REVIEW, _P.SEE_CATALOGUE, _P.SEE_CATALOGUE_CHANGES,
        _P.REGISTER_ABSENCE, _P.EXPLAIN_REVIEW,
        _P.CALL_KNOWLEDGE_TEAM,
        _P.TICK_ADMISSION,
        _P.ANSWER_HOLD_CHECK,
    }
)  # fmt: skip
_PROVIDING = frozenset(
    {
        _P.SIGN_IN, _P.ANSWER_REFERRAL, _P.SEE_INTERVENTION, _P.WRITE_FOLLOW_UP_NOTE,
        _P.TICK_ADMISSION,
        _P.WRITE_TREATMENT_PLAN, _P.WRITE_END_REPORT,
        _P.SEE_CATALOGUE,
    }
)  # fmt: skip

ROLES: dict[str, frozenset[Permission]] = {
    # The municipality's social worker: owns cases end to end; opens another's only with a reason that is kept.
    # Approves only while the team leader has lent its word (`may_approve`).
    Role.CASEWORKER: _CASEWORK | {_P.OPEN_WITH_REASON, _P.APPROVE_REFERRAL},
    # Leads one team of caseworkers: the team's cases, assigns them, approves steps 3–5, never an own referral.
    Role.TEAM_LEADER: _CASEWORK
    | {_P.ASSIGN_CASE, _P.MOVE_REVIEW, _P.APPROVE_REFERRAL, _P.DELEGATE_APPROVAL, _P.SEE_TEAM, _P.SEE_STAIRCASE},
    # Works in a provider's department: its children, never concerns or the journal; decides nothing.
    Role.PROVIDER_WORKER: _PROVIDING,
    # Leads a provider's department: the same, its number of places, and its foster families; advises when invited.
    Role.PROVIDER_LEADER: _PROVIDING | {_P.SET_CAPACITY, _P.MANAGE_FOSTER_FAMILIES, _P.JOIN_KNOWLEDGE_TEAM},
    # Leads the children's services: figures, and cases to read, each look on record; edits none.
    Role.MANAGER: frozenset(
        {_P.APPROVE_REFERRAL}
        | {
            _P.SIGN_IN,
            _P.SEARCH,
            _P.SEE_STAIRCASE,
            _P.SEE_TEAM,
            _P.SEE_CASE,
            _P.SEE_CATALOGUE,
            _P.SEE_CATALOGUE_CHANGES,
            _P.SEE_ACCESS_LOG,
        }
    ),
    # Keeps the Board's minutes: records its decisions in the cases that are before it.
    Role.SECRETARY: frozenset({_P.SIGN_IN, _P.RECORD_BOARD_DECISION, _P.SEE_CATALOGUE, _P.SEE_CATALOGUE_CHANGES}),
    # Runs the system: people, teams, ladder and catalogue; reads no case.
    Role.ADMINISTRATOR: frozenset(
        {_P.SET_APPROVAL_LIMITS}
        | {
            _P.SIGN_IN,
            _P.MANAGE_PEOPLE,
            _P.MANAGE_TASKS,
            _P.CHANGE_CATALOGUE,
            _P.SEE_CATALOGUE,
            _P.SET_CAPACITY,
            _P.SEE_CATALOGUE_CHANGES,
            _P.CHANGE_NEIGHBOURS,
            _P.READ_NEIGHBOURS,
        }
    ),
    # The machine itself: what nobody presses a button for.
    Role.SYSTEM: frozenset(
        {_P.COUNT_OUTCOMES}
        | {
            _P.SCHEDULE_REVIEWS,
            _P.REMIND,
            _P.RECEIVE_VIEW,
            _P.KEEP_PLACES,
            _P.CHANGE_CATALOGUE,
            _P.MANAGE_PEOPLE,
            _P.MANAGE_TASKS,
            _P.READ_NEIGHBOURS,
        }
    ),
}
