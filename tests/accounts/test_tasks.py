"""Tasks that failed for good: kept without anybody's data, shown to the administrator, run again or put aside."""

import pytest
from django.db import OperationalError
from django.urls import reverse

from herning.accounts import receivers
from herning.accounts.actions import park_task, put_task_away, run_task_again
from herning.audit.models import Event
from herning.rules import RuleBroken
from herning.web import broker, tasking
from herning.web.models import ParkedTask
from reviews.tasks import remind, schedule_case

WHAT = {
    "task": "reviews.tasks.remind", "queue": "default", "kwargs": {"on": "2026-11-21"}, "error": "ValueError",
    "trace": "reviews/tasks.py:26 remind", "attempts": 6,
}  # fmt: skip


@pytest.fixture
def parked(system):
    return park_task(**WHAT, task_id="a", by=system)


def failing(exception):
    try:
        raise exception
    except type(exception) as raised:
        return raised


def test_a_failed_task_is_kept_without_anybodys_words(system):
    error = failing(ValueError("Sofie Mikkelsen 0405161234"))

    receivers.park_failed(sender=schedule_case, task_id="x", exception=error, kwargs={"case_id": 7})

    kept = ParkedTask.objects.get()
    assert (kept.task, kept.queue, kept.kwargs, kept.error) == (
        "reviews.tasks.schedule_case", "urgent", {"case_id": 7}, "ValueError",
    )  # fmt: skip
    assert kept.trace.startswith("tests/accounts/test_tasks.py:")
    assert "Sofie" not in kept.trace
    assert list(Event.objects.values_list("kind", "by")) == [("task.parked", system.pk)]


def test_a_sweep_that_fails_every_minute_is_one_line(system, parked):
    for number in ("b", "c"):
        park_task(**WHAT, task_id=number, by=system)
    park_task(**(WHAT | {"error": "TypeError: x"}), task_id="d", by=system)

    assert sorted(ParkedTask.objects.values_list("error", "attempts")) == [("TypeError: x", 6), ("ValueError", 18)]


def test_what_fails_with_the_database_is_parked_when_it_answers(system, monkeypatch):
    def down(**_):
        raise OperationalError

    with monkeypatch.context() as broken:
        broken.setattr(receivers, "park_task", down)
        receivers.park_failed(sender=remind, task_id="y", exception=failing(OperationalError("host")), kwargs={})
    assert ParkedTask.objects.count() == 0

    assert receivers.park_waiting() == 1
    assert receivers.park_waiting() == 0
    assert ParkedTask.objects.get().error == "OperationalError"


def test_a_task_that_takes_its_worker_down_is_given_up():
    remind.push_request(id="kills", called_directly=False)
    try:
        for _delivery in range(tasking.MOST_DELIVERIES):
            assert tasking._delivered("kills") <= tasking.MOST_DELIVERIES
        with pytest.raises(tasking.KilledItsWorker):
            remind()
    finally:
        remind.pop_request()
        remind.after_return("FAILURE", None, "kills", (), {}, None)
    assert broker.redis().exists(tasking._key("kills")) == 0


def test_the_administrator_runs_it_again(alf, parked, monkeypatch, signed_in):
    sent = []
    monkeypatch.setattr(remind, "apply_async", lambda **what: sent.append(what["kwargs"]))
    client, url = signed_in(alf), reverse("accounts:task", args=[parked.pk])
    page = client.get(url).content.decode()
    assert "reviews/tasks.py:26 remind" in page
    assert "2026-11-21" in page

    answer = client.post(url, {"decision": "run"})

    assert (answer.status_code, answer["Location"]) == (302, reverse("accounts:tasks"))
    assert sent == [{"on": "2026-11-21"}]
    parked.refresh_from_db()
    assert (parked.was_run_again, parked.settled_by) == (True, alf)
    assert "Ingen opgaver er fejlet" in client.get(reverse("accounts:tasks")).content.decode()
    assert "kørt igen" in client.get(reverse("accounts:tasks") + "?vis=alle").content.decode()
    # Two tabs: the other button is refused in words.
    assert "allerede kørt igen" in client.post(url, {"decision": "away"}).content.decode()


def test_a_dead_broker_refuses_and_keeps_it(alf, parked, monkeypatch):
    def refuse(**_):
        raise ConnectionRefusedError

    monkeypatch.setattr(remind, "apply_async", refuse)

    with pytest.raises(RuleBroken, match="Køen svarer ikke"):
        run_task_again(parked=parked, by=alf)
    assert list(ParkedTask.objects.waiting()) == [parked]


def test_a_task_that_no_longer_exists_is_only_put_away(alf, system):
    gone = park_task(**(WHAT | {"task": "reviews.tasks.gone"}), task_id="g", by=system)

    with pytest.raises(RuleBroken, match="findes ikke længere"):
        run_task_again(parked=gone, by=alf)
    put_task_away(parked=gone, by=alf)

    assert ParkedTask.objects.waiting().count() == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(rows, system, alf, signed_in, django_assert_num_queries):
    for number in range(rows):
        park_task(**(WHAT | {"error": f"TypeError: {number}"}), task_id=str(number), by=system)
    client = signed_in(alf)

    # Session and person, the look and its savepoints, read-only, the tasks.
    with django_assert_num_queries(6):
        client.get(reverse("accounts:tasks"))
