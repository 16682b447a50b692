"""What the tables of an exchanged catalogue hold, column by column; the one place that knows."""

from dataclasses import dataclass, field
from typing import Any

from herning.accounts.municipalities import MUNICIPALITIES
from interventions.catalogue_rules import MOST_KRONER
from interventions.enums import AdmissionKind, MethodType, Paragraph, PriceUnit, Side
from interventions.rules import MOST_PLACES

#: The first line of a file says what it is; a later format will have another number.
FORMAT = "indsatstrappe-1"
MOST_DAYS = 365


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `kind` is text, code, number, yes, day or words; empty is allowed unless it is needed."""

    name: str
    kind: str = "text"
    is_needed: bool = False
    longest: int = 300
    least: int = 0
    most: int = 0
    choices: tuple[str, ...] = ()
    refers_to: str = ""
    default: Any = None
    is_several_lines: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table: the columns that name a row, and the rest."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    named: dict[str, Column] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.named.update({column.name: column for column in self.columns})


def _text(name: str, longest: int, *, is_needed: bool = False, is_several_lines: bool = False) -> Column:
    return Column(name, "text", is_needed=is_needed, longest=longest, default="", is_several_lines=is_several_lines)


def _code(name: str, longest: int = 60, *, refers_to: str = "", is_needed: bool = True) -> Column:
    return Column(name, "code", is_needed=is_needed, longest=longest, refers_to=refers_to)


def _number(name: str, most: int, *, least: int = 0, is_needed: bool = False, default: int | None = None) -> Column:
    return Column(name, "number", is_needed=is_needed, least=least, most=most, default=default)


def _yes(name: str, *, default: bool = False) -> Column:
    return Column(name, "yes", default=default)


def _day(name: str, *, is_needed: bool = False) -> Column:
    return Column(name, "day", is_needed=is_needed)


def _choice(name: str, choices: list[str], *, is_needed: bool = True) -> Column:
    return Column(name, "text", is_needed=is_needed, longest=40, choices=tuple(choices), default="")


def _words(name: str, longest: int, *, choices: tuple[str, ...] = (), refers_to: str = "") -> Column:
    return Column(name, "words", longest=longest, choices=choices, refers_to=refers_to, default=[])


def _edition() -> tuple[Column, ...]:
    return (
        _text("name", 120, is_needed=True), _text("short_name", 40, is_needed=True),
        _text("name_en", 120, is_needed=True), Column("colour", "colour", is_needed=True, longest=7),
        _number("review_weeks", 26, least=1), _words("expected_professions", 60),
    )  # fmt: skip


TABLES = (
    Table("ladder", (), (_text("name", 80, is_needed=True), _number("number_offset", 1, is_needed=True))),
    Table("steps", ("number",), (
        _number("number", 5, is_needed=True), *_edition(), _text("description", 2000, is_several_lines=True),
    )),
    Table("editions", ("step", "valid_from"), (
        _number("step", 5, is_needed=True), _day("valid_from", is_needed=True), *_edition(),
    )),
    Table("target_groups", ("code",), (
        _code("code", 40), _text("name", 80, is_needed=True), _text("name_en", 80),
        _number("order", 999, default=0), _yes("is_active", default=True),
    )),
    Table("providers", ("code",), (_code("code"), _text("name", 120, is_needed=True))),
    Table("departments", ("code",), (
        _code("code", 80), _code("provider", refers_to="providers"), _text("name", 120, is_needed=True),
        _text("email", 254), _text("district", 80), _choice("municipality", [code for code, _name in MUNICIPALITIES],
                                                            is_needed=False),
        _yes("is_active", default=True),
    )),
    Table("offers", ("code",), (
        _code("code"), _text("name", 120, is_needed=True), _number("step", 5, is_needed=True),
        _number("number", 999, least=1), _choice("method", MethodType.values),
        _text("description", 2000, is_several_lines=True), _text("target_group", 300), _text("prerequisite", 300),
        _text("evidence", 60), _words("professions", 60), _words("target_groups", 40, refers_to="target_groups"),
        _words("paragraphs", 12, choices=tuple(Paragraph.values)), _words("languages", 40), _yes("has_own_school"),
        _number("min_age", 25), _number("max_age", 25), _number("min_weeks", 520, least=1),
        _number("max_weeks", 520, least=1), _yes("is_time_limited"), _yes("is_legal_placement"), _day("opens_on"),
        _day("closes_on"), _text("note", 2000, is_several_lines=True),
    )),
    Table("prices", ("offer", "valid_from"), (
        _code("offer", refers_to="offers"), _day("valid_from", is_needed=True), _day("valid_until"),
        _number("kroner", MOST_KRONER, is_needed=True), _choice("unit", PriceUnit.values), _text("note", 200),
    )),
    Table("places", ("offer", "department", "opens_on"), (
        _code("offer", refers_to="offers"), _code("department", 80, refers_to="departments"),
        _day("opens_on", is_needed=True), _day("closes_on"), _number("places_total", MOST_PLACES), _text("note", 200),
    )),
    Table("planned_places", ("offer", "department", "from_on"), (
        _code("offer", refers_to="offers"), _code("department", 80, refers_to="departments"),
        _day("from_on", is_needed=True), _number("places_total", MOST_PLACES, is_needed=True), _text("note", 200),
    )),
    Table("admission", ("offer", "order", "text"), (
        _code("offer", refers_to="offers"), _number("order", 999, default=0), _choice("kind", AdmissionKind.values),
        _choice("side", Side.values), _text("text", 300, is_needed=True), _yes("caseworker_takes_part"),
        _yes("needs_plan"), _number("days_before_start", MOST_DAYS, least=-MOST_DAYS, default=0),
        _yes("is_active", default=True),
    )),
)  # fmt: skip
BY_NAME = {table.name: table for table in TABLES}
