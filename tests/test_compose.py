"""No Docker engine is at hand in a test: what the compose file and the Dockerfile name must exist."""

import json
import os
import re
import secrets
import shlex
import subprocess
import sys
from importlib import import_module
from importlib.metadata import entry_points
from math import prod
from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.core.management import get_commands
from django.test import Client

from herning.embedded import TELLS_NO_VALUES

BASE = Path(__file__).resolve().parent.parent
COMPOSE = yaml.safe_load((BASE / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = ["beat", "migrate", "web", "worker", "worker-bulk"]
# Instruction and arguments, continued lines joined, comments left out.
DOCKERFILE = [
    tuple(line.split(maxsplit=1))
    for line in re.sub(r"\\\n\s*", "", re.sub(r"(?m)^#.*\n", "", (BASE / "Dockerfile").read_text())).splitlines()
    if line
]
READ_BY_SETTINGS = set(re.findall(r'env\.\w+\(\s*"(\w+)"', (BASE / "herning" / "settings.py").read_text()))
READ_BY_OTHERS = {"PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "DJANGO_SETTINGS_MODULE"}
READ_BY_OTHERS |= {"PIP_DISABLE_PIP_VERSION_CHECK", "PIP_NO_CACHE_DIR"}
# Nobody who runs a municipality sets these: the folders of the image, the demonstration, what tests and drills hasten.
NOT_FOR_PRODUCTION = {"DATA_DIR", "STATIC_ROOT", "DEMO_CASES", "FEEDS_MAY_BE_LOCAL", "SWEEP_SECONDS", "SEND_SECONDS"}
# Where one Redis and one PostgreSQL serve several programs; the compose file has them for itself.
NOT_FOR_ONE_MACHINE = {"CELERY_BROKER_URL", "CELERY_KEY_PREFIX", "DATABASE_CONN_MAX_AGE"}


def words_of(command):
    """The words of a command, those of a shell script in it included, one list for each program run."""
    words = shlex.split(command) if isinstance(command, str) else list(command)
    if words[0] in {"CMD", "CMD-SHELL"}:
        return words_of(words[1] if words[0] == "CMD-SHELL" else words[1:])
    if words[:2] == ["sh", "-c"]:
        return [found for part in words[2].split("&&") for found in words_of(part)]
    return [words]


def commands():
    """Every command that runs in an image of ours: from the compose file and from the Dockerfile's own."""
    for name in OURS:
        service = SERVICES[name]
        if "command" in service:
            yield from words_of(service["command"])
        if "healthcheck" in service:
            yield from words_of(service["healthcheck"]["test"])
    for instruction, rest in DOCKERFILE:
        if instruction in {"CMD", "HEALTHCHECK"}:
            yield json.loads(rest[rest.index("[") :])
        for manage in re.findall(r"manage\.py [\w ]+", rest) if instruction == "RUN" else []:
            yield ["python", *manage.split()]


@pytest.mark.parametrize("words", list(commands()), ids=" ".join)
def test_every_command_exists(words):
    program, *rest = words
    if program == "python" and rest[0] == "manage.py":
        assert rest[1] in get_commands()
    elif program == "python":
        assert rest[0] == "-m"
        assert callable(import_module(rest[1]).main)
    else:
        assert program in {found.name for found in entry_points(group="console_scripts")}
        named = rest[1] if rest[0] == "--app" else rest[0]
        module, _, attribute = named.partition(":")
        imported = import_module(module if attribute else f"{module}.celery")
        assert callable(getattr(imported, attribute)) if attribute else imported.app.main == named


@pytest.mark.parametrize("name", OURS)
def test_every_variable_given_is_read_by_the_settings(name):
    assert set(SERVICES[name]["environment"]) - READ_BY_SETTINGS == set()


def test_every_setting_of_a_municipality_can_be_given():
    given = set(SERVICES["web"]["environment"])

    assert READ_BY_SETTINGS - given == NOT_FOR_PRODUCTION | NOT_FOR_ONE_MACHINE


def test_what_may_be_left_out_is_as_the_settings_have_it():
    text = (BASE / "herning" / "settings.py").read_text()
    left_out = re.findall(r"\$\{(\w+):-(\w+)\}", (BASE / "docker-compose.yml").read_text())
    shown = dict(re.findall(r"(?m)^(\w+)=(.*)$", (BASE / ".env.example").read_text()))

    for name, value in left_out:
        if name in READ_BY_SETTINGS:
            default = re.search(rf'env\.\w+\("{name}", ("?[\w *]+"?)', text)[1]
            assert (shown[name], str(literal_product(default))) == (value, value), name


def literal_product(text):
    """A number or word as settings write it, a product of numbers too."""
    return prod(int(part) for part in text.split("*")) if text[0].isdigit() else text.strip('"')


def test_every_variable_of_the_image_is_read_by_somebody():
    told = " ".join(rest for instruction, rest in DOCKERFILE if instruction == "ENV")

    assert {word.partition("=")[0] for word in told.split()} - READ_BY_SETTINGS - READ_BY_OTHERS == set()
    assert {"SECRET_KEY", "DATABASE_URL", "REDIS_URL", "STATIC_ROOT"} <= READ_BY_SETTINGS


def test_every_variable_asked_for_is_in_the_example():
    asked = set(re.findall(r"(?<!\$)\$\{(\w+)", (BASE / "docker-compose.yml").read_text()))
    shown = set(re.findall(r"(?m)^(\w+)=", (BASE / ".env.example").read_text()))

    assert asked == shown


def test_no_secret_has_a_value_or_a_default():
    text = (BASE / "docker-compose.yml").read_text()

    for secret in ("SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD"):
        assert f"${{{secret}:?" in text
        assert f"${{{secret}:-" not in text
        assert f"\n{secret}=\n" in (BASE / ".env.example").read_text()


def test_every_service_is_watched_and_waits_for_what_it_needs():
    for name, service in SERVICES.items():
        assert ("healthcheck" in service) == (name != "migrate"), name
        for needed, how in service.get("depends_on", {}).items():
            ends = how["condition"] == "service_completed_successfully"
            assert ends == (needed == "migrate"), name
            assert needed in SERVICES, name
            assert ends or "healthcheck" in SERVICES[needed], name


def test_every_volume_is_declared_and_used():
    used = {volume.partition(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}

    assert used == set(COMPOSE["volumes"])


def test_production_is_neither_debugging_nor_a_demonstration():
    for name in OURS:
        assert (SERVICES[name]["environment"]["DEBUG"], SERVICES[name]["environment"]["DEMO"]) == ("false", "false")


def test_a_filled_in_example_passes_the_checks_for_production():
    """The settings a municipality is led to are those that `check --deploy` has nothing against."""
    filled = {
        **dict(re.findall(r"(?m)^(\w+)=(.*)$", (BASE / ".env.example").read_text())),
        **{"SECRET_KEY": secrets.token_urlsafe(64), "POSTGRES_PASSWORD": "x", "REDIS_PASSWORD": "x"},
        "EMAIL_URL": "smtp+tls://user:password@mail.example.dk:587",
    }
    told = {
        name: re.sub(r"\$\{(\w+)[^}]*\}", lambda match: filled[match[1]], value)
        for name, value in SERVICES["web"]["environment"].items()
    }

    checked = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=BASE, env={"PATH": os.environ["PATH"], **told}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (checked.returncode, checked.stderr) == (0, "")


def test_the_servers_are_those_of_the_tests():
    assert (SERVICES["postgres"]["image"], SERVICES["redis"]["image"].partition(":")[0]) == ("postgres:18", "redis")


def test_the_log_of_postgres_leaves_out_values_as_the_embedded_one_does():
    program, *options = SERVICES["postgres"]["command"]

    assert program == "postgres"
    assert options == [word for name, value in TELLS_NO_VALUES.items() for word in ("-c", f"{name}={value}")]


def test_everything_copied_into_the_image_exists():
    stages = {rest.rpartition(" AS ")[2] for instruction, rest in DOCKERFILE if instruction == "FROM"}
    for instruction, rest in DOCKERFILE:
        if instruction == "COPY":
            *sources, _target = [word for word in rest.split() if not word.startswith("--")]
            stage = re.match(r"--from=(\w+)", rest)
            assert stage is None or stage[1] in stages
            assert stage or [source for source in sources if not (BASE / source).exists()] == []


def test_the_image_leaves_out_secrets_and_nothing_that_runs():
    left_out = set((BASE / ".dockerignore").read_text().split())
    own = {
        Path(app.path).relative_to(BASE).parts[0] for app in apps.get_app_configs() if BASE in Path(app.path).parents
    }
    own = {part for part in own if not part.startswith(".")}

    assert left_out >= {".env", ".git", "var", ".venv"}
    assert left_out & (own | {"templates", "static", "locale", "manage.py", "requirements.txt"}) == set()


def test_the_image_does_not_run_as_root_and_is_watched():
    last = max(index for index, (instruction, _) in enumerate(DOCKERFILE) if instruction == "FROM")
    run = DOCKERFILE[last:]

    assert [rest for instruction, rest in run if instruction == "USER"] == ["herning"]
    assert [instruction for instruction, _ in run][-2:] == ["HEALTHCHECK", "CMD"]
    assert "useradd" in next(rest for instruction, rest in run if instruction == "RUN")


@pytest.mark.django_db
def test_the_probes_ask_addresses_that_answer():
    probes = {
        words[3] for words in commands() if words[:3] == ["python", "-m", "herning.probe"] and "--fresh" not in words
    }

    assert probes == {"/healthz", "/readyz"}
    assert [Client().get(probe).status_code in {200, 503} for probe in sorted(probes)] == [True, True]
