"""Columns of a kind of persons, «Nữ», «Đảng viên», right of the persons among whom they are."""

from helpers.cleaning.recognition.model import Evidence
from helpers.cleaning.recognition.table import Line, Table
from helpers.cleaning.recognition.units import counted_in_head
from helpers.cleaning.recognition.vocabulary import group, key, vocabulary, without_part


def name_kinds_of_persons(table: Table) -> None:
    """Name «Nữ» right of «Số người có uy tín» after it: what is counted there is part of it."""
    if table.is_turned:
        return
    for line in table.lines:
        role = line.role
        kind = without_part(role.path[0]).removeprefix("số ") if len(role.path) == 1 else ""
        if kind not in group("kinds_of_persons"):
            continue
        if (left := _persons_left_of(line, table)) is None:
            continue
        genders = vocabulary()["genders"]
        role.breakdown = tuple(p for p in role.breakdown if p[1] != genders.get(kind))
        role.names, role.whole = (left.role.name, role.path[0]), left.role.path
        role.evidence.append(Evidence("indicator", "header", left.role.name, left.role.address))


def _persons_left_of(line: Line, table: Table) -> Line | None:
    """The nearest column on the left that counts persons and is nowhere smaller."""
    for left in reversed([x for x in table.lines if x.number < line.number]):
        found = counted_in_head(table, left)
        is_kind = key(left.role.path[-1] if left.role.path else "") in group("kinds_of_persons")
        if found is None or is_kind or found[0].unit not in group("units_of_persons"):
            continue
        pairs = [
            (part, table.values.get((number, left.number)))
            for (number, column), part in table.values.items()
            if column == line.number
        ]
        is_part = bool(pairs) and all(whole is not None and part <= whole for part, whole in pairs)
        return left if is_part and left.role.name else None
    return None
