"""Danish names sort and are found the same on every database."""

from cases.models import Child
from tests.factories.cases import ChildFactory


def names(queryset):
    """What stands in a list, in its order."""
    return list(queryset.values_list("name", flat=True))


def test_names_sort_with_the_danish_letters_last_and_double_a_as_the_last(db):
    for name in ["Åse", "Ærø", "Zoe", "Østen", "Aage", "Anna", "aksel", "Müller", "Mytte"]:
        ChildFactory(name=name)

    assert names(Child.objects.order_by("sort_name", "pk")) == [
        "aksel", "Anna", "Müller", "Mytte", "Zoe", "Ærø", "Østen", "Aage", "Åse",
    ]  # fmt: skip


def test_a_name_is_found_without_its_danish_letters(db):
    ChildFactory(name="Sofie Marie Møller-Kjær")
    ChildFactory(name="Emil Åkjær")
    ChildFactory(name="Smøller Hansen")

    assert names(Child.objects.named("moller")) == ["Sofie Marie Møller-Kjær"]
    assert names(Child.objects.named("MØLLER sof")) == ["Sofie Marie Møller-Kjær"]
    assert names(Child.objects.named("kjaer")) == ["Sofie Marie Møller-Kjær"]
    assert names(Child.objects.named("akjær")) == ["Emil Åkjær"]
    assert names(Child.objects.named("aakjær")) == ["Emil Åkjær"]


def test_a_search_for_wildcards_finds_what_is_written_not_everything(db):
    ChildFactory(name="Anna Hansen")

    assert names(Child.objects.named("%")) == []
    assert names(Child.objects.named("_")) == []
    assert names(Child.objects.named("\\")) == []
