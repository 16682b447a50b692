"""The figures of the tasks: in Prometheus' own words, and for nobody outside."""

import pytest
from celery.signals import task_failure, task_postrun, task_prerun, task_success
from django.test import RequestFactory
from prometheus_client.parser import text_string_to_metric_families
from redis import Redis

from herning.web import broker, metrics
from herning.web.health import HealthMiddleware
from herning.web.models import ParkedTask
from reviews.tasks import remind


@pytest.fixture
def _empty_counters():
    broker.redis().delete(metrics.RUNS, metrics.SECONDS, metrics.SUMS)
    yield
    broker.redis().delete(metrics.RUNS, metrics.SECONDS, metrics.SUMS)


def scraped(**meta):
    answer = HealthMiddleware(None)(RequestFactory(REMOTE_ADDR="127.0.0.1").get("/metrics", **meta))
    return answer, {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
    }


@pytest.mark.usefixtures("_empty_counters")
def test_a_scrape_tells_how_tasks_went(db, system):
    ParkedTask.objects.create(
        task=remind.name, task_id="1", queue="default", error="ValueError", failed_at="2026-11-21T08:00:00Z"
    )
    for number, outcome in (("a", task_success), ("b", task_success), ("c", task_failure)):
        task_prerun.send(sender=remind, task_id=number, task=remind)
        if outcome is task_success:
            task_success.send(sender=remind, result=None)
        else:
            metrics._count("failed")(sender=remind)
        task_postrun.send(sender=remind, task_id=number, task=remind, state="")
    broker.redis().rpush("herning:bulk", "{}")
    try:
        answer, found = scraped()
    finally:
        broker.redis().delete("herning:bulk")

    named = ("task", "reviews.tasks.remind")
    assert answer["Content-Type"].startswith("text/plain")
    assert found["herning_task_runs_total", ("outcome", "done"), named] == 2
    assert found["herning_task_runs_total", ("outcome", "failed"), named] == 1
    assert found["herning_task_seconds_count", named] == 3
    assert found["herning_task_seconds_bucket", ("le", "+Inf"), named] == 3
    assert found["herning_queue_messages", ("queue", "bulk")] == 1
    assert (found["herning_broker_up",], found["herning_parked_tasks",], found["herning_overdue_reviews",]) == (1, 1, 0)


def test_a_dead_broker_leaves_the_rest(db, monkeypatch):
    dead = Redis.from_url("redis://127.0.0.1:1", socket_connect_timeout=0.2)
    monkeypatch.setattr(metrics, "redis", lambda: dead)

    _answer, found = scraped()

    assert found == {("herning_broker_up",): 0, ("herning_parked_tasks",): 0, ("herning_overdue_reviews",): 0}


TOKEN = "t" * 40


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, True),
        ({"REMOTE_ADDR": "::1"}, True),
        ({"REMOTE_ADDR": "172.18.0.5"}, True),
        ({"REMOTE_ADDR": "93.184.216.34"}, False),
        ({"REMOTE_ADDR": ""}, False),
        ({"REMOTE_ADDR": "93.184.216.34", "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, False),
        ({"REMOTE_ADDR": "172.18.0.5", "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, False),
        ({"REMOTE_ADDR": "172.18.0.5", "HTTP_X_FORWARDED_PROTO": "https"}, False),
        ({"REMOTE_ADDR": "93.184.216.34", "HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}, True),
        ({"REMOTE_ADDR": "93.184.216.34", "HTTP_AUTHORIZATION": "Bearer "}, False),
        ({"REMOTE_ADDR": "93.184.216.34", "HTTP_AUTHORIZATION": f"Basic {TOKEN}"}, False),
        ({"REMOTE_ADDR": "93.184.216.34", "HTTP_AUTHORIZATION": "Bearer æ"}, False),
    ],
)
def test_only_the_house_reads_them(settings, meta, expected):
    settings.METRICS_TOKEN = TOKEN

    assert metrics.may_read(RequestFactory().get("/metrics", **meta)) is expected


def test_an_empty_token_opens_nothing(settings):
    settings.METRICS_TOKEN = ""
    request = RequestFactory().get("/metrics", REMOTE_ADDR="93.184.216.34", HTTP_AUTHORIZATION="Bearer ")

    assert metrics.may_read(request) is False


def test_for_a_stranger_there_is_no_such_address():
    answer, _found = scraped(REMOTE_ADDR="93.184.216.34")

    assert (answer.status_code, answer.content) == (404, b"")
