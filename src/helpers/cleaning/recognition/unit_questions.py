"""What is asked about units: one question for all cells that have the same answer."""

from helpers.cleaning.recognition.cell_doubts import as_whole
from helpers.cleaning.recognition.draft import Draft
from helpers.cleaning.recognition.model import FUND, Meaning
from helpers.cleaning.recognition.questions import Doubt
from helpers.cleaning.recognition.roles import CHANGES, RATES
from helpers.cleaning.recognition.table import Item, Line, Table
from helpers.cleaning.recognition.table_asker import TableAsker
from helpers.cleaning.recognition.units import UnitFound, allowed_dimensions, counted_in_head
from helpers.core.catalogues.measures import measures_in_use
from helpers.core.conversion import PERCENT, canonical_unit, is_whole, own_unit

MOST_PROPOSED = 4


def settle_unit(asker: TableAsker, draft: Draft, item: Item, line: Line, found: UnitFound) -> None:
    """Take the unit that was found, or ask for it."""
    if draft.meaning.measure in RATES:
        found = UnitFound(canonical_unit(PERCENT), found.evidence)
    if found.evidence:
        draft.evidence.append(found.evidence)
    draft.unit = found.measure
    if found.measure is not None:
        return
    doubt = unit_doubt(asker, item, line, found)
    if asker.ask(draft, doubt):
        said = draft.meaning.unit
        is_own = Meaning(unit=said) in doubt.proposals and found.reason == "unknown_unit"
        draft.unit = canonical_unit(said) or (own_unit(said) if is_own else None)
        if draft.unit is None and not draft.is_dropped:
            draft.doubts.append(doubt)
        if draft.unit and is_whole(draft.unit) and draft.number.decimal_places:
            draft.number = as_whole(draft.cell) or draft.number


def unit_doubt(asker: TableAsker, item: Item, line: Line, found: UnitFound) -> Doubt:
    """The question about a unit: of a written word, of a column, of a kind of rows, of a row."""
    names = [*reversed(line.role.names), item.name, *reversed(item.path[:-1])]
    dimensions = list(allowed_dimensions([n for n in names if n]))
    if any(name == FUND for name, _ in (*line.role.breakdown, *item.breakdown)):
        dimensions = ["money"]
    header, row, reason = " > ".join(line.role.path), " > ".join(item.path), found.reason
    if found.reason == "not_whole":
        shown, words = row or header, (found.reason, row or header)
    elif found.stated:
        shown, words = found.stated, (found.reason, found.stated)
    elif line.role.measure in CHANGES:
        shown, words = header, ("column", header)
    elif len(dimensions) == 1:
        shown, words = f"{asker.subject}: {row or header} …", ("kind", dimensions[0])
    elif line.role.name and _has_one_unit(asker.table, header):  # 'Sởi > SL', 'Lao > SL'
        shown, words = header, ("column", line.role.path[-1])
    elif dimensions or not _is_without_units(asker.table):
        shown, words = row or header, ("row", row or header)
    else:  # nothing tells the rows apart
        shown, words, reason = asker.subject, ("table", ""), "unit_of_table"
    proposals = _proposals(asker, line, found, dimensions)
    if found.reason == "unknown_unit" and _may_be_own(found):
        proposals = (*proposals, Meaning(unit=found.stated))
    doubt = asker.doubt("unit", ("unit",), shown, reason, words, proposals)
    return asker.as_answered(doubt, asker.title, "row", row or header)


def _has_one_unit(table: Table, header: str) -> bool:
    """True for a column of a name of its own; «Số hộ/người» is in another unit in each row."""
    is_of_rows = bool(table.block.of_kind("unit")) or "/" in header
    return table.kind != "indicator" or not is_of_rows


def _may_be_own(found: UnitFound) -> bool:
    """True for a word that a column of units or a head states; «432l» in a cell is a slip."""
    is_of_figure = found.evidence is None or found.evidence.source in ("cell", "format")
    return not is_of_figure and found.stated.replace(" ", "").isalpha()


def _is_without_units(table: Table) -> bool:
    """True where no row, label or cell of a table says a unit: one answer may serve all rows."""
    items = [item for item in table.items if not item.is_group]
    is_said = any(item.unit or allowed_dimensions([item.name]) for item in items)
    texts = (cell.text for _, _, cell in table.pairs() if cell.kind == "text")
    return not is_said and not any(any(map(str.isalpha, text)) for text in texts)


def _proposals(
    asker: TableAsker, line: Line, found: UnitFound, dimensions: list[str]
) -> tuple[Meaning, ...]:
    """Units of the lines above the table, of the head, of the kind of quantity."""
    units = [measure.unit for measure, _ in asker.table.context.units]
    if counted := counted_in_head(asker.table, line):
        units.insert(0, counted[0].unit)
    known = measures_in_use().by_name.values()
    units += [m.unit for dimension in dimensions for m in known if m.dimension == dimension]
    fitting = [
        unit
        for unit in dict.fromkeys(units)
        if not dimensions or ((m := canonical_unit(unit)) and m.dimension in dimensions)
    ]
    return tuple(Meaning(unit=unit) for unit in fitting[:MOST_PROPOSED] if unit != found.stated)
