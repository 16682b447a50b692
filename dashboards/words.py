"""Acts, pages and rights of the access log in words a parent can be handed."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from herning.accounts.permissions import Role

_L = gettext_lazy

ACTS = {
    "admission_item.added": _L("Punkt lagt på tilbuddets indskrivning"),
    "admission_item.changed": _L("Punkt i tilbuddets indskrivning rettet"),
    "admission_point.done": _L("Punkt ved indskrivning gjort"),
    "admission_point.reopened": _L("Punkt ved indskrivning åbnet igen"),
    "board_decision.recorded": _L("Udvalgets afgørelse registreret"),
    "case.assigned": _L("Sagen fordelt til en anden rådgiver"),
    "case.closed": _L("Sagen lukket"),
    "case.opened": _L("Sagen åbnet"),
    "case.opened_with_reason": _L("En andens sag åbnet med begrundelse"),
    "child.changed": _L("Barnets oplysninger rettet"),
    "child.registered": _L("Barnet registreret"),
    "concern.acknowledged": _L("Kvitteret for underretning"),
    "concern.assessed": _L("Underretning vurderet"),
    "case.municipalities_set": _L("Handle-, betalings- eller bopælskommune rettet"),
    "concern.closed": _L("Underretning afsluttet"),
    "concern.joined": _L("Underretning lagt til sagen"),
    "concern.registered": _L("Underretning registreret"),
    "consent.recorded": _L("Samtykke registreret"),
    "consent.withdrawn": _L("Samtykke trukket tilbage"),
    "conversation.held": _L("Børnesamtale registreret"),
    "conversation.waived": _L("Børnesamtale fraveget med begrundelse"),
    "custody.ended": _L("Forældremyndighed ændret"),
    "follow_up_note.amended": _L("Opfølgningsnotat rettet ved nyt notat"),
    "follow_up_note.written": _L("Opfølgningsnotat skrevet"),
    "goal.closed": _L("Mål lukket"),
    "goal.set": _L("Mål sat"),
    "intervention.ended": _L("Indsats afsluttet"),
    "intervention.started": _L("Indsats startet"),
    "investigation.begun": _L("Undersøgelse begyndt"),
    "investigation.finished": _L("Undersøgelse afsluttet"),
    "message.refused": _L("Besked kunne ikke sendes"),
    "message.sent": _L("Besked sendt"),
    "message.written": _L("Besked skrevet"),
    "note.amended": _L("Journalnotat rettet ved nyt notat"),
    "note.written": _L("Journalnotat skrevet"),
    "placement.started": _L("Anbringelse startet"),
    "place.lent": _L("Plads udlånt til en anden kommune"),
    "place.returned": _L("Udlånt plads givet tilbage"),
    "place_offer.declined": _L("Sagt nej til en tilbudt plads"),
    "place_offer.lapsed": _L("Tilbudt plads bortfaldet uden svar"),
    "place_offer.made": _L("Plads tilbudt"),
    "place_offer.taken": _L("Tilbudt plads taget"),
    "place_offer.withdrawn": _L("Tilbudt plads trukket tilbage"),
    "plan.agreed": _L("Plan aftalt"),
    "queue.jumped": _L("Flyttet i køen med begrundelse"),
    "referral.accepted": _L("Visitation accepteret"),
    "referral.approved": _L("Visitation godkendt"),
    "referral.declined": _L("Visitation afvist af udfører"),
    "referral.made": _L("Visitation lavet"),
    "referral.prepared": _L("Visitation forberedt af opfølgningen"),
    "referral.put_on_waiting_list": _L("Visitation på venteliste"),
    "referral.returned": _L("Visitation sendt tilbage"),
    "referral.withdrawn": _L("Visitation trukket tilbage"),
    "relative.added": _L("Person i familie eller netværk tilføjet"),
    "review.held": _L("Opfølgning holdt"),
    "review.lapsed": _L("Opfølgning bortfaldet"),
    "review.planned": _L("Opfølgning planlagt"),
    "review_rhythm.set": _L("Takt for opfølgning besluttet"),
    "sibling.added": _L("Søskende tilføjet"),
    "sub_goal.closed": _L("Delmål lukket"),
    "sub_goal.set": _L("Delmål sat"),
    "catalogue.loaded": _L("Kataloget indlæst"),
    "capacity.added": _L("Tilbud givet til en afdeling"),
    "capacity.applied": _L("Planlagt antal pladser trådt i kraft"),
    "capacity.planned": _L("Antal pladser planlagt"),
    "capacity.set": _L("Antal pladser sat"),
    "foster_family.changed": _L("Plejefamilie rettet"),
    "foster_family.extended": _L("Plejefamilies godkendelse forlænget"),
    "foster_family.registered": _L("Plejefamilie registreret"),
    "foster_family.retired": _L("Plejefamilies godkendelse trukket tilbage"),
    "ladder.renumbered": _L("Trappens numre ændret"),
    "membership.added": _L("Bruger tilknyttet afdeling"),
    "membership.ended": _L("Tilknytning til afdeling afsluttet"),
    "offer.added": _L("Tilbud tilføjet"),
    "offer.changed": _L("Tilbud rettet"),
    "step.renamed": _L("Trin rettet"),
    "task.parked": _L("Opgave fejlede og blev lagt til side"),
    "task.put_away": _L("Fejlet opgave lagt væk"),
    "task.run_again": _L("Fejlet opgave kørt igen"),
    "team.added": _L("Team oprettet"),
    "team.changed": _L("Team rettet"),
    "user.changed": _L("Bruger rettet"),
    "user.created": _L("Bruger oprettet"),
    "user.deactivated": _L("Bruger lukket"),
    "user.password_offered": _L("Link til adgangskode sendt"),
}

PAGES = {
    "dashboards:case": _L("Overblik"),
    "dashboards:access_log": _L("Adgang"),
    "cases:journal": _L("Journal"),
    "cases:write_note": _L("Skriv journalnotat"),
    "cases:family": _L("Familie og netværk"),
    "cases:concern": _L("Underretning"),
    "cases:conversation": _L("Børnesamtale"),
    "cases:consent": _L("Samtykke"),
    "cases:investigation": _L("Undersøgelse"),
    "cases:assign": _L("Fordel sagen"),
    "cases:open_with_reason": _L("Åbn med begrundelse"),
    "cases:add_relative": _L("Tilføj person"),
    "cases:add_sibling": _L("Tilføj søskende"),
    "cases:change_child": _L("Ret barnets oplysninger"),
    "interventions:interventions": _L("Indsatser"),
    "neighbour.added": _L("Nabokommune tilføjet"),
    "neighbour.changed": _L("Nabokommune rettet"),
    "neighbour.read": _L("Nabokommunes ledige pladser læst"),
    "neighbour.refused": _L("Nabokommunes feed kunne ikke bruges"),
    "offer.borrowed": _L("Tilbud lånt fra en nabokommune"),
    "interventions:refer": _L("Visitation"),
    "interventions:referral": _L("Visitation"),
    "interventions:approve": _L("Godkend visitation"),
    "interventions:withdraw": _L("Træk visitation tilbage"),
    "interventions:answer": _L("Visitation hos udfører"),
    "interventions:start": _L("Start indsats"),
    "interventions:end": _L("Afslut indsats"),
    "interventions:placement": _L("Anbringelse"),
    "interventions:record_board_decision": _L("Udvalgets afgørelse"),
    "reviews:plan": _L("Plan og mål"),
    "reviews:agree_plan": _L("Aftal plan"),
    "reviews:case_reviews": _L("Opfølgninger"),
    "reviews:deadlines": _L("Frister"),
    "reviews:rhythm": _L("Beslut takten"),
    "reviews:review": _L("Opfølgning"),
    "reviews:hold": _L("Hold opfølgning"),
    "reviews:close_case": _L("Luk sagen"),
    "reviews:delivered": _L("Barnets side hos udfører"),
    "reviews:write_note": _L("Skriv opfølgningsnotat"),
}

RIGHTS = {
    "caseworker": _L("sagens rådgiver"),
    "granted": _L("åbnet med begrundelse"),
    "team_leader": _L("teamleder"),
    "manager": _L("leder"),
    "provider": _L("udfører"),
    "provider_worker": _L("udfører"),
    "cases:set_municipalities": _L("Kommuner på sagen"),
    "provider_leader": _L("afdelingsleder"),
    "secretary": _L("udvalgets sekretær"),
}


def act(kind: str) -> str:
    """What an act is called; one without words keeps its code, so that nothing is hidden."""
    return str(ACTS.get(kind, kind))


def page(name: str) -> str:
    """What a page is called."""
    return str(PAGES.get(name, name))


def right(relation: str) -> str:
    """By what right somebody saw the case."""
    return str(RIGHTS.get(relation, relation)) if relation else _("egen opgave i sagen")


def role(code: str) -> str:
    """What somebody is here; the system's name says it already."""
    return "" if code == Role.SYSTEM else str(Role(code).label)
