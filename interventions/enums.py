"""The words that help is sorted by."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReferralStatus(models.TextChoices):
    """Where a referral stands; `rules.REFERRAL_TRANSITIONS` says what may follow what."""

    DRAFT = "draft", _("Under udarbejdelse")
    AWAITING_APPROVAL = "awaiting", _("Afventer teamleder")
    SENT = "sent", _("Sendt til udfører")
    WAITING = "waiting", _("På venteliste")
    OFFERED = "offered", _("Plads tilbudt")
    ACCEPTED = "accepted", _("Accepteret")
    DECLINED = "declined", _("Afvist")
    STARTED = "started", _("Startet")
    WITHDRAWN = "withdrawn", _("Trukket tilbage")


class DeclineReason(models.TextChoices):
    """Why a provider declines."""

    FULL = "full", _("Ingen ledig plads i tide")
    TARGET_GROUP = "target_group", _("Barnet er ikke i målgruppen")
    AGE = "age", _("Barnets alder passer ikke")
    STAFF = "staff", _("Vi mangler den rette faglighed nu")
    OTHER = "other", _("Andet")


class EndReason(models.TextChoices):
    """Why an intervention ended."""

    MOVED_DOWN = "moved_down", _("Ned ad trappen")
    MOVED_UP = "moved_up", _("Op ad trappen")
    MOVED_ACROSS = "moved_across", _("Til andet tilbud på samme trin")
    FINISHED = "finished", _("Afsluttet efter plan")
    BREAKDOWN = "breakdown", _("Sammenbrud")
    WITHDRAWN_CONSENT = "withdrawn_consent", _("Samtykke trukket tilbage")
    HANDED_OVER = "handed_over", _("Overtaget af en anden kommune")
    DIED = "died", _("Barnet er død")
    OTHER = "other", _("Andet")


class LegalBasis(models.TextChoices):
    """What an out-of-home placement rests on (Barnets lov)."""

    CONSENT = "consent", _("§ 46 med samtykke")
    BOARD = "board", _("§ 47 uden samtykke, børne- og ungeudvalget")
    PROVISIONAL = "provisional", _("§ 143 foreløbig afgørelse, udvalget inden 7 dage")
    OWN_WISH = "own_wish", _("§ 48 efter barnets eget ønske")
    YOUTH = "youth", _("§§ 114–120 ungestøtte med den unges eget samtykke")


class BoardOutcome(models.TextChoices):
    """What the Board made of a placement without consent."""

    DECIDED = "decided", _("Anbringelsen er besluttet")
    REFUSED = "refused", _("Anbringelsen er afvist")


class FosterType(models.TextChoices):
    """The legal types of foster family (Barnets lov § 43)."""

    GENERAL = "general", _("Almen plejefamilie")
    REINFORCED = "reinforced", _("Forstærket plejefamilie")
    SPECIALISED = "specialised", _("Specialiseret plejefamilie")
    NETWORK = "network", _("Netværksplejefamilie")


class MoveCause(models.TextChoices):
    """What moved a child on the ladder."""

    START = "start", _("Indsats startet")
    END = "end", _("Indsats afsluttet")


class MethodType(models.TextChoices):
    """What kind of help an offer is; our own grouping of the catalogue."""

    UNIVERSAL = "universal", _("Almen indsats")
    SCHOOL_MODEL = "school_model", _("Skolemodel")
    COUNSELLING = "counselling", _("Rådgivning")
    PARENT_PROGRAMME = "parent_programme", _("Forældreprogram")
    HEALTH_VISIT = "health_visit", _("Sundhedsbesøg")
    CHILD_GROUP = "child_group", _("Børnegruppe")
    SUBSIDY = "subsidy", _("Økonomisk støtte")
    FAMILY_TREATMENT = "family_treatment", _("Familiebehandling")
    INDIVIDUAL_TREATMENT = "individual_treatment", _("Individuel behandling")
    SUPPORT_PERSON = "support_person", _("Støtte- og kontaktperson")
    SUPERVISION = "supervision", _("Vejledning")
    BOARDING_SCHOOL = "boarding_school", _("Kost- og efterskole")
    SEMI_INDEPENDENT_LIVING = "semi_independent_living", _("Bomiljø")
    RESPITE_CARE = "respite_care", _("Aflastning")
    DAY_TREATMENT = "day_treatment", _("Dagbehandling")
    OWN_ROOM = "own_room", _("Eget værelse")
    KINSHIP_CARE = "kinship_care", _("Slægt og netværk")
    FOSTER_CARE = "foster_care", _("Familiepleje")
    TREATMENT_FOSTER_CARE = "treatment_foster_care", _("Behandlende familiepleje")
    HYBRID_SUPPORT = "hybrid_support", _("Hybridløsning")
    RESIDENTIAL_FAMILY = "residential_family", _("Døgnfamiliebehandling")
    RESIDENTIAL_TREATMENT = "residential_treatment", _("Døgnbehandling")
    RESIDENTIAL_HOME = "residential_home", _("Botilbud")
    SECURE_UNIT = "secure_unit", _("Sikret institution")


class PriceUnit(models.TextChoices):
    """What a price is for."""

    DAY = "day", _("døgn")
    WEEK = "week", _("uge")
    MONTH = "month", _("måned")
    YEAR = "year", _("år")
    COURSE = "course", _("forløb")


class Paragraph(models.TextChoices):
    """The paragraphs of Barnets lov that help can be granted under; 114 stands for youth support, §§ 114–120."""

    SUPPORT = "32", _("§ 32 støttende indsats")
    PLACEMENT = "46", _("§ 46 anbringelse med samtykke")
    COERCED = "47", _("§ 47 anbringelse uden samtykke")
    OWN_WISH = "48", _("§ 48 anbringelse efter barnets eget ønske")
    YOUTH = "114", _("§§ 114–120 ungestøtte")


class FileFormat(models.TextChoices):
    """How a catalogue is written in a file."""

    YAML = "yaml", _("YAML")
    CSV = "csv", _("CSV")


class PlaceOfferStatus(models.TextChoices):
    """Where an offered place stands; only an open one can be answered."""

    OPEN = "open", _("Afventer svar")
    TAKEN = "taken", _("Taget")
    DECLINED = "declined", _("Sagt nej til")
    LAPSED = "lapsed", _("Bortfaldet uden svar")
    WITHDRAWN = "withdrawn", _("Trukket tilbage")


class MeetingStatus(models.TextChoices):
    """Where a knowledge-team meeting stands."""

    PLANNED = "planned", _("Planlagt")
    HELD = "held", _("Holdt")
    CANCELLED = "cancelled", _("Aflyst")


class ContactBasis(models.TextChoices):
    """What an arrangement of contact rests on (Barnets lov §§ 103–105)."""

    AGREED = "agreed", _("Aftalt med forældrene")
    DECIDED = "decided", _("Besluttet af kommunen (§ 104)")
    BOARD = "board", _("Besluttet af udvalget (§ 105)")


class AdmissionKind(models.TextChoices):
    """What a point of an admission is."""

    MEETING = "meeting", _("Møde")
    TASK = "task", _("Opgave")
    PAPER = "paper", _("Papir, der skal foreligge")


class Side(models.TextChoices):
    """Who does it: the authority or the provider."""

    AUTHORITY = "authority", _("Rådgiveren")
    PROVIDER = "provider", _("Udføreren")


class FeedFault(models.TextChoices):
    """Why a neighbour's feed was not believed."""

    DOWN = "down", _("Svarer ikke")
    BLOCKED = "blocked", _("Adressen må ikke læses")
    STALE = "stale", _("For gammelt")
    FORGED = "forged", _("Forkert underskrift")
    MALFORMED = "malformed", _("Kan ikke læses")
    TOO_BIG = "too_big", _("For stort")
