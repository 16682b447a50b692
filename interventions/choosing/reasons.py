"""Why an offer fits and why not: one rule a reason, each a small object with its sign, its weight and its sentence."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from herning.web.days import long_date
from interventions.choosing.need import METHODS_FOR, Need, Results, speaks
from interventions.enums import MethodType
from interventions.rules import SUPPRESSED_BELOW

FOR, TOLD, AGAINST = 1, 0, -1
FIRST_OUT_OF_HOME = 3


class Kind(Enum):
    """What a reason is about, with how much it counts among offers on one step that fit.

    What was asked for or follows from the plan counts most. Against what is decisive an offer does not fit; it can
    still be picked, because the caseworker may know better.
    """

    AGE = ("age", 1, True)
    TARGET_GROUP = ("target_group", 3, True)
    GIVEN = ("given", 1, True)
    SECURE = ("secure", 1, True)
    GOALS = ("goals", 3, False)
    SIBLINGS = ("siblings", 3, False)
    SCHOOL = ("school", 2, False)
    LANGUAGE = ("language", 2, False)
    DISTANCE = ("distance", 1, False)
    PROFESSION = ("profession", 1, False)
    PLACE = ("place", 2, False)

    def __init__(self, code: str, weight: int, is_decisive: bool) -> None:
        self.code = code
        self.weight = weight
        self.is_decisive = is_decisive


class Reason(NamedTuple):
    """One reason for (1), against (-1), or only told (0); its sentence is put together when it is read."""

    kind: Kind
    sign: int
    said: str
    about: Mapping[str, object] = MappingProxyType({})

    @property
    def points(self) -> int:
        """What it adds to the order on its step."""
        return self.sign * self.kind.weight

    @property
    def is_decisive(self) -> bool:
        """Whether the offer does not fit because of it."""
        return self.sign == AGAINST and self.kind.is_decisive

    @property
    def text(self) -> str:
        """The sentence."""
        return _(self.said) % self.about


# Those that are the same whatever is weighed.
NOWHERE = Reason(Kind.GIVEN, AGAINST, gettext_noop("Ingen afdeling giver det endnu"))
LOCKED_IN = Reason(Kind.SECURE, AGAINST, gettext_noop("Sikret: kun når børne- og ungeudvalget har afgjort det (§ 62)"))
FREE_NOW = Reason(Kind.PLACE, FOR, gettext_noop("Ledig plads nu"))


def said(*found: Reason | None) -> tuple[Reason, ...]:
    """Those rules that had something to say."""
    return tuple([reason for reason in found if reason is not None])


def age(lowest: int | None, highest: int | None, need: Need) -> Reason | None:
    """Whether the child's age is within an offer's.

    Where the catalogue states no lowest age nobody knows how young it begins: an offer for the young may state only
    where it stops, so a limit upwards alone can speak against an offer and never for it.
    """
    about = {"ages": _ages(lowest, highest), "age": need.age_text}
    if need.age is None:
        if lowest is None:
            return None
        if lowest == 0:
            return Reason(Kind.AGE, FOR, gettext_noop("Også for ufødte og helt små (%(ages)s)"), about)
        return Reason(Kind.AGE, AGAINST, gettext_noop("Barnet er ikke født; tilbuddet gælder %(ages)s"), about)
    if (lowest is not None and need.age < lowest) or (highest is not None and need.age > highest):
        return Reason(Kind.AGE, AGAINST, gettext_noop("Barnet er %(age)s; tilbuddet gælder %(ages)s"), about)
    if lowest is None:
        return None
    return Reason(Kind.AGE, FOR, gettext_noop("Alderen passer (%(ages)s)"), about)


def target_group(stated: list[str], need: Need) -> Reason | None:
    """Whether the need's target group is one of an offer's; an offer that states none is for all."""
    if not need.target_group or not stated:
        return None
    about = {"group": need.target_group_name}
    if need.target_group in stated:
        return Reason(Kind.TARGET_GROUP, FOR, gettext_noop("Er for målgruppen: %(group)s"), about)
    return Reason(Kind.TARGET_GROUP, AGAINST, gettext_noop("Er ikke for målgruppen: %(group)s"), about)


def goals(method: str, need: Need) -> Reason | None:
    """Whether a kind of help works towards the domains of the sub-goals in force; what is for all children says
    nothing about one child's."""
    if not need.domains or method == MethodType.UNIVERSAL:
        return None
    met = [name for domain, name in need.domains.items() if method in METHODS_FOR.get(domain, ())]
    if met:
        text = gettext_noop("Arbejder med delmålene om %(domains)s")
        return Reason(Kind.GOALS, FOR, text, {"domains": ", ".join(met).lower()})
    text = gettext_noop("Er ikke rettet mod delmålene (%(domains)s)")
    return Reason(Kind.GOALS, AGAINST, text, {"domains": ", ".join(need.domains.values()).lower()})


def professions(known: Sequence[str], expected: list[str]) -> Reason | None:
    """The right professions on the right steps: whether those the step asks for are among those known of an offer."""
    if not known:
        return None
    wanted = {profession.casefold() for profession in expected}
    found = [profession for profession in known if profession.casefold() in wanted]
    if found:
        text = gettext_noop("Trinnets fagligheder er her: %(professions)s")
        return Reason(Kind.PROFESSION, FOR, text, {"professions": ", ".join(found)})
    if expected:
        text = gettext_noop("Ingen af trinnets fagligheder er her (%(professions)s)")
        return Reason(Kind.PROFESSION, AGAINST, text, {"professions": ", ".join(expected)})
    text = gettext_noop("Fagligheder: %(professions)s")
    return Reason(Kind.PROFESSION, TOLD, text, {"professions": ", ".join(known)})


def secure(method: str) -> Reason | None:
    """A secure unit is no step that help is chosen on: the Board alone decides that a child is locked in (§ 62)."""
    return LOCKED_IN if method == MethodType.SECURE_UNIT else None


def siblings(department: int, takers: int, step: int, need: Need) -> Reason | None:
    """Whether siblings come together: one is placed here, or `takers` families here take siblings (§ 52)."""
    if department in need.siblings_at:
        return Reason(Kind.SIBLINGS, FOR, gettext_noop("En af barnets søskende bor her nu"))
    if not need.wants_siblings_together or step < FIRST_OUT_OF_HOME:
        return None
    if takers:
        return Reason(Kind.SIBLINGS, FOR, gettext_noop("Her er familier, der tager søskende sammen"))
    if need.siblings_at:
        return Reason(Kind.SIBLINGS, AGAINST, gettext_noop("Barnets søskende bor et andet sted"))
    return None


def school(has_own: bool, step: int, district: int | None, need: Need) -> Reason | None:
    """Whether the child can stay in its school: at home (steps 0–2), or placed in its own district; never with a
    school of the offer's own."""
    if has_own:
        sign = AGAINST if need.wants_school_kept else TOLD
        return Reason(Kind.SCHOOL, sign, gettext_noop("Barnet skifter til tilbuddets egen skole"))
    if not need.wants_school_kept:
        return None
    if step < FIRST_OUT_OF_HOME or (district is not None and district == need.district):
        return Reason(Kind.SCHOOL, FOR, gettext_noop("Barnet kan blive i sin skole"))
    if district is not None:
        return Reason(Kind.SCHOOL, AGAINST, gettext_noop("Ligger uden for barnets skoledistrikt"))
    return None


def distance(district: int | None, need: Need) -> Reason | None:
    """How far it is between the child's district and the department's; nothing where it is not known."""
    if district is None or need.district is None:
        return None
    if district == need.district:
        return Reason(Kind.DISTANCE, FOR, gettext_noop("Ligger i barnets eget distrikt"))
    if (km := need.km.get(district)) is not None:
        return Reason(Kind.DISTANCE, AGAINST, gettext_noop("Ligger %(km)s km fra barnets distrikt"), {"km": km})
    return None


def language(spoken: list[str], is_families: bool, need: Need) -> Reason | None:
    """Whether the child's own language is spoken, by families or at the offer; else an interpreter is needed."""
    if not need.language or not need.language.strip():
        return None
    about = {"language": need.language}
    if is_families or speaks(spoken, need.language):
        return Reason(Kind.LANGUAGE, FOR, gettext_noop("Taler barnets sprog (%(language)s)"), about)
    return Reason(Kind.LANGUAGE, AGAINST, gettext_noop("Kræver tolk (%(language)s)"), about)


def place(free: int | None, waiting: int, free_from: date | None) -> Reason | None:
    """Whether there is a free place now, or from when; an offer without a limit takes all."""
    if free is None:
        return None
    if free > 0 and waiting == 0:
        return FREE_NOW
    if free > 0:
        return Reason(Kind.PLACE, TOLD, gettext_noop("Ledig plads, men %(waiting)s venter"), {"waiting": waiting})
    if free_from is not None:
        text = gettext_noop("Fyldt; den første plads bliver ledig %(day)s")
        return Reason(Kind.PLACE, AGAINST, text, {"day": long_date(free_from)})
    return Reason(Kind.PLACE, AGAINST, gettext_noop("Fyldt, og ingen plads har en planlagt slutdato"))


def experience(results: Results) -> list[str]:
    """How it went for children before, in words; told and never ranked by, and fewer than five are not counted."""
    if results.ended == 0:
        return [_("Ingen børn har afsluttet her endnu")]
    if results.ended < SUPPRESSED_BELOW:
        return [_("Færre end fem børn har afsluttet her")]
    told = [
        _("%(ended)s børn har afsluttet her; %(share)s %% efter plan eller ned ad trappen")
        % {"ended": results.ended, "share": _share(results.ended_well, results.ended)}
    ]
    if results.scored >= SUPPRESSED_BELOW:
        told.append(_("delmålene gik frem for %(share)s %%") % {"share": _share(results.goals_better, results.scored)})
    if results.stepped_down >= SUPPRESSED_BELOW:
        told.append(
            _("et trin ned eller en afslutning holdt i tre måneder for %(share)s %%")
            % {"share": _share(results.held, results.stepped_down)}
        )
    if results.median_weeks is not None:
        told.append(
            ngettext("typisk %(weeks)s uge", "typisk %(weeks)s uger", results.median_weeks)
            % {"weeks": results.median_weeks}
        )
    return told


def age_range(lowest: int | None, highest: int | None) -> str:
    """Ages as "7–17 år"; empty when none are stated."""
    if lowest is None and highest is None:
        return ""
    if highest is None:
        return _("fra %(age)s år") % {"age": lowest}
    if lowest is None:
        return _("til %(age)s år") % {"age": highest}
    return _("%(lowest)s–%(highest)s år") % {"lowest": lowest, "highest": highest}


# Only the few that are shown are put into words.
_ages = lazy(age_range, str)


def _share(part: int, whole: int) -> int:
    return round(100 * part / whole)
