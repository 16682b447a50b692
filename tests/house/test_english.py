"""No Danish text without its English, and the compiled file says what the readable one says."""

import re

from babel.messages.catalog import Catalog, TranslationError
from babel.messages.checkers import checkers
from django.utils.translation import gettext, override, pgettext

from herning import english


def test_every_danish_text_has_its_english():
    assert english.missing(english.translated()) == []


def test_nothing_is_translated_that_no_page_says():
    said = {(message.id, message.context) for message in english.marked()}

    assert [message.id for message in english.translated() if (message.id, message.context) not in said] == []


def test_no_danish_text_is_an_english_one_that_django_translates():
    """A label that said “Sat” was shown as “lør”: Django has that word too, for Saturday."""
    said = [message for message in english.marked() if isinstance(message.id, str) and message.id]
    with override("da"):
        odd = [it.id for it in said if it.id != (pgettext(it.context, it.id) if it.context else gettext(it.id))]

    assert odd == []


def test_the_english_fills_in_the_same_names():
    odd = []
    catalog = english.translated()
    for message in catalog:
        for check in checkers if message.id else []:
            try:
                check(catalog, message)
            except TranslationError as error:
                odd.append(f"{message.id}: {error}")

    assert odd == []


def test_the_compiled_file_is_the_readable_one():
    assert english.COMPILED.read_bytes() == english.compiled(english.translated())


def test_no_source_calls_gettext_by_a_name_that_is_not_looked_for():
    """Two hundred texts of the access log stayed Danish on English pages, marked by a name of their own."""
    named = re.compile(r"gettext\w* as (\w+)|^(\w+) = n?p?gettext\w*$", re.MULTILINE)
    found = {one or other for source in english._python() for one, other in named.findall(source.decode())}

    assert found <= set(english.CALLS)


def test_no_text_is_said_both_alone_and_in_the_plural():
    """The two have one key, so one of them lost its English."""
    alone, many = set(), set()
    for source in [*english._python(), *map(english._calls_of_template, english.templates())]:
        catalog = Catalog()
        english._collect(catalog, source)
        alone |= {(message.id, message.context) for message in catalog if message.id and isinstance(message.id, str)}
        many |= {(message.id[0], message.context) for message in catalog if isinstance(message.id, tuple)}

    assert len(many) > 50
    assert alone & many == set()


def test_a_text_of_a_module_and_of_a_template_is_found(tmp_path):
    template = tmp_path / "page.html"
    template.write_text(
        "{% load i18n %}<p>{% translate 'Min dag' %}</p>"
        "{% blocktranslate count n=n %}{{ n }} barn{% plural %}{{ n }} børn{% endblocktranslate %}"
    )
    catalog = Catalog()

    english._collect(catalog, english._calls_of_template(template))
    english._collect(catalog, 'x = _("Et langt "\n      "navn")\ny = pgettext("måned", "maj")'.encode())

    assert {(message.id, message.context) for message in catalog if message.id} == {
        ("Min dag", None),
        (("%(n)s barn", "%(n)s børn"), None),
        ("Et langt navn", None),
        ("maj", "måned"),
    }
