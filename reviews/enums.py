"""The words that follow-up is sorted by."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanKind(models.TextChoices):
    """Whose plan: the child's (§ 91) or, from 16, the youth's (§ 108)."""

    CHILD = "child", _("Barnets plan")
    YOUTH = "youth", _("Ungeplan")


class Whose(models.TextChoices):
    """Parents have goals of their own; the child helps to set its."""

    CHILD = "child", _("Barnet")
    PARENTS = "parents", _("Forældrene")


class Domain(models.TextChoices):
    """The model's domains."""

    DAILY_LIFE = "daily_life", _("Almindelig hverdag")
    SCHOOL = "school", _("Skole og arbejde")
    LEISURE = "leisure", _("Fritid og netværk")
    FAMILY = "family", _("Familie")
    MASTERY = "mastery", _("Mestring")
    HEALTH = "health", _("Sundhed")


class Proposal(models.TextChoices):
    """Where the help should go: what a provider proposes and the authority decides."""

    STAY = "stay", _("Fortsæt på samme trin")
    DOWN = "down", _("Ned ad trappen")
    UP = "up", _("Op ad trappen")
    END = "end", _("Afslut")


class ReviewStatus(models.TextChoices):
    """A review is planned until it is held; it lapses only when the case or the help has ended."""

    PLANNED = "planned", _("Planlagt")
    HELD = "held", _("Holdt")
    LAPSED = "lapsed", _("Bortfaldet")


class MessageKind(models.TextChoices):
    """What has been said, to whom, about what: each thing once."""

    NOTE_ASKED = "note_asked", _("Skriv opfølgningsnotat")
    NOTE_REMINDED = "note_reminded", _("Opfølgningsnotatet mangler")
    NOTE_SILENT = "note_silent", _("Udføreren har ikke skrevet")
    DUE_SOON = "due_soon", _("Opfølgning inden for syv dage")
    OVERDUE_CASEWORKER = "overdue_caseworker", _("Opfølgning over fristen")
    OVERDUE_LEADER = "overdue_leader", _("Opfølgning over fristen i teamet")
    OVERDUE_MANAGER = "overdue_manager", _("Opfølgning længe over fristen")
    CONCERN_ARRIVED = "concern_arrived", _("Ny underretning skal vurderes")
    CONCERN_UNASSESSED = "concern_unassessed", _("Underretning er ikke vurderet")
    APPROVAL_WAITING = "approval_waiting", _("Visitation venter på godkendelse")
    ANSWER_WAITING = "answer_waiting", _("Visitation venter på svar")
    REFERRAL_DECLINED = "referral_declined", _("Udføreren har sagt nej")
    PLACE_OFFERED = "place_offered", _("Plads tilbudt")
    EXIT_NEAR = "exit_near", _("Indsats slutter snart")
    SUPERVISION_DUE = "supervision_due", _("Tilsyn skal holdes")
    DEADLINE_CASEWORKER = "deadline_caseworker", _("Frist overskredet")
    DEADLINE_LEADER = "deadline_leader", _("Frist overskredet i teamet")


class ParticipantKind(models.TextChoices):
    """Who somebody is at a review."""

    CHILD = "child", _("Barnet")
    PARENT = "parent", _("Forælder")
    NETWORK = "network", _("Netværk")
    PROVIDER = "provider", _("Udfører")
    SCHOOL = "school", _("Skole")


class InvitationMethod(models.TextChoices):
    """What a calendar is asked to do (RFC 5546): put the meeting in or change it, or take it out."""

    REQUEST = "REQUEST", _("Indkaldelse")
    CANCEL = "CANCEL", _("Aflysning")


class ExplanationKind(models.TextChoices):
    """What was done about a review that is late."""

    EXPLAINED = "explained", _("Forklaret")
    MOVED = "moved", _("Flyttet")
    TAKEN_OVER = "taken", _("Overtaget")


class HoldAnswer(models.TextChoices):
    """Whether a step down, or an end, held."""

    YES = "yes", _("Ja")
    PARTLY = "partly", _("Delvist")
    NO = "no", _("Nej")
    UNKNOWN = "unknown", _("Det kan vi ikke få at vide")


class Face(models.IntegerChoices):
    """What the child points at: five faces, each with its words, so that colour and drawing are never alone."""

    BAD = 1, _("Rigtig skidt")
    POOR = 2, _("Skidt")
    MIDDLE = 3, _("Midt imellem")
    GOOD = 4, _("Godt")
    GREAT = 5, _("Rigtig godt")

    @property
    def icon(self) -> str:
        """The face itself."""
        return ("emoji-tear", "emoji-frown", "emoji-neutral", "emoji-smile", "emoji-laughing")[self.value - 1]
