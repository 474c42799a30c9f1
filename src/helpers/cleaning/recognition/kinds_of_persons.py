"""Columns of some of those whom the column left of them counts: «Nữ», «Trong đó DTTS»."""

from helpers.cleaning.recognition.model import Evidence
from helpers.cleaning.recognition.table import Line, Table
from helpers.cleaning.recognition.units import counted_in_head
from helpers.cleaning.recognition.vocabulary import group, vocabulary, without_part


def name_kinds_of_persons(table: Table) -> None:
    """Name «Nữ» right of «Số người có uy tín» after it: what is counted there is part of it."""
    if table.is_turned:
        return
    for line in table.lines:
        role = line.role
        kind = without_part(role.path[0]).removeprefix("số ") if len(role.path) == 1 else ""
        of_persons = kind in group("kinds_of_persons")
        if not (of_persons or kind in group("several_peoples")) or role.unit:
            continue
        if (left := _wholes_left_of(line, table, of_persons)) is None:
            continue
        genders = vocabulary()["genders"]
        role.breakdown = tuple(p for p in role.breakdown if p[1] != genders.get(kind))
        role.names, role.whole = (left.role.name, role.path[0]), left.role.path
        role.evidence.append(Evidence("indicator", "header", left.role.name, left.role.address))


def _wholes_left_of(line: Line, table: Table, of_persons: bool) -> Line | None:
    """The nearest column on the left that counts them all and is nowhere smaller."""
    parts = group("kinds_of_persons") | group("several_peoples")
    for left in reversed([x for x in table.lines if x.number < line.number]):
        found = counted_in_head(table, left)
        bare = without_part(left.role.path[-1]) if left.role.path else ""
        is_counted = found is not None and (
            not of_persons or found[0].unit in group("units_of_persons")
        )
        if not is_counted or bare.removeprefix("số ") in parts:
            continue
        pairs = [
            (part, table.values.get((number, left.number)))
            for (number, column), part in table.values.items()
            if column == line.number
        ]
        is_part = bool(pairs) and all(whole is not None and part <= whole for part, whole in pairs)
        return left if is_part and left.role.name else None
    return None
