"""Shares of each row in the total of a column: «Số khẩu | Tỷ lệ (%)» over ethnic groups."""

from decimal import Decimal

from helpers.cleaning.recognition.arithmetic import LEAST_SHARE, LEAST_SLACK, MOST_LINES
from helpers.cleaning.recognition.model import Evidence
from helpers.cleaning.recognition.summed_lines import FEWEST
from helpers.cleaning.recognition.table import Line, Table
from helpers.core.conversion import PERCENT


def name_shares(table: Table) -> None:
    """Read a rate without a base as the share in the total of the one column that it divides."""
    if table.is_turned or table.kind == "indicator":
        return
    for line in table.lines[:MOST_LINES]:
        role = line.role
        if not role.is_rate or role.measure or role.reasons:
            continue
        wholes = [x for x in table.lines[:MOST_LINES] if _divides(line, x, table)]
        left = [x for x in wholes if x.role.path[:-1] == role.path[:-1]] or wholes
        if len(left) != 1:
            continue
        whole = left[0].role
        role.measure, role.period, role.candidates = "share", whole.period, ()
        role.names, role.unit, role.breakdown = whole.names, PERCENT, whole.breakdown
        role.evidence.append(Evidence("measure", "arithmetic", " > ".join(whole.path)))


def _divides(line: Line, whole: Line, table: Table) -> bool:
    """True where the rates are the figures of another column in a hundred of their total."""
    if whole.role.is_rate or whole is line:
        return False
    parts = [i for i in table.items if i.kind == table.kind and not i.is_group]
    total = next((i for i in table.items if i.kind == "total" and not i.is_group), None)
    values = [table.values.get((item.number, whole.number)) for item in parts]
    known = [value for value in values if value is not None]
    base = table.values.get((total.number, whole.number)) if total else sum(known)
    if not base:
        return False
    found = []
    for item, value in zip(parts, values, strict=True):
        stated = table.values.get((item.number, line.number))
        if stated is not None and value:
            exponent = stated.as_tuple().exponent
            slack = max(Decimal("0.5").scaleb(int(exponent)), LEAST_SLACK)
            found.append(abs(100 * value / base - stated) <= slack)
    return len(found) > FEWEST and sum(found) >= LEAST_SHARE * len(found)
