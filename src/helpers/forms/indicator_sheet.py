"""The sheet of a blank form for indicators: one row each, below the groups of its label."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from helpers.core.catalogues.forms import Form, SheetMap
from helpers.core.catalogues.indicators import Indicator
from helpers.core.messages import message
from helpers.core.workbook_marks import mark_words
from helpers.forms.checks import figure_check, number_format
from helpers.forms.model import (
    EntryCell,
    EntryColumn,
    EntryRow,
    EntrySheet,
    first_row,
    group_row,
    sheet_of,
    sum_of,
)
from helpers.forms.source import FormSource

MEASURES = ("plan", "actual", "estimate", "previous")
SPARE_ROWS = 3
"""Free rows for what an office reports besides."""
WIDTHS = {"order": 5, "label": 46, "unit_of_measure": 16, "cause": 24, "note": 24, "code": 20}
FIGURE_WIDTH = 14
LAST_YEAR, LAST_PERIOD = "last_year", "last_period"
"""Columns of this module only: figures at hand, which nobody reads back."""


def indicator_sheet(form: Form, mapping: SheetMap, source: FormSource) -> EntrySheet | None:
    """The sheet; None where the unit owes no indicator of it."""
    indicators = source.indicators_of(form, mapping)
    if not indicators:
        return None
    rows = _Rows(form, mapping, source, indicators)
    return sheet_of(form, mapping, rows.columns, list(rows.all()))


def columns_of(
    mapping: SheetMap, source: FormSource, indicators: Sequence[Indicator]
) -> list[EntryColumn]:
    """The columns: those of the form, what is at hand of earlier, and the hidden code."""
    own = mark_words()["columns"]
    headers = {role: texts[0] for role, texts in mapping.columns.items()}
    if any("plan" in i.expected_measures for i in indicators):
        headers.setdefault("plan", own["plan"][0])
    roles = ["order", "label", "unit_of_measure", *(m for m in MEASURES[:3] if m in headers)]
    if any(i.code in source.last_year for i in indicators):
        headers[LAST_YEAR] = own["ignore"][0]
        roles.append(LAST_YEAR)
    else:
        headers["previous"] = message("forms.last_year", "vi")
        roles.append("previous")
    if any(i.code in source.last_period for i in indicators):
        headers[LAST_PERIOD] = own["ignore"][1]
        roles.append(LAST_PERIOD)
    roles += [role for role in ("cause", "note") if role in headers]
    headers["code"] = own["code"][0]
    return [
        EntryColumn(role, headers[role], WIDTHS.get(role, FIGURE_WIDTH), role == "code")
        for role in (*roles, "code")
    ]


@dataclass
class _Rows:
    form: Form
    mapping: SheetMap
    source: FormSource
    indicators: Sequence[Indicator]

    def __post_init__(self) -> None:
        self.columns = columns_of(self.mapping, self.source, self.indicators)
        self.letters = {c.role: xl_col_to_name(n) for n, c in enumerate(self.columns)}
        self.layout = list(self._layout())
        first = first_row(self.mapping.header_rows) + 1
        self.row_of = {
            entry.code: first + position
            for position, entry in enumerate(self.layout)
            if isinstance(entry, Indicator)
        }

    def _layout(self) -> Iterator[Indicator | tuple[str, int]]:
        """Indicators, and groups as label and depth, from top to bottom."""
        above: tuple[str, ...] = ()
        for indicator in self.indicators:
            groups = self.source.label_path(self.form, indicator)[:-1]
            if above and indicator.code not in self.source.labels.get(self.form.form, {}):
                groups = (message("forms.other_group", "vi"),)
            shared = next(
                (n for n, (a, b) in enumerate(zip(above, groups, strict=False)) if a != b),
                min(len(above), len(groups)),
            )
            for depth in range(shared, len(groups)):
                yield groups[depth], depth
            above = groups
            yield indicator

    def all(self) -> Iterator[EntryRow]:
        number = 0
        for entry in self.layout:
            if isinstance(entry, Indicator):
                number += 1
                yield self._indicator(entry, number)
            else:
                yield group_row(self.columns, *entry)
        for _ in range(SPARE_ROWS):
            yield [self._spare(column.role) for column in self.columns]

    def _indicator(self, indicator: Indicator, number: int) -> EntryRow:
        path = self.source.label_path(self.form, indicator)
        fixed = {
            "order": EntryCell("fixed", number),
            "label": EntryCell("label", path[-1], indent=len(path) - 1),
            "unit_of_measure": EntryCell("fixed", indicator.unit_of_measure),
            "code": EntryCell("fixed", indicator.code),
            LAST_YEAR: self._known(self.source.last_year.get(indicator.code), indicator),
            LAST_PERIOD: self._known(self.source.last_period.get(indicator.code), indicator),
        }
        return [fixed.get(c.role) or self._open(c.role, indicator) for c in self.columns]

    def _known(self, value: object, indicator: Indicator) -> EntryCell:
        return EntryCell("closed", value, number_format=number_format(indicator))

    def _open(self, role: str, indicator: Indicator) -> EntryCell:
        if role not in MEASURES:
            return EntryCell("text")
        address = f"{self.letters[role]}{self.row_of[indicator.code]}"
        is_expected = role in indicator.expected_measures or role == "actual"
        formula = self._total(role, indicator)
        return EntryCell(
            "total" if formula else "entry" if is_expected else "optional",
            formula=formula,
            number_format=number_format(indicator),
            check=figure_check(address, indicator),
        )

    def _total(self, role: str, indicator: Indicator) -> str:
        """The sum of the parts where the sheet has a row for each of them."""
        is_sum = indicator.formula_of(role) == "sum_of_parts"
        if not is_sum or not all(code in self.row_of for code in indicator.inputs):
            return ""
        parts = ",".join(f"{self.letters[role]}{self.row_of[code]}" for code in indicator.inputs)
        return sum_of(parts)

    def _spare(self, role: str) -> EntryCell:
        if role in ("order", "code", LAST_YEAR, LAST_PERIOD):
            return EntryCell("closed")
        return EntryCell("optional" if role in MEASURES else "text")
