"""A sheet that an office ticked as one in which nothing happened: a record for each of its rows.

What adds up over the period is zero then; a rate, a yield or a stock does not apply.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from helpers.cleaning.budget_line_resolver import BudgetLineResolver
from helpers.cleaning.cleaning_log import CleaningLog
from helpers.cleaning.layout import LocatedTable, source_cell_of
from helpers.cleaning.marked_workbooks import tick_of
from helpers.cleaning.readers import Cell, Sheet
from helpers.cleaning.tables.outline import RowMeaning
from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.indicators import Indicator
from helpers.core.tables import Record
from helpers.core.workbook_marks import is_tick, mark_words

NOTHING = {"value": Decimal(0), "decimal_places": 0, "status": "zero"}
NOT_APPLICABLE = {"value": None, "decimal_places": 0, "status": "not_applicable"}


def tick_without_figures(
    sheet: Sheet, records: Sequence[Record], cleaning_log: CleaningLog
) -> Cell | None:
    """The ticked cell of a sheet; None without one, and where the sheet holds records all the same.

    Figures of the year before are none of this period. Other words than a tick are asked.
    """
    tick = tick_of(sheet)
    if tick is None:
        return None
    has_figures = any(record.get("measure") != "previous" for record in records)
    source_cell = source_cell_of(sheet, tick)
    if is_tick(tick.text) and has_figures:
        cleaning_log.quarantine(source_cell, "cleaning.tick_with_figures")
    elif not is_tick(tick.text) and not has_figures:
        cleaning_log.quarantine(source_cell, "cleaning.tick_not_understood", text=tick.text)
    return tick if is_tick(tick.text) and not has_figures else None


def declared_absences(
    table: LocatedTable, meanings: Mapping[int, RowMeaning], tick: Cell, catalogues: Catalogues
) -> Iterator[Record]:
    """Records of the rows of a ticked table; none of texts and documents."""
    reason = str(mark_words()["nothing_line"])
    source = table.source_cell(tick).columns() | {"raw_text": f"{reason}: {tick.text}"}
    as_of = catalogues.period.end.isoformat()
    common = {"reason": reason, "maturity": "official", "as_of": as_of, **source}
    if table.mapping.table == "observations":
        codes = dict.fromkeys(m.code for m in meanings.values() if m.code)
        for code in codes:
            indicator = catalogues.indicators.get(code)
            if indicator:
                yield {**common, **_of_indicator(indicator)}
    elif table.mapping.table == "programme":
        resolver = BudgetLineResolver.of(table, catalogues.programmes, catalogues.period.year)
        for row in table.rows():
            found = resolver.resolve(row.text("label")) if row.text("label") else []
            if len(found) == 1:
                line = {"programme": found[0].programme, "budget_line": found[0].code}
                for role in table.mapping.value_roles & set(table.roles.values()):
                    item, _, capital = role.rpartition("_")
                    if item != "stated_pct":
                        yield {**common, **line, "item": item, "capital": capital, **NOTHING}


def _of_indicator(indicator: Indicator) -> Record:
    adds_up = indicator.aggregation == "sum" and indicator.time_basis != "point_in_time"
    return {
        "indicator": indicator.code,
        "measure": "actual",
        "unit_of_measure": indicator.unit_of_measure,
        **(NOTHING if adds_up else NOT_APPLICABLE),
    }
