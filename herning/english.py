"""The English of every Danish text: `python -m herning.english` lists what is new and compiles what is translated.

The texts stand in Danish in the sources; `locale/en` holds their English. The compiled file is kept beside it, so that
a production image needs no compiler.
"""

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("herning", "cases", "interventions", "reviews", "dashboards", "demo")
TRANSLATED = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
COMPILED = TRANSLATED.with_suffix(".mo")
# Babel wants a moment; a fixed one keeps a file that says the same the same.
MADE_AT = datetime(2026, 1, 1, tzinfo=UTC)
WIDTH = 116
HEAD = "# The English of every Danish text; `python -m herning.english` lists what is new."

# How many texts a call takes, after its context if it has one.
PLAIN = {"_", "_now", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
IN_CONTEXT = {"pgettext", "pgettext_lazy"}
PLURAL_IN_CONTEXT = {"npgettext", "npgettext_lazy"}
CALLS = dict.fromkeys(PLAIN | PLURAL | IN_CONTEXT | PLURAL_IN_CONTEXT)


def marked() -> Catalog:
    """Every text of the sources that is marked for translation, with no English yet."""
    catalog = Catalog(
        locale="en", header_comment=HEAD, project="herning", creation_date=MADE_AT, revision_date=MADE_AT, fuzzy=False
    )
    for source in _python():
        _collect(catalog, source)
    for path in templates():
        _collect(catalog, _calls_of_template(path))
    return catalog


def templates() -> list[Path]:
    """Every template, mails and papers too."""
    return sorted((ROOT / "templates").rglob("*.*"))


def _python() -> Iterator[bytes]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.read_bytes()


def _calls_of_template(path: Path) -> bytes:
    """The template as Django prepares it for extraction: calls of gettext between blanked text, a line at a time."""
    lines = (line.strip() for line in templatize(path.read_text(), origin=str(path)).splitlines())
    return "\n".join(line for line in lines if "(" in line).encode()


def _collect(catalog: Catalog, source: bytes) -> None:
    for _line, call, found, _comments in extract_python(BytesIO(source), CALLS, [], {"encoding": "utf-8"}):
        texts: list[str] = [str(text or "") for text in (found if isinstance(found, tuple) else [found])]
        context = texts.pop(0) if call in IN_CONTEXT | PLURAL_IN_CONTEXT else None
        wanted = texts[: 2 if call in PLURAL | PLURAL_IN_CONTEXT else 1]
        if wanted and all(wanted):
            catalog.add(tuple(wanted) if len(wanted) > 1 else wanted[0], context=context)


def translated() -> Catalog:
    """The translations as they are kept."""
    if not TRANSLATED.exists():
        return Catalog(locale="en")
    with TRANSLATED.open("rb") as file:
        return read_po(file, locale="en")


def compiled(catalog: Catalog) -> bytes:
    """A catalogue as gettext reads it."""
    made = BytesIO()
    write_mo(made, catalog)
    return made.getvalue()


def missing(kept: Catalog) -> list[str]:
    """The texts of the sources that lack their English or whose English is only a guess."""
    wanted = (message for message in marked() if message.id)
    return [
        str(message.id)
        for message in wanted
        if (found := kept.get(message.id, message.context)) is None or not _is_translated(found.string) or found.fuzzy
    ]


def _is_translated(string: str | tuple[str, ...] | list[str] | None) -> bool:
    return bool(string) and (isinstance(string, str) or all(string or [""]))


def renewed(kept: Catalog) -> Catalog:
    """The texts of the sources with the English that is kept; what no source says any more is left out."""
    catalog = marked()
    for message in catalog:
        found = kept.get(message.id, message.context) if message.id else None
        if found is not None:
            message.string = found.string
            message.flags |= found.flags & {"fuzzy"}
    return catalog


def main() -> int:
    """Renew the list, compile it, and tell how many texts still want their English; 1 when there are any."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "herning.settings")
    settings.configure(USE_I18N=False)
    django.setup()
    catalog = renewed(translated())
    TRANSLATED.parent.mkdir(parents=True, exist_ok=True)
    with TRANSLATED.open("wb") as file:
        write_po(file, catalog, width=WIDTH, no_location=True, sort_output=True)
    left = missing(translated())
    COMPILED.write_bytes(compiled(translated()))
    sys.stdout.write(f"{len(catalog)} texts, {len(left)} without English\n" + "".join(f"  {text}\n" for text in left))
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
