"""The trail of acts: nothing without an event, nothing rewritten."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import InternalError, connection, transaction

from herning.accounts.models import District
from herning.accounts.permissions import Permission
from herning.audit.models import Event
from herning.audit.recording import NothingRecorded, action, record
from tests.factories.cases import CaseFactory


@action(Permission.WRITE_JOURNAL)
def silently_open_a_district(*, name, by):
    """An act that forgets to say what it did."""
    return District.objects.create(name=name)


@action(Permission.WRITE_JOURNAL)
def loudly_open_a_district(*, name, case, by):
    """An act that says so."""
    district = District.objects.create(name=name)
    record("district.opened", case, by=by, why="der skal være et til")
    return district


def test_an_act_without_an_event_is_rolled_back(ida):
    with pytest.raises(NothingRecorded):
        silently_open_a_district(name="Syd", by=ida)

    assert not District.objects.filter(name="Syd").exists()


def test_an_act_leaves_who_what_which_case_and_why(ida):
    case = CaseFactory(caseworker=ida)

    loudly_open_a_district(name="Syd", case=case, by=ida)

    (event,) = Event.objects.all()
    assert (event.kind, event.by, event.case_number, event.subject_type, event.why) == (
        "district.opened", ida, case.number, "case", "der skal være et til",
    )  # fmt: skip


def test_an_act_is_refused_without_its_permission(per, ida):
    case = CaseFactory(caseworker=ida)

    with pytest.raises(PermissionDenied):
        loudly_open_a_district(name="Syd", case=case, by=per)

    assert list(Event.objects.all()) == []


def test_recording_outside_an_act_is_refused(ida):
    with pytest.raises(RuntimeError):
        record("case.opened", CaseFactory(caseworker=ida), by=ida)


def test_the_trail_cannot_be_changed_even_by_bare_sql(ida):
    loudly_open_a_district(name="Syd", case=CaseFactory(caseworker=ida), by=ida)

    with pytest.raises(TypeError):
        Event.objects.all().delete()
    with pytest.raises(TypeError):
        Event.objects.update(why="")
    for sql in ("UPDATE audit_event SET why = ''", "DELETE FROM audit_event"):
        with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)

    assert Event.objects.get().why == "der skal være et til"
