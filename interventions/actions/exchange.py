"""A catalogue comes in as a file: kept as it came, shown with what it would change, carried out whole or not at all."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from herning.accounts.models import Department, Provider, User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.rules import RuleBroken
from interventions.actions.exchanged_rows import WRITERS, carry_out, shorten_prices
from interventions.enums import FileFormat
from interventions.exchange import comparing, csv_file, reading, stored, yaml_file
from interventions.exchange.cells import Fault
from interventions.models import CatalogueImport, Ladder, Offer, TargetGroup

LONGEST_NAME = 200
MOST_BYTES = csv_file.MOST_BYTES


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file would do here: everything it would change, or every reason why it cannot."""

    differences: list[comparing.Difference]
    faults: list[Fault]

    @property
    def fingerprint(self) -> str:
        """A text that changes when anything else would be added or changed."""
        told = [(one.table.name, one.key, one.is_new, one.changed) for one in self.differences]
        return hashlib.sha256(repr(told).encode()).hexdigest()


@action(Permission.CHANGE_CATALOGUE)
def receive_catalogue(*, name: str, content: bytes, by: User) -> CatalogueImport:
    """Keep a file that was handed in; nothing of it counts yet. Raises `RuleBroken` for what is no catalogue."""
    if len(content) > MOST_BYTES:
        raise RuleBroken(_("Filen er for stor. Der er plads til 2 MB."), field="file")
    is_packed = content[:2] == b"PK"
    text = csv_file.unpacked(content) if is_packed else csv_file.decoded(content, name)
    received = CatalogueImport.objects.create(
        by=by,
        name=name.replace("\x00", "")[-LONGEST_NAME:],
        format=FileFormat.CSV if is_packed else FileFormat.YAML,
        text=text,
    )
    record("catalogue.received", received, by=by, why=received.name)
    return received


def reading_of(received: CatalogueImport, *, on: date) -> Reading:
    """What a kept file would change today, or why it cannot."""
    read = csv_file.read if received.format == FileFormat.CSV else yaml_file.read
    raw, faults = read(received.text)
    lines, more = reading.understood(raw, known=_known_codes())
    faults += more
    if faults:
        return Reading([], faults)
    found = comparing.differences(lines, stored.tables(on=on))
    return Reading(found, comparing.misfits(found, on=on))


@action(Permission.CHANGE_CATALOGUE)
def import_catalogue(*, received: CatalogueImport, seen: str, today: date, by: User) -> int:
    """Carry out what a file says, all of it or nothing; gives how many rows were added or changed.

    `seen` is the fingerprint of what was shown: what a colleague has changed since is not overwritten unseen.
    """
    kept = CatalogueImport.objects.select_for_update(of=("self",)).get(pk=received.pk)
    if kept.applied_at is not None:
        raise RuleBroken(_("Filen er allerede indlæst. Send den igen, hvis den skal indlæses på ny."))
    Ladder.objects.select_for_update().get()  # one import at a time
    read = reading_of(kept, on=today)
    if read.faults:
        raise RuleBroken(_("Filen har fejl og er ikke indlæst. Ret dem, og send den igen."))
    if read.fingerprint != seen:
        raise RuleBroken(_("Kataloget er ændret, siden forskellen blev vist. Genindlæs siden, og se den nye forskel."))
    try:
        with transaction.atomic():
            _carry_out(read.differences, today=today, by=by)
    except IntegrityError:
        raise RuleBroken(
            _("Filen passer ikke med det, der står i forvejen: to priser eller pladser ville gælde på samme tid.")
        ) from None
    kept.applied_at, kept.applied_by = timezone.now(), by
    kept.save(update_fields=["applied_at", "applied_by"])
    record("catalogue.imported", kept, by=by, why=f"{kept.name}: {len(read.differences)}")
    return len(read.differences)


def _carry_out(found: list[comparing.Difference], *, today: date, by: User) -> None:
    by_table: dict[str, list[comparing.Difference]] = defaultdict(list)
    for difference in found:
        by_table[difference.table.name].append(difference)
    shorten_prices(by_table["prices"])
    for name in WRITERS:
        for difference in by_table[name]:
            try:
                carry_out(difference, today=today, by=by)
            except RuleBroken as broken:
                where = {"table": difference.label, "line": difference.line, "text": str(broken)}
                raise RuleBroken(_("%(table)s, linje %(line)s: %(text)s") % where) from None


def _known_codes() -> dict[str, set[str]]:
    return {
        "target_groups": set(TargetGroup.objects.values_list("pk", flat=True)),
        "providers": set(Provider.objects.values_list("code", flat=True)),
        "departments": set(Department.objects.values_list("code", flat=True)),
        "offers": set(Offer.objects.values_list("code", flat=True)),
    }
