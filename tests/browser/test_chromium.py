"""A browser is looked for on PATH, among the test tool's downloads, then fetched; without one the message is clear."""

import os

import pytest

from tests.browser import chromium


@pytest.fixture
def machine(monkeypatch):
    """A machine with nothing, whose answers a test may change; it notes which commands were tried."""
    state = {"on_path": None, "downloaded": None, "tried": [], "brings": {}}

    def attempt(*command):
        state["tried"].append(command)
        state.update(state["brings"].get(command[0], {}))
        return bool(state["brings"].get(command[0]))

    monkeypatch.setattr(chromium, "on_path", lambda: state["on_path"])
    monkeypatch.setattr(chromium, "downloaded", lambda: state["downloaded"])
    monkeypatch.setattr(chromium, "attempt", attempt)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr("sys.executable", "python")
    return state


def tried(machine):
    return [command[0] for command in machine["tried"]]


@pytest.mark.parametrize(
    ("has", "found"),
    [
        ({"on_path": "/usr/bin/chromium", "downloaded": "/home/x/chrome"}, "/usr/bin/chromium"),
        ({"downloaded": "/home/x/chrome"}, "/home/x/chrome"),
    ],
)
def test_what_is_there_is_used_and_nothing_fetched(machine, has, found):
    machine.update(has)

    assert (chromium.install(), chromium.path(), tried(machine)) == (found, found, [])


def test_the_tools_own_download_comes_before_the_package(machine):
    machine["brings"] = {"python": {"downloaded": "/home/x/chrome"}}

    assert (chromium.install(), tried(machine)) == ("/home/x/chrome", ["python"])


def test_root_falls_back_on_the_package(machine, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    machine["brings"] = {"apt-get": {"on_path": "/usr/bin/chromium"}}

    assert (chromium.install(), tried(machine)) == ("/usr/bin/chromium", ["python", "apt-get", "apt-get"])


def test_an_ordinary_user_without_any_is_told_what_to_do(machine, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    with pytest.raises(RuntimeError, match="apt-get install chromium"):
        chromium.install()

    assert tried(machine) == ["python"]
