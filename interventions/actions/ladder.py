"""The municipality's own names for the steps, how often they are reviewed, and the number they count from."""

from django.utils.translation import gettext as _

from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.rules import RuleBroken
from interventions import rules
from interventions.actions.versions import locked_version, store
from interventions.models import Ladder, Step

WEEKS = range(1, 27)


@action(Permission.CHANGE_CATALOGUE)
def rename_step(
    *, step: Step, seen_version: int, name: str, short_name: str, name_en: str, review_weeks: int | None, by: User
) -> Step:
    """Name a step and say how many weeks lie between its reviews; the lowest step is for all and has none."""
    fresh = locked_version(Step, step.pk, seen_version=seen_version)
    changes = {
        "name": rules.must_say(name, field="name", what=_("Skriv trinnets navn.")),
        "short_name": rules.must_say(
            short_name, field="short_name", what=_("Skriv et kort navn til badges og lister.")
        ),
        "name_en": rules.must_say(name_en, field="name_en", what=_("Skriv trinnets engelske navn.")),
    }
    if fresh.pk == 0 and review_weeks is not None:
        raise RuleBroken(_("Trin 0 er for alle børn og har ingen opfølgning."), field="review_weeks")
    if fresh.pk > 0 and review_weeks not in WEEKS:
        raise RuleBroken(_("Skriv, hvor mange uger der er mellem opfølgninger, fra 1 til 26."), field="review_weeks")
    store(fresh, {**changes, "review_weeks": review_weeks})
    record("step.renamed", fresh, by=by)
    return fresh


@action(Permission.CHANGE_CATALOGUE)
def set_number_offset(*, number_offset: int, by: User) -> Ladder:
    """Count the steps from 0 or from 1 where people see them; inside they stay 0 to 5."""
    if number_offset not in {0, 1}:
        raise RuleBroken(_("Trinnene tælles fra 0 eller fra 1."), field="number_offset")
    ladder = Ladder.objects.select_for_update().get()
    ladder.number_offset = number_offset
    ladder.save(update_fields=["number_offset"])
    record("ladder.renumbered", ladder, by=by)
    return ladder
