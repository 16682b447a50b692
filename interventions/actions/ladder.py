"""The municipality's own ladder: its name, where counting begins, and each step's words and rhythm from a day on."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_say
from herning.rules import RuleBroken
from interventions import catalogue_rules, colours
from interventions.actions.changes import tell_change, told
from interventions.actions.versions import locked_version, store
from interventions.models import Ladder, Step, StepEdition

EDITION_FIELDS = ("name", "short_name", "name_en", "colour", "review_weeks", "expected_professions")


@action(Permission.CHANGE_CATALOGUE)
def change_step(*, step: Step, seen_version: int, valid_from: date, today: date, by: User, **words: Any) -> StepEdition:
    """Say how a step is named, coloured and reviewed from a day on; from today means at once."""
    fresh = locked_version(Step, step.pk, seen_version=seen_version)
    changes = _held(fresh, words)
    catalogue_rules.must_not_be_past(valid_from, today=today, field="valid_from")
    before = told(StepEdition.objects.filter(step=fresh, valid_from=valid_from).first() or _edition_of(fresh))
    edition, _is_new = StepEdition.objects.update_or_create(step=fresh, valid_from=valid_from, defaults=changes)
    if valid_from <= today:
        apply_edition(edition)
    record("step.changed", fresh, by=by, why="" if valid_from <= today else f"{valid_from}")
    tell_change(fresh, before, told(edition), by=by)
    return edition


@action(Permission.CHANGE_CATALOGUE)
def drop_edition(*, edition: StepEdition, today: date, by: User) -> Step:
    """Take back what was decided for a later day, before it comes into force."""
    planned = StepEdition.objects.select_for_update(of=("self",)).select_related("step").filter(pk=edition.pk).first()
    if planned is None:
        raise RuleBroken(_("Ændringen er allerede taget tilbage."))
    if planned.valid_from <= today:
        raise RuleBroken(_("Ændringen gælder allerede. Ret trinnet i stedet."))
    step, before = planned.step, told(planned)
    planned.delete()
    record("step.edition_dropped", step, by=by, why=f"{edition.valid_from}")
    tell_change(step, before, told(_edition_of(step)), by=by)
    return step


@action(Permission.CHANGE_CATALOGUE)
def change_ladder(*, name: str, number_offset: int, by: User) -> Ladder:
    """Name the ladder, and count its steps from 0 or from 1 where people see them; inside they stay 0 to 5."""
    name = must_say(name, field="name", ask=_("Skriv trappens navn."))
    if number_offset not in {0, 1}:
        raise RuleBroken(_("Trinnene tælles fra 0 eller fra 1."), field="number_offset")
    ladder = Ladder.objects.select_for_update().get()
    before = told(ladder)
    store(ladder, {"name": name, "number_offset": number_offset})
    record("ladder.changed", ladder, by=by)
    tell_change(ladder, before, told(ladder), by=by)
    return ladder


def apply_edition(edition: StepEdition) -> bool:
    """Let the step itself say what an edition says; gives whether it said something else before."""
    step = Step.objects.select_for_update().get(pk=edition.step_id)
    changes = differing(step, edition)
    if changes:
        store(step, changes)
        transaction.on_commit(colours.forget)
    return bool(changes)


def differing(step: Step, edition: StepEdition) -> dict[str, Any]:
    """What an edition says otherwise than the step does now."""
    return {
        name: getattr(edition, name) for name in EDITION_FIELDS if getattr(edition, name) != getattr(step, name)
    }  # fmt: skip


def _edition_of(step: Step) -> StepEdition:
    """The step as it is now, in the shape of an edition, to be compared with one."""
    return StepEdition(step=step, **{name: getattr(step, name) for name in EDITION_FIELDS})


def _held(step: Step, words: dict[str, Any]) -> dict[str, Any]:
    """The words a step may have; raises `RuleBroken` beside the field that is wrong."""
    colour = words.get("colour") or step.colour
    if colour.lower() != step.colour.lower():
        catalogue_rules.must_be_readable(colour)
    catalogue_rules.must_be_reviewed(step.pk, words["review_weeks"])
    return {
        "name": must_say(words["name"], field="name", ask=_("Skriv trinnets navn.")),
        "short_name": must_say(
            words["short_name"], field="short_name", ask=_("Skriv et kort navn til badges og lister.")
        ),
        "name_en": must_say(words["name_en"], field="name_en", ask=_("Skriv trinnets engelske navn.")),
        "colour": colour,
        "review_weeks": words["review_weeks"],
        "expected_professions": list(words.get("expected_professions") or []),
    }
