"""The placement checklist: every point the law asks of a placement, with its paragraph (no database, no clock)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from cases.rules import investigation_due, is_of_age
from herning.rules import RuleBroken, add_months, age_on
from herning.web.days import long_date
from interventions.enums import FosterType, LegalBasis
from interventions.placement_points import Facts, Point
from interventions.rules import BOARD_BASES, CONSENT_BASES, LONGEST_PLACEMENT_MONTHS, provisional_due

# What waits in an urgent placement is mended within the week in which the Board too must have decided (§ 143).
MEND_DAYS = timedelta(days=7)
PLAN_MONTHS = 3
REPORT_WEEKS = timedelta(weeks=4)
YOUTH_PLAN_FROM = 16


def points(facts: Facts) -> list[Point]:
    """The whole list, in the order a caseworker goes through it."""
    found = [
        *_investigated(facts),
        *_heard(facts),
        *_founded(facts),
        *_locked_in(facts),
        *_planned(facts),
        *_at_the_family(facts),
        *_followed(facts),
    ]
    return [_with_evidence(point, facts.evidence) for point in found]


def lacking(found: Iterable[Point]) -> list[Point]:
    """What the law requires and is not there."""
    return [point for point in found if point.is_lacking]


def must_be_lawful(found: Iterable[Point], *, urgent_ground: str, is_begun: bool = False) -> None:
    """A placement begins with what the law requires; an urgent one may lack what can be mended later (§§ 20, 46).

    Raises `RuleBroken` that lists all that lacks, beside the first point's field.
    """
    is_urgent = bool(urgent_ground.strip())
    missing = [point for point in lacking(found) if not (is_urgent and point.may_be_mended)]
    if not missing:
        return
    first = missing[0].field
    if len(missing) == 1:
        raise RuleBroken(missing[0].lacks, field=first)
    listed = " ".join(f"{number}) {point.lacks}" for number, point in enumerate(missing, start=1))
    if is_begun:
        raise RuleBroken(_("Grundlaget kan ikke skifte endnu. Der mangler: %(what)s") % {"what": listed}, field=first)
    raise RuleBroken(
        _("Anbringelsen kan ikke begynde endnu. Der mangler: %(what)s") % {"what": listed}, field=first
    )  # fmt: skip


def mend_by(found: Iterable[Point]) -> date | None:
    """The nearest deadline among what an urgent placement began without; none when nothing lacks."""
    return min((point.due_on for point in lacking(found) if point.due_on is not None), default=None)


def _with_evidence(point: Point, evidence: Mapping[str, str]) -> Point:
    said = evidence.get(point.code, "")
    return replace(point, evidence=said) if said and point.is_met else point


def _investigated(facts: Facts) -> list[Point]:
    """Four months from becoming aware also hold for an urgent placement; when they are over, a week (§ 20)."""
    soon = facts.starts_on + MEND_DAYS
    due_on = max(investigation_due(facts.aware_on), soon) if facts.aware_on else soon
    return [
        Point(
            "investigation", "§ 20", _("Børnefaglig undersøgelse er afsluttet"), facts.is_investigated,
            _("Der er ingen afsluttet børnefaglig undersøgelse. Afslut den først, eller skriv, hvorfor det er akut."),
            may_be_mended=True, due_on=due_on, field="urgent_ground",
        ),
        Point(
            "position", "§ 22", _("Undersøgelsen ender med en begrundet stillingtagen"), facts.has_position,
            _("Undersøgelsen mangler en begrundet stillingtagen til §§ 32, 46 og 47."),
            may_be_mended=True, due_on=due_on, field="urgent_ground",
        ),
        Point(
            "siblings", "§ 21", _("Søskende er overvejet"),
            not facts.has_siblings or bool(facts.siblings_considered.strip()),
            _("Barnet har søskende. Skriv, hvad I har overvejet om dem (§ 21)."),
            may_be_mended=True, due_on=soon, field="siblings_considered",
        ),
        Point(
            "siblings_investigated", "§ 21", _("Søskende under 15 år er selv undersøgt, når grunden er omsorgssvigt"),
            not facts.siblings_not_investigated,
            _("Uden egen undersøgelse: %(names)s. Den kræves, når anbringelsen skyldes omsorgssvigt eller overgreb.")
            % {"names": ", ".join(facts.siblings_not_investigated)},
            blocks=False,
        ),
        Point(
            "two_caseworkers", "§ 21", _("To rådgivere ved de vigtige møder"), facts.had_two_caseworkers is True,
            _("Normalt er der to rådgivere med, når familien ikke har fået hjælp før."), blocks=False,
        ),
    ]  # fmt: skip


def _heard(facts: Facts) -> list[Point]:
    soon = facts.starts_on + MEND_DAYS
    return [
        Point(
            "conversation", "§ 5", _("Der er talt med barnet"), facts.is_spoken_with,
            _("Barnet er ikke talt med siden %(day)s. Hold samtalen, eller begrund, hvorfor den ikke kan holdes (§ 5).")
            % {"day": facts.spoken_since},
        ),
        Point(
            "companion", "§ 6", _("Barnet kender sin ret til en bisidder"),
            facts.is_companion_right_told or facts.is_waived,
            _("Fortæl barnet om retten til en bisidder, og sæt kryds (§ 6)."),
            may_be_mended=True, due_on=soon, field="is_companion_right_told",
        ),
        Point(
            "hearing", _("forvaltningslovens § 19"), _("Parterne er hørt om oplysningerne"), facts.is_heard,
            _("Skriv, hvornår parterne er hørt om sagens oplysninger (forvaltningslovens § 19)."),
            may_be_mended=True, due_on=soon, field="party_heard_on",
        ),
    ]  # fmt: skip


def _founded(facts: Facts) -> list[Point]:
    """What the placement rests on: consent, the Board, the chair's provisional decision, or the child's own wish.

    From 18 it is youth support, and the young person's own word alone (Barnets lov §§ 114–120).
    """
    if facts.legal_basis == LegalBasis.YOUTH or is_of_age(facts.born_on, on=facts.founded_on):
        return [_own_word(facts)]
    if facts.legal_basis in BOARD_BASES:
        return [_decided_by_the_board(facts)]
    missing = ", ".join(facts.consents_missing)
    no_holder = _("Der er ikke registreret nogen forældremyndighedsindehaver. Tilføj den under Familie og netværk.")
    no_consent = _(
        "Der mangler samtykke til anbringelse fra %(names)s. Registrér det, eller vælg et andet retsgrundlag."
    ) % {"names": missing}
    found = [
        Point(
            "consent", "§ 46", _("Samtykke fra forældremyndighedens indehavere og fra den unge på 15 år"),
            facts.legal_basis in CONSENT_BASES and facts.has_holders and not missing,
            no_consent if facts.has_holders else no_holder, field="legal_basis",
        )
    ]  # fmt: skip
    if facts.legal_basis == LegalBasis.OWN_WISH:
        found.append(
            Point(
                "own_wish", "§ 48", _("Barnets eget ønske står i samtalen"),
                facts.is_spoken_with and not facts.is_waived,
                _("Barnets ønske om at blive anbragt skal stå i barnets egne ord i en samtale (§ 48)."),
                field="legal_basis",
            )
        )  # fmt: skip
    return found


def _own_word(facts: Facts) -> Point:
    """The consent to youth support."""
    is_grown, is_youth = is_of_age(facts.born_on, on=facts.founded_on), facts.legal_basis == LegalBasis.YOUTH
    if not is_grown:
        lacks = _("Ungestøtte er for unge fra 18 år. Vælg et andet retsgrundlag.")
    elif not is_youth:
        lacks = _("Den unge er fyldt 18 år og samtykker selv. Vælg ungestøtte (§§ 114–120) som retsgrundlag.")
    else:
        lacks = _("Der mangler samtykke til ungestøtte fra %(names)s. Registrér det først.")
        lacks %= {"names": ", ".join(facts.consents_missing)}
    return Point(
        "consent", "§§ 114–120", _("Samtykke fra den unge selv, der er fyldt 18 år"),
        is_grown and is_youth and not facts.consents_missing, lacks, field="legal_basis",
    )  # fmt: skip


def _decided_by_the_board(facts: Facts) -> Point:
    """§ 47 is the Board's decision and comes first; § 143 goes before it, and within seven days it has decided."""
    is_provisional = facts.legal_basis == LegalBasis.PROVISIONAL
    if is_provisional:
        lacks = _("Udvalget skal afgøre sagen inden syv dage, og sekretæren registrerer det.")
    else:
        lacks = _("Udvalgets afgørelse mangler. Skriv dagen og ordlyden, eller vælg § 143, hvis det ikke kan vente.")
    point = Point(
        "provisional" if is_provisional else "board", "§ 143" if is_provisional else "§ 47",
        _("Udvalget har behandlet den foreløbige afgørelse") if is_provisional else
        _("Børne- og ungeudvalget har besluttet anbringelsen"),
        facts.is_decided_by_board, lacks, blocks=not is_provisional, field="board_decided_on",
        due_on=provisional_due(facts.rests_since) if is_provisional else facts.rests_since,
    )  # fmt: skip
    if facts.board_refused_on is None:
        return point
    refused = _(
        "Udvalget afviste anbringelsen %(day)s. Barnet skal hjem, eller anbringelsen skal hvile på noget andet."
    ) % {"day": long_date(facts.board_refused_on)}
    return replace(
        point, lacks=refused, blocks=True, is_refused=True, due_on=facts.board_refused_on, field="legal_basis"
    )  # fmt: skip


def _locked_in(facts: Facts) -> list[Point]:
    """A secure unit takes nobody on consent: the Board decides, or its chair until it meets (§§ 62, 143)."""
    if not facts.is_secure_unit:
        return []
    return [
        Point(
            "secure", "§ 62", _("Børne- og ungeudvalget afgør, at barnet anbringes på en sikret institution"),
            facts.legal_basis in BOARD_BASES,
            _("En sikret institution kræver udvalgets afgørelse. Vælg udvalget som retsgrundlag, eller et andet sted."),
            field="legal_basis",
        )
    ]  # fmt: skip


def _planned(facts: Facts) -> list[Point]:
    """Before a placement without consent there is a plan; after a provisional decision before the Board decides.

    Otherwise the plan follows within three months (§§ 91, 108).
    """
    is_youth = facts.born_on is not None and age_on(facts.born_on, facts.starts_on) >= YOUTH_PLAN_FROM
    is_coerced, is_provisional = facts.legal_basis in BOARD_BASES, facts.legal_basis == LegalBasis.PROVISIONAL
    due_on = facts.rests_since + MEND_DAYS if is_coerced else add_months(facts.stays_since, PLAN_MONTHS)
    without = _("Der er ingen plan. Aftal den, før barnet anbringes uden samtykke.")
    later = _("Der er ingen plan endnu. Den skal være lagt inden for tre måneder.")
    return [
        Point(
            "purpose", "§§ 46 og 47", _("Formålet er skrevet"), bool(facts.purpose.strip()),
            _("Skriv formålet med anbringelsen (§§ 46 og 47)."), field="purpose",
        ),
        Point(
            "duration", "§§ 46 og 47", _("Den forventede varighed er skrevet"),
            1 <= facts.expected_months <= LONGEST_PLACEMENT_MONTHS,
            _("Skriv den forventede varighed i måneder, mindst 1."), field="expected_months",
        ),
        Point(
            "plan", "§ 108" if is_youth else "§ 91", _("Ungeplan er lagt") if is_youth else _("Barnets plan er lagt"),
            facts.has_plan, without if is_coerced else later, blocks=is_coerced, may_be_mended=is_provisional,
            due_on=due_on, field="legal_basis" if is_coerced else None,
        ),
    ]  # fmt: skip


def _at_the_family(facts: Facts) -> list[Point]:
    """The type of a foster family and its approval; a network family may be approved after an urgent start (§ 43)."""
    if not facts.is_foster_care:
        return []
    is_network = FosterType.NETWORK in {facts.foster_type, facts.family_type}
    fits = not facts.family_type or facts.family_type == facts.foster_type
    return [
        Point(
            "foster_type", "§ 43", _("Typen af plejefamilie er valgt"), bool(facts.foster_type) and fits,
            _("Vælg typen af plejefamilie (§ 43).") if fits else
            _("Familien er godkendt som %(type)s. Vælg den type, eller en anden familie (§ 43).")
            % {"type": FosterType(facts.family_type).label}, field="foster_type",
        ),
        Point(
            "approval", "§ 43", _("Plejefamilien er godkendt"), facts.is_family_approved is True,
            _("Visitationen siger ikke, hvilken familie det er. Se efter, at den er godkendt.")
            if facts.is_family_approved is None
            else _("Familiens godkendelse gælder ikke den dag. Få den godkendt, eller vælg en anden familie."),
            blocks=facts.is_family_approved is False, may_be_mended=is_network,
            due_on=facts.starts_on + MEND_DAYS, field="foster_type",
        ),
    ]  # fmt: skip


def _followed(facts: Facts) -> list[Point]:
    soon = facts.starts_on + MEND_DAYS
    # From 18 nobody holds custody, so there is nobody to offer one.
    parents = [] if is_of_age(facts.born_on, on=facts.founded_on) else [
        Point(
            "support_person", "§ 75", _("Forældremyndighedens indehavere er tilbudt en støtteperson"),
            facts.is_support_person_offered, _("Tilbyd forældrene en støtteperson, og sæt kryds (§ 75)."),
            may_be_mended=True, due_on=soon, field="is_support_person_offered",
        )
    ]  # fmt: skip
    return [
        *parents,
        Point(
            "child_support_person", "§ 75", _("Barnet er hjulpet med at finde en støtteperson"),
            facts.is_child_support_person_offered, _("Hjælp barnet med at pege på en voksen, det er tryg ved."),
            blocks=False,
        ),
        Point(
            "contact", "§§ 103–105", _("Samvær og kontakt er aftalt"), bool(facts.contact.strip()),
            _("Skriv, hvad der er aftalt om samvær og kontakt (§§ 103–105)."), field="contact",
        ),
        Point(
            "supervision", "§ 156", _("Første tilsyn har en dato"), facts.first_supervision_on is not None,
            _("Sæt en dato for det første tilsyn (§ 156)."), field="first_supervision_on",
        ),
        Point(
            "reporting", _("Danmarks Statistik"), _("Anbringelsen er indberettet"), facts.is_reported,
            _("Indberet anbringelsen til Danmarks Statistik inden fire uger."), blocks=False,
            due_on=facts.starts_on + REPORT_WEEKS,
        ),
    ]  # fmt: skip
