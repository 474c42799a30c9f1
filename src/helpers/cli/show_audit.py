"""What an audit prints: a table of the claims that do not hold, and a count of all."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from helpers.audit.examine import Examined
from helpers.ground.formatting import format_number
from helpers.ground.messages import current_language, say

SHOWN_DIGITS = 2
COLUMNS = ("place", "words", "stated", "computed", "class")


def audited(console: Console, file: str, found: list[Examined]) -> None:
    """Claims of one file that do not agree, gravest first, and the counts."""
    differing = [e for e in found if e.claim.classification != "agrees"]
    if differing:
        table = Table()
        for name in COLUMNS:
            table.add_column(say(f"audit.column_{name}"))
        for item in sorted(differing, key=lambda e: not e.is_contradiction):
            shown = format_number(item.claim.computed, SHOWN_DIGITS, lang=current_language())
            kind = say(f"checks.class_{item.claim.classification}")
            table.add_row(item.place, item.words, item.claim.stated, f"{shown}%", kind)
        console.print(table)
    wrong = sum(item.is_contradiction for item in found)
    counts = {"total": len(found), "agrees": len(found) - len(differing), "wrong": wrong}
    console.print(say("audit.summary", file=file, **counts), markup=False)
