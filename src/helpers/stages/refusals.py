"""What could not be read, in lines for the console: the first of each kind, where it is and why."""

from __future__ import annotations

from collections.abc import Iterable

from helpers.core.messages import message
from helpers.core.tables import Row

SHOWN_CELLS = 6
"""Addresses listed of a kind, before the rest is counted."""


def refusal_lines(quarantine: Iterable[Row]) -> list[str]:
    """A line per file, sheet and reason, in the order of the files; what is missing comes last.

    ``quarantine`` are rows of that table.
    """
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in quarantine:
        groups.setdefault((row["file"], row["sheet"], row["rule"]), []).append(row)
    ordered = sorted(groups.values(), key=lambda rows: not rows[0]["file"])
    return [_line(rows) for rows in ordered]


def _line(rows: list[Row]) -> str:
    first, *others = rows
    names = [str(first[name]) for name in ("file", "sheet", "cell") if first[name]]
    line = ": ".join(filter(None, (" › ".join(names), str(first["reason"]))))
    if not others:
        return line
    cells = [str(row["cell"]) for row in others if row["cell"]][:SHOWN_CELLS]
    if len(cells) < len(others):
        return message("stages.refused_alike", line=line, count=len(others))
    return message("stages.refused_alike_in", line=line, cells=", ".join(cells))
