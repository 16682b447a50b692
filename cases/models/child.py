"""A child, born or expected."""

from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases import rules
from cases.models.family import Custody, Family
from herning.accounts.permissions import Role
from herning.audit.history import keeps_history
from herning.web.danish import SortKey, Words, begins_a_word, matching, search_key, sort_key


class ChildQuerySet(models.QuerySet["Child"]):
    """Which children."""

    def visible_to(self, user: Any) -> "ChildQuerySet":
        """Every child's identity for the authority, which searches before it creates; the case is another matter."""
        authority = {Role.CASEWORKER, Role.TEAM_LEADER, Role.MANAGER}
        return self if user.role in authority else self.none()

    def named(self, words: str) -> "ChildQuerySet":
        """Those with a name in which every word begins a word; case, accents and Danish letters do not matter."""
        return matching(self, words, field="search_name")

    def like(self, *, name: str, born_on: date | None, expected_on: date | None) -> "ChildQuerySet":
        """Those that may be the same child, the likelier first; `likeness` is 1 where only the name says so.

        A born child is alike with the same first name and day. An unborn one is called by its mother, and its term
        moves: it is alike when her names do not speak against it and the terms lie within four weeks. Whoever bears
        the very same name is alike whatever the day, which may have been written wrong.
        """
        same_name = Q(sort_name=SortKey(Value(" ".join(name.split()))))
        if born_on and name.strip():
            close = begins_a_word(name.split()[0], field="search_name") & Q(born_on=born_on)
        elif expected_on and (mother := rules.mother_in(name)):
            close = Q(born_on=None, expected_on__range=rules.terms_alike(expected_on)) & _called_by(mother)
        else:
            # Nothing but "Ufødt": there may be many, so that only the day can tell.
            close = same_name = same_name & Q(born_on=None, expected_on=expected_on)
        likeness = Case(When(close, then=0), default=1)
        found: ChildQuerySet = self.alias(words=Words(F("name"))).filter(close | same_name)
        return found.annotate(likeness=likeness).order_by("likeness", "sort_name", "pk")

    def with_custody(self, *, on: date) -> "ChildQuerySet":
        """Each with `is_in_custody`: somebody has custody of it on a day."""
        held = Custody.objects.held(on=on).filter(child=OuterRef("pk"))
        return self.annotate(is_in_custody=Exists(held))


def _called_by(mother: list[str]) -> Q:
    """Whether an unborn child's name holds all that is known of its mother's, or nothing else than that."""
    shares_one = reduce(or_, [begins_a_word(word, field="search_name") for word in mother])
    known, with_placeholder = Words(Value(" ".join(mother))), Words(Value(" ".join([*mother, *rules.UNBORN])))
    return shares_one & (Q(words__contains=known) | Q(words__contained_by=with_placeholder))


@keeps_history(exclude=("sort_name", "search_name"))
class Child(models.Model):
    """A child the municipality is worried about or helps; without CPR until born, or when it is not known."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="children", verbose_name=_("familie"))
    name = models.CharField(_("navn"), max_length=120)
    sort_name = sort_key()
    search_name = search_key()
    cpr = models.CharField(_("CPR-nummer"), max_length=10, null=True, blank=True, unique=True)
    born_on = models.DateField(_("født"), null=True, blank=True)
    expected_on = models.DateField(_("ventet født"), null=True, blank=True)
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    is_address_protected = models.BooleanField(_("beskyttet adresse"), default=False)
    school = models.CharField(_("skole eller dagtilbud"), max_length=120, blank=True)
    language = models.CharField(_("sprog, hvis tolk er nødvendig"), max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1)

    # The case it was reached by, and by what right; set by who has fetched it, read by the audit trail.
    reached_case_number: str = ""
    reached_by: str = ""

    objects = ChildQuerySet.as_manager()

    class Privacy:
        personal = {
            "family", "name", "sort_name", "search_name", "cpr", "born_on", "expected_on", "address",
            "is_address_protected", "school", "language",
        }  # fmt: skip
        plain = {"id", "version"}

    class Meta:
        indexes = [
            GinIndex(OpClass("search_name", name="gin_trgm_ops"), name="child_search"),
            models.Index(fields=["sort_name", "id"], name="child_sorted"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(born_on__isnull=False) | Q(expected_on__isnull=False), name="child_is_born_or_expected"
            ),
            models.CheckConstraint(condition=Q(cpr=None) | Q(cpr__regex=r"^\d{10}$"), name="cpr_is_ten_digits"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def case_number(self) -> str:
        """The child's open case, or the latest closed, when it was fetched with the child; else empty."""
        return self.reached_case_number

    @property
    def is_unborn(self) -> bool:
        """Whether the child is still expected."""
        return self.born_on is None

    @property
    def first_name(self) -> str:
        """What one calls the child; the word that stands where a name is not given yet is no name."""
        first = self.name.split(" ", 1)[0]
        if first.casefold() not in rules.UNBORN:
            return first
        return gettext("det ufødte barn") if self.is_unborn else gettext("barnet")

    @property
    def short_name(self) -> str:
        """The first name and the initial of the last, for lists."""
        first, *rest = self.name.split()
        return f"{first} {rest[-1][0]}." if rest else first

    def age_text(self, on: date) -> str:
        """The age in whole years on a day, for infants in months, for the unborn the expected date."""
        return rules.age_text(self.born_on, self.expected_on, on=on)
