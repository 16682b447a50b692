"""What is done to every form; each attack gives what went wrong, in words."""

from uuid import uuid4

from django import forms

LONG = "x" * 100_000
FIELDS_AT_ONCE = 15
EMOJI = "🧸👩‍👧‍👦 Grüße 漢字"
NUL = "a\x00b"
BAD_DAYS = ("31-02-2026", "0001-01-01", "9999-12-31", "20266-01-01")
NO_CHOICES = ("999999999", "-99", NUL, "9" * 5000)
# What a form says of the state it was read in.
SEEN = ("seen_version", "seen_plan")
NO_VERSIONS = ("999999999", NUL)
BAD_TOKENS = (NUL, "9" * 10_000)
CARRIED_OUT = {200, 302}


def nothing_filled_in(row, sender, _good):
    """An empty form is refused at each field that has to be filled in."""
    answer, rows = sender.send({})
    if row.is_blank_fine:
        return _unless(answer.status_code in CARRIED_OUT, f"{answer.status_code} when blank")
    if answer.status_code != 422 or rows:
        return [f"{answer.status_code} and {rows} rows when blank"]
    form = answer.context["form"]
    asked = {name for name, it in form.fields.items() if it.required and not isinstance(it.widget, forms.HiddenInput)}
    return _unless(asked <= form.errors.keys(), f"blank: no word at {asked - form.errors.keys()}")


def bad_texts(row, sender, good):
    """A text of 100,000 characters and one with a NUL are refused at their field, and the first stands in the page."""
    form = form_of(sender, good)
    fields = names(form, forms.CharField)
    shown = [name for name in fields if not isinstance(form.fields[name].widget, forms.PasswordInput)]
    # A form of many rows is sent in parts: all its fields too long at once are more than the server takes.
    parts = [fields[first : first + FIELDS_AT_ONCE] for first in range(0, len(fields), FIELDS_AT_ONCE)]
    too_long = [
        fault
        for part in parts
        for fault in faults(sender, good, dict.fromkeys(part, LONG), kept=LONG if set(part) & set(shown) else "")
    ]
    return [*too_long, *faults(sender, good, dict.fromkeys(fields, NUL))]


def emoji(row, sender, good):
    """Any character is either stored or refused."""
    answer, _rows = sender.send(good | dict.fromkeys(names(form_of(sender, good), forms.CharField), EMOJI))
    return _unless(answer.status_code in {*CARRIED_OUT, 422}, f"{answer.status_code} for emoji")


def bad_days(row, sender, good):
    """A day that does not exist, or lies in another age, is refused at its field."""
    form = form_of(sender, good)
    moments, days = names(form, forms.DateTimeField), names(form, forms.DateField)
    return [
        fault
        for day in BAD_DAYS
        for fault in faults(sender, good, dict.fromkeys(days, day) | dict.fromkeys(moments, f"{day}T10:00"))
    ]


def no_choices(row, sender, good):
    """What cannot be chosen is refused at its field."""
    form = form_of(sender, good)
    fields = names(form, forms.ChoiceField, forms.ModelChoiceField, forms.IntegerField)
    fields = [name for name in fields if name not in SEEN]
    return [fault for value in NO_CHOICES for fault in faults(sender, good, dict.fromkeys(fields, value))]


def things_of_others(row, sender, good, world):
    """A thing that exists and is another's is refused like one that does not."""
    return [fault for name, it in row.foreign.items() for fault in faults(sender, good, {name: str(world[it].pk)})]


def stale_page(row, sender, good):
    """A page read before somebody else changed the row, or with a mangled version, writes nothing."""
    sent = [
        ({name: value}, sender.send(good | {name: value})) for name in SEEN if name in good for value in NO_VERSIONS
    ]
    return [fault for told, (answer, rows) in sent for fault in _judged(answer, rows, told)]


def double_click(row, sender, good):
    """The same form sent twice is carried out once, and both clicks lead to the same page."""
    both = good | {"submission": str(uuid4())}
    (first, rows), (second, again) = sender.send(both, both)
    if not row.writes:
        return _unless((first.status_code, rows + again) == (second.status_code, 0), "a search that writes")
    if first.status_code != 302 or not rows:
        errors = first.context["form"].errors.as_json() if first.status_code == 422 else ""
        return [f"not carried out: {first.status_code} {errors}"]
    return _unless(
        (second.status_code, second.get("Location"), again) == (302, first["Location"], 0),
        f"double click: {second.status_code} and {again} rows",
    )


def two_tabs(row, sender, good):
    """The same from another tab is refused in words, unless it may be done again."""
    (_first, _rows), (second, again) = sender.send(good, good)
    if row.repeats or not row.writes:
        return _unless(second.status_code in CARRIED_OUT, f"two tabs: {second.status_code}")
    return _unless(second.status_code in {302, 404, 422} and not again, f"two tabs: {second.status_code}, {again} rows")


def mangled_tokens(row, sender, good):
    """A token or draft that nobody's page has sent breaks nothing."""
    found = []
    for text in BAD_TOKENS:
        answer, rows = sender.send(good | {"submission": text})
        found += _unless(answer.status_code in {*CARRIED_OUT, 422}, f"{answer.status_code} for token {text[:9]!r}")
        found += _unless(answer.status_code == 302 or not rows, f"token {text[:9]!r} writes")
        answer, rows = sender.send(good | {"draft": text, "draft_page": text, "draft_label": text})
        found += _unless(answer.status_code in CARRIED_OUT, f"{answer.status_code} for draft {text[:9]!r}")
    return found


ATTACKS = (
    nothing_filled_in, bad_texts, emoji, bad_days, no_choices, stale_page, double_click, two_tabs, mangled_tokens,
)  # fmt: skip


def names(form, *kinds):
    """The fields of some kinds; the one-time token is attacked on its own."""
    return [name for name, it in form.fields.items() if isinstance(it, kinds) and name != "submission"]


def form_of(sender, good):
    """The form that a payload is for; a page may hold two, and then answers with the one that was sent."""
    shown = sender.form()
    if set(good) <= shown.fields.keys():
        return shown
    answer, _rows = sender.send(dict.fromkeys(good, "x"))
    return answer.context["form"]


def faults(sender, good, bad, *, kept=""):
    """What is wrong with the answers to bad fields: all sent at once, then alone those not refused among the others.

    The fields refuse several faults together; a rule of an act tells one at a time.
    """
    if not bad:
        return []
    answer, rows = sender.send(good | bad)
    found = _judged(answer, rows, bad)
    if kept and kept not in answer.content.decode():
        found.append("what was typed is lost")
    refused = answer.context["form"].errors if answer.status_code == 422 else {}
    for name, value in bad.items():
        if name not in refused:
            answer, rows = sender.send(good | {name: value})
            found += _judged(answer, rows, {name: value})
            if answer.status_code == 422 and name not in (said := answer.context["form"].errors):
                found.append(f"{name}={value[:20]!r}: refused elsewhere ({list(said)})")
    return found


def _judged(answer, rows, bad):
    said = {name: value[:20] for name, value in bad.items()}
    return [
        *_unless(not rows, f"wrote {rows} rows with {said}"),
        *_unless(answer.status_code in {404, 422}, f"{answer.status_code} for {said}"),
    ]


def _unless(is_well, fault):
    return [] if is_well else [fault]
