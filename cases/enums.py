"""The words that cases are sorted by."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReporterKind(models.TextChoices):
    """Who is worried; professionals are told more than others of what became of it (§§ 133, 135, 137)."""

    SCHOOL = "school", _("Skole")
    DAY_CARE = "day_care", _("Dagtilbud")
    HEALTH_VISITOR = "health_visitor", _("Sundhedspleje")
    HOSPITAL = "hospital", _("Læge eller sygehus")
    POLICE = "police", _("Politi")
    OTHER_MUNICIPALITY = "other_municipality", _("Anden kommune")
    FAMILY = "family", _("Familie eller netværk")
    CITIZEN = "citizen", _("Borger")
    CHILD = "child", _("Barnet selv")
    ANONYMOUS = "anonymous", _("Anonym")
    OTHER_PROFESSIONAL = "other_professional", _("Anden fagperson")


class ConcernOutcome(models.TextChoices):
    """What became of a concern."""

    NONE = "none", _("Giver ikke anledning til mere")
    JOINED = "joined", _("Lagt til en åben sag")
    OPENED = "opened", _("Ny sag åbnet")


class RelativeKind(models.TextChoices):
    """What somebody is to the child."""

    MOTHER = "mother", _("Mor")
    FATHER = "father", _("Far")
    STEP_PARENT = "step_parent", _("Stedforælder")
    GRANDPARENT = "grandparent", _("Bedsteforælder")
    AUNT_UNCLE = "aunt_uncle", _("Moster, faster, onkel")
    OTHER_RELATIVE = "other_relative", _("Anden slægtning")
    FRIEND = "friend", _("Ven af familien")
    TEACHER = "teacher", _("Lærer eller pædagog")
    CONTACT = "contact", _("Anden i netværket")


class NoteKind(models.TextChoices):
    """What a journal note is about."""

    CONTACT = "contact", _("Kontakt")
    MEETING = "meeting", _("Møde")
    NETWORK_MEETING = "network_meeting", _("Netværksmøde")
    OBSERVATION = "observation", _("Oplysning")
    ASSESSMENT = "assessment", _("Vurdering")


class ConsentKind(models.TextChoices):
    """What somebody consents to."""

    INVESTIGATION = "investigation", _("Undersøgelse")
    SUPPORT = "support", _("Støtte (§ 32)")
    PLACEMENT = "placement", _("Anbringelse (§ 46)")
    YOUTH = "youth", _("Ungestøtte (§§ 114–120)")
    SHARING = "sharing", _("Udveksling af oplysninger")


class ClosingReason(models.TextChoices):
    """Why a case is closed."""

    GOALS_REACHED = "goals_reached", _("Målene er nået")
    NO_NEED = "no_need", _("Der er ikke længere behov")
    MOVED = "moved", _("Familien er flyttet")
    CAME_OF_AGE = "came_of_age", _("Den unge er blevet myndig")
    DIED = "died", _("Barnet er død")
