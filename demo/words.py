"""What people say in the stories, from the invented texts beside this file."""

from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from demo.story import Child

HERE = Path(__file__).resolve().parent


@lru_cache(maxsize=1)
def themes() -> dict[str, dict[str, Any]]:
    """What the stories are about, by name."""
    found: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "texts.yaml").read_text("utf-8"))["themes"]
    return found


@lru_cache(maxsize=1)
def sentences() -> dict[str, Any]:
    """Sentences that fit any story."""
    found: dict[str, Any] = yaml.safe_load((HERE / "sentences.yaml").read_text("utf-8"))
    return found


def themes_for(age: int) -> list[str]:
    """The themes that are told of children of an age; an unborn child's is -1."""
    return [name for name, theme in themes().items() if theme["ages"][0] <= age <= theme["ages"][1]]


class Voice:
    """Says things about one child: never the same sentence twice in a row, and with the right pronouns."""

    def __init__(self, rng: Random, child: Child, theme: str) -> None:
        self.rng = rng
        self.theme = themes()[theme]
        self.decks: dict[str, list[Any]] = {}
        her = child.is_girl
        first = child.name.split()[0]
        self.filling = {
            "navn": first if child.born_on else "Barnet",
            "han": "hun" if her else "han",
            "Han": "Hun" if her else "Han",
            "ham": "hende" if her else "ham",
            "hans": "hendes" if her else "hans",
            "Hans": "Hendes" if her else "Hans",
            "skole": child.school or "sundhedsplejen",
        }

    def fill(self, text: str) -> str:
        """A text with the child's name and pronouns."""
        filled = text.format_map(self.filling)
        return filled[:1].upper() + filled[1:]

    def draw(self, key: str, source: list[Any]) -> Any:
        """The next of a shuffled deck, which is shuffled again when it is empty."""
        deck = self.decks.get(key)
        if not deck:
            deck = self.decks[key] = self.rng.sample(source, len(source))
        return deck.pop()

    def say(self, key: str) -> str:
        """A sentence that fits any story."""
        return self.fill(self.draw(key, sentences()[key]))

    def tell(self, key: str) -> str:
        """A text of the child's own theme."""
        source = self.theme[key]
        return self.fill(source if isinstance(source, str) else self.draw(key, source))

    def goals(self, whose: str) -> list[tuple[str, str, str, str]]:
        """The theme's goals as domain, goal, sub-goal and measure."""
        return [(domain, *map(self.fill, texts)) for domain, *texts in self.theme[f"{whose}_goals"]]

    def journal(self) -> tuple[str, str, str]:
        """A journal note: kind, heading and text."""
        kind = self.draw("kind", [kind for kind, notes in sentences()["notes"].items() for _ in notes])
        heading, text = self.draw(f"notes:{kind}", sentences()["notes"][kind])
        return kind, self.fill(heading), self.fill(text)
