"""How long tasks took and how they ended, kept by every worker in the broker's server and shown to Prometheus."""

import ipaddress
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from time import monotonic
from typing import Any

from celery.signals import task_failure, task_postrun, task_prerun, task_retry, task_success
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from redis.exceptions import RedisError

from herning.web.broker import PREFIX, queue_lengths, redis
from herning.web.models import ParkedTask

RUNS, SECONDS, SUMS = (f"{PREFIX}task-{name}" for name in ("runs", "seconds", "sums"))
BUCKETS = (0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0)
# What a scrape counts in the database besides: name, sentence, and how to count. Higher floors add theirs.
GAUGES: list[tuple[str, str, Callable[[], int]]] = [
    ("herning_parked_tasks", "Tasks that failed for good and wait for the administrator.",
     lambda: ParkedTask.objects.waiting().count()),
]  # fmt: skip
# What a proxy adds to a request that it hands on.
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP",
             "HTTP_FORWARDED", "HTTP_VIA")  # fmt: skip
_begun: dict[str, float] = {}


@task_prerun.connect(weak=False)
def _begin(task_id: str = "", **_: Any) -> None:
    _begun[task_id] = monotonic()


@task_postrun.connect(weak=False)
def _end(task_id: str = "", task: Any = None, **_: Any) -> None:
    begun = _begun.pop(task_id, None)
    if begun is None:
        return
    taken = monotonic() - begun
    bucket = next((str(limit) for limit in BUCKETS if taken <= limit), "+Inf")
    with suppress(RedisError), redis().pipeline(transaction=False) as pipe:
        pipe.hincrby(SECONDS, f"{task.name}|{bucket}", 1)
        pipe.hincrbyfloat(SUMS, task.name, taken)
        pipe.execute()


def _count(outcome: str) -> Callable[..., None]:
    def count(sender: Any = None, **_: Any) -> None:
        with suppress(RedisError):
            redis().hincrby(RUNS, f"{sender.name}|{outcome}", 1)

    return count


task_success.connect(_count("done"), weak=False)
task_retry.connect(_count("retried"), weak=False)
task_failure.connect(_count("failed"), weak=False)


class HouseCollector(Collector):
    """The figures as they stand in broker and database at the moment they are asked for."""

    def collect(self) -> Iterator[Metric]:
        """Whatever answers; a part that does not is left out, and `herning_broker_up` says so."""
        try:
            with redis().pipeline(transaction=False) as asked:
                pipe: Any = asked
                runs, seconds, sums = pipe.hgetall(RUNS).hgetall(SECONDS).hgetall(SUMS).execute()
            waiting = queue_lengths()
        except RedisError:
            yield _gauge("herning_broker_up", "Whether the broker answers.", 0)
        else:
            yield _gauge("herning_broker_up", "Whether the broker answers.", 1)
            yield _runs(runs)
            yield _seconds(seconds, sums)
            yield _queues(waiting)
        for name, sentence, counted in GAUGES:
            with suppress(DatabaseError):
                yield _gauge(name, sentence, counted())


def _gauge(name: str, sentence: str, value: int) -> Metric:
    return GaugeMetricFamily(name, sentence, value=value)


def _runs(runs: dict[str, str]) -> Metric:
    family = CounterMetricFamily(
        "herning_task_runs", "Tasks carried out, by how they ended.", labels=["task", "outcome"]
    )
    for key, number in sorted(runs.items()):
        family.add_metric(key.split("|"), float(number))
    return family


def _seconds(seconds: dict[str, str], sums: dict[str, str]) -> Metric:
    counted: dict[str, dict[str, int]] = defaultdict(dict)
    for key, number in seconds.items():
        task, _bar, bucket = key.partition("|")
        counted[task][bucket] = int(number)
    family = HistogramMetricFamily("herning_task_seconds", "How long tasks took.", labels=["task"])
    for task, by_bucket in sorted(counted.items()):
        total, buckets = 0, []
        for bucket in [*map(str, BUCKETS), "+Inf"]:
            total += by_bucket.get(bucket, 0)
            buckets.append((bucket, float(total)))
        family.add_metric([task], buckets, float(sums.get(task, 0)))
    return family


def _queues(waiting: dict[str, int]) -> Metric:
    family = GaugeMetricFamily("herning_queue_messages", "Messages that wait in a queue.", labels=["queue"])
    for queue, length in waiting.items():
        family.add_metric([queue], length)
    return family


def metrics(request: HttpRequest) -> HttpResponse:
    """The figures, for whoever may read them; for everybody else there is no such address."""
    if not may_read(request):
        return HttpResponse(status=404)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(HouseCollector())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def may_read(request: HttpRequest) -> bool:
    """With the token; without one only somebody on the same network who comes by no proxy.

    The address is the connection's own: a header that names another is what a stranger would send.
    """
    scheme, _space, given = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    token = settings.METRICS_TOKEN
    if token and scheme.lower() == "bearer" and secrets.compare_digest(given.encode(), token.encode()):
        return True
    return not any(name in request.META for name in FORWARDED) and _is_near(request.META.get("REMOTE_ADDR", ""))


def _is_near(address: str) -> bool:
    try:
        peer = ipaddress.ip_address(address)
    except ValueError:
        return False
    return peer.is_loopback or peer.is_private
