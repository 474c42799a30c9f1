"""Facts: the only way for a figure to get into a report.

A fact is one figure as the report prints it: value, text, formula and source cells.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import sha256
from typing import Any

from helpers.charts.drawing.value_labels import share_text
from helpers.core.catalogues import Catalogues
from helpers.core.conversion import MONEY, PERCENT, is_count, unit_name
from helpers.core.formatting import (
    ATTAINMENT_DECIMALS,
    CHANGE_DECIMALS,
    format_change_percent,
    format_count,
    format_money,
    format_percent,
    format_quantity,
    needed_decimals,
    printed_change,
)
from helpers.core.messages import message
from helpers.core.precision import decimals_in
from helpers.core.tables import Row
from helpers.core.text import slug
from helpers.indicators.opening import SinceOpening
from helpers.indicators.own import MOST_DECIMALS
from helpers.indicators.sources import inputs_of
from helpers.narrative.details import is_of_period
from helpers.narrative.figure_notes import NotesOfFigures

_ROLES = {
    "pct_plan": ("actual", "plan"),
    "pct_plan_province": ("actual", "plan_province"),
    "remaining": ("actual", "plan"),
    "pace_expected": ("actual", "plan"),
    "pace_gap": ("actual", "plan"),
    "change": ("actual", "previous"),
    "pct_change": ("actual", "previous"),
    "area_effect": ("actual", "previous"),
    "yield_effect": ("actual", "previous"),
    "pct_estimate": ("estimate", "plan"),
}
STATED_ROLES = {
    "change": ("stated_change",),
    "pct_change": ("stated_pct_change", "stated_pct_previous"),
}
FORMULAS = {
    "pct_plan": "actual / plan × 100",
    "pct_plan_province": "actual / plan_province × 100",
    "remaining": "plan − actual",
    "pace_expected": "share of the year by the day of the figure",
    "pace_gap": "pct_plan − pace_expected",
    "change": "actual − previous",
    "change_opening": "actual − opening",
    "pct_change": "(actual − previous) / previous × 100",
    "pct_estimate": "estimate / plan × 100",
    "area_effect": "Δarea × mean(yield)",
    "yield_effect": "Δproduction − area_effect",
}
MOST_STATED_DECIMALS = 4
"""A stated percentage is printed with its own digits, but with no more than these."""
_SIGNED = ("change", "pct_change", "area_effect", "yield_effect")


@dataclass(frozen=True)
class Fact:
    """One printed figure. ``value`` is exact in ``unit_of_measure``; ``text`` is what is printed.

    ``subject`` is the indicator's code (or the count's key) and ``field`` the column of its row;
    ``anchor`` is its row in the annex of all figures.
    """

    key: str
    value: Decimal
    text: str
    unit_of_measure: str
    formula: str | None
    inputs: tuple[Mapping[str, object], ...]
    subject: str
    field: str
    anchor: str

    @property
    def card(self) -> str:
        """The anchor of the card that shows where the figure comes from; empty without a row."""
        return card_anchor(self.anchor, self.field) if self.anchor else ""

    def as_record(self) -> dict[str, object]:
        """The record of facts.json: values as text, so that they stay exact."""
        return {**vars(self), "value": format(self.value, "f")}


class FactBuilder:
    """Builds facts from rows of the indicators table.

    ``order`` is the position of each indicator in that table, which its anchor states.
    """

    def __init__(
        self, catalogues: Catalogues, lang: str = "vi", order: Mapping[str, int] | None = None
    ) -> None:
        self.lang = lang
        self.last_year = catalogues.period.previous_year()
        self._catalogues = catalogues
        self._order = order or {}
        self.since_opening: Mapping[str, SinceOpening] = {}
        self.parts: dict[str, dict[str, Row]] = {}
        """By indicator the parts of the whole unit that alone are stated, as women, by name."""
        self.wholes: dict[str, Row] = {}
        """By indicator what its figure is a part of, where a source states that beside it."""
        self.notes: NotesOfFigures = NotesOfFigures(())

    def fact(
        self,
        row: Row,
        field: str,
        *,
        size: bool = False,
        bare: bool = False,
        cell: bool = False,
    ) -> Fact | None:
        """The figure ``field`` of an indicator row, or None where there is no value.

        ``size`` prints a change without its sign, for use after a word that carries it; ``bare``
        prints without the unit; ``cell`` prints for a table, where 5 is not written 05 either.
        """
        value = row.get(field)
        if not isinstance(value, Decimal):
            return None
        shown = abs(value) if size else value
        signed = field in _SIGNED and not size
        ways = {"size": size, "bare": bare, "cell": cell}
        code, is_share = str(row["indicator"]), field.startswith(("pct_", "pace_"))
        return Fact(
            key=".".join([code, field, *(way for way, used in ways.items() if used)]),
            value=value,
            text=self._text(row, field, shown, signed, with_unit=not (bare or cell), cell=cell),
            unit_of_measure=PERCENT if is_share else str(row["unit_of_measure"]),
            formula=self._formula(row, field),
            inputs=_inputs(row, field),
            subject=code,
            field=field,
            anchor=self.anchor(code),
        )

    def change_since_opening(self, row: Row) -> tuple[Fact, bool] | None:
        """The change since the beginning of the year without its sign, and is it a rise."""
        code = str(row["indicator"])
        if (found := self.since_opening.get(code)) is None:
            return None
        before = {"previous": found.opening, "change": found.change, "comparison_basis": "stated"}
        fact = self.known_fact({**row, **before}, "change", size=True)
        key, field = f"{code}.change_opening.size", "change_opening"
        formula = fact.formula if found.opening is None else FORMULAS[field]
        fact = replace(fact, key=key, field=field, formula=formula, inputs=found.inputs)
        return fact, found.change > 0

    def parts_of(self, row: Row) -> list[tuple[str, Fact]]:
        """The parts of a figure that alone are stated, each with its name."""
        found = self.parts.get(str(row["indicator"]), {}) if row["actual"] is not None else {}
        return [
            (name, replace(detail, key=f"{detail.key}.named", text=self._named(row, value)))
            for name, part in found.items()
            if (value := (detail := self.detail(part)).value) <= row["actual"]
        ]

    def whole_of(self, row: Row) -> Fact | None:
        """What a figure without a plan is a part of, as printed beside it: the 3 of 02/03."""
        record = self.wholes.get(str(row["indicator"]))
        if record is None or row["plan"] is not None:
            return None
        whole = self.detail(record)
        is_same = whole.unit_of_measure == row["unit_of_measure"] and row["actual"] <= whole.value
        return replace(whole, text=self._named(row, whole.value)) if is_same else None

    def _named(self, row: Row, value: Decimal) -> str:
        return self.known_fact({**row, "actual": value}, "actual").text

    def detail(self, record: Row) -> Fact:
        """A row of ``detailed_figures`` as a table prints it, with its source cell."""
        value, unit = Decimal(record["value"]), str(record["unit_of_measure"])
        other = record["value_period"]
        other = "" if is_of_period(other, self._catalogues.period) else other
        subject = "|".join(p for p in (record["indicator"], record["breakdown"], other) if p)
        measure = str(record["measure"])
        source = {name: record[name] for name in ("period", "file", "sheet", "cell", "raw_text")}
        source |= {"role": measure, "indicator": record["indicator"], "value": str(value)}
        return Fact(
            key=f"{subject}.{measure}",
            value=value,
            text=_printed_bare(value, unit, self.lang),
            unit_of_measure=unit,
            formula=None,
            inputs=(source,),
            subject=subject,
            field=measure,
            anchor=f"d{sha256(subject.encode()).hexdigest()[:10]}",
        )

    def known_fact(
        self,
        row: Row,
        field: str,
        *,
        size: bool = False,
        bare: bool = False,
        cell: bool = False,
    ) -> Fact:
        """``fact`` where the row is known to have a value. Raises ValueError without one."""
        fact = self.fact(row, field, size=size, bare=bare, cell=cell)
        if fact is None:
            raise ValueError(f"no {field} of {row['indicator']}")
        return fact

    def anchor(self, code: str) -> str:
        """The anchor of an indicator in the annex of all figures; empty where it has none."""
        return f"t{self._order[code]}" if code in self._order else ""

    def has_denominator(self, row: Row) -> bool:
        """True where the second figure is a denominator, not a plan."""
        indicator = self._catalogues.indicators.get(str(row["indicator"]))
        return indicator is not None and indicator.has_denominator

    def is_better_lower(self, row: Row) -> bool:
        """True for what is to fall, as poor households."""
        indicator = self._catalogues.indicators.get(str(row["indicator"]))
        return indicator is not None and indicator.direction == "down"

    def is_stock(self, row: Row) -> bool:
        """True for what exists at a point in time, as people and villages."""
        indicator = self._catalogues.indicators.get(str(row["indicator"]))
        return indicator is not None and indicator.time_basis == "point_in_time"

    def count(self, key: str, number: int, inputs: tuple = ()) -> Fact:
        """A figure counted from the tables, e.g. how many projects have capital."""
        text = format_count(number, lang=self.lang)
        anchor = "c-" + slug(key)
        return Fact(key, Decimal(number), text, "", "count", inputs, key, "count", anchor)

    def _formula(self, row: Row, field: str) -> str | None:
        """The formula of a figure; in words where a source states what others compute."""
        if (
            field in STATED_ROLES
            and row["previous"] is None
            and row.get("comparison_basis") == "stated"
        ):
            return message("narrative.formula_stated", self.lang)
        return FORMULAS.get(field) or row["formula"]

    def _text(
        self,
        row: Row,
        field: str,
        value: Decimal,
        signed: bool,
        with_unit: bool,
        cell: bool,
    ) -> str:
        if (
            field == "pct_change"
            and row.get("comparison_basis") == "stated"
            and row["previous"] is None
        ):
            digits = needed_decimals(value, MOST_STATED_DECIMALS)
            return format_percent(value, signed=signed, decimals=digits, lang=self.lang)
        if field == "pct_change":
            return format_change_percent(value, signed=signed, lang=self.lang)
        if field.startswith("pct_"):
            return format_percent(value, lang=self.lang)
        if field == "pace_expected":
            return share_text(value, self.lang)
        points = message("narrative.percentage_points", self.lang)
        if field == "pace_gap":
            return format_quantity(value, 1, points, signed=True, lang=self.lang)
        if field == "change" and row["unit_of_measure"] == PERCENT:
            indicator = self._catalogues.indicators[str(row["indicator"])]
            decimals = indicator.decimals
            change = printed_change(row["change"], row["actual"], row["previous"], decimals)
            value = change if signed else abs(change)
            digits = needed_decimals(value, CHANGE_DECIMALS)
            unit = points if with_unit else ""
            return format_quantity(value, digits, unit, signed=signed, lang=self.lang)
        if row["unit_of_measure"] == MONEY:
            return format_money(value, signed=signed, with_unit=with_unit, lang=self.lang)
        indicator = self._catalogues.indicators[str(row["indicator"])]
        most = decimals_in(str(row["unit_of_measure"]), indicator.decimals)
        decimals = needed_decimals(value, most)
        if row["unit_of_measure"] == PERCENT and with_unit:
            shown = None if indicator.decimals == ATTAINMENT_DECIMALS else decimals
            return format_percent(value, lang=self.lang, decimals=shown)
        printed = round(value, decimals)
        unit = unit_name(str(row["unit_of_measure"]), self.lang, printed) if with_unit else ""
        is_integer = value == value.to_integral_value()
        if is_integer and not cell and not signed and is_count(indicator.unit_of_measure):
            return format_count(value, unit, lang=self.lang)
        return format_quantity(value, decimals, unit, signed=signed, lang=self.lang)


def _printed_bare(value: Decimal, unit: str, lang: str) -> str:
    decimals = needed_decimals(value, MOST_DECIMALS)
    if unit == MONEY:
        return format_money(value, with_unit=False, lang=lang)
    if unit == PERCENT:
        return format_percent(value, decimals=decimals, lang=lang)
    return format_quantity(value, decimals, "", lang=lang)


def card_anchor(anchor: str, field: str) -> str:
    """The anchor of a figure on the card of its row."""
    return f"{anchor}-{field}"


def _inputs(row: Row, field: str) -> tuple[Mapping[str, object], ...]:
    roles = (*_ROLES.get(field, ()), *STATED_ROLES.get(field, ()), field)
    return tuple(i for i in inputs_of(row) if i["role"] in roles)


def facts_json(facts: Sequence[Fact]) -> str:
    """The text of facts.json: a line for each source cell, and one for each fact.

    A fact names its sources by their numbers: most cells are behind several printed figures.
    """
    numbers: dict[str, int] = {}
    known: dict[int, int] = {}
    lines = []
    for fact in facts:
        for source in fact.inputs:
            if id(source) not in known:
                known[id(source)] = numbers.setdefault(_line(source), len(numbers))
        named = [known[id(source)] for source in fact.inputs]
        lines.append(_line(fact.as_record() | {"inputs": named}))
    parts = {"sources": numbers, "facts": lines}
    listed = (f'"{name}": [\n' + ",\n".join(part) + "\n]" for name, part in parts.items())
    return "{\n" + ",\n".join(listed) + "\n}\n"


def _line(record: Mapping[str, object]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def read_facts(text: str) -> list[dict[str, Any]]:
    """The records of facts.json, each with its source cells."""
    content = json.loads(text)
    sources = content["sources"]
    return [f | {"inputs": [sources[n] for n in f["inputs"]]} for f in content["facts"]]


def count_facts(text: str) -> int:
    """How many figures a report prints, by the lines of its facts.json."""
    return text.count('\n{"key":')
