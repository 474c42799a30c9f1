"""What the command line prints: progress, summaries, lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

from helpers.cli.console import say
from helpers.core.formatting import format_number
from helpers.core.messages import current_language, message
from helpers.core.workspace import Workspace
from helpers.stages.report_files import reports_at_hand
from helpers.stages.set_aside import kept_sentences
from helpers.stages.unit_search import UnitList, columns

if TYPE_CHECKING:  # both import what reads workbooks, a second that `baocao --help` need not take
    from helpers.stages.first_steps import FirstSteps
    from helpers.stages.unit_run import Outcome

SHOWN_LINES = 8
LETTERS_OF_DATE = 10
KEY, VALIDITY = 0, 4
"""Columns of the list of units that are not cut: a key is copied, a date is read whole."""


def bars(console: Console, *more: ProgressColumn, width: int = 0, redraws: bool = True) -> Progress:
    """Bars with title, count and time, and ``more`` columns behind."""
    title = TextColumn(f"{{task.description:<{width}}}")
    columns = (title, BarColumn(bar_width=30), MofNCompleteColumn(), TimeElapsedColumn(), *more)
    return Progress(*columns, console=console, auto_refresh=redraws)


@contextmanager
def stage_progress(console: Console) -> Iterator:
    """A callable ``(stage, cells done, cells in all)`` that draws one bar per stage."""
    with bars(console, width=22) as progress:
        tasks: dict[str, TaskID] = {}

        def update(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = progress.add_task(message(f"stages.stage_{stage}"), total=total)
            progress.update(tasks[stage], completed=done)

        yield update


@contextmanager
def bar(console: Console, title: str, total: int | None = None) -> Iterator:
    """A callable that moves one bar: ``advance``, or ``completed`` of ``total``."""
    with bars(console) as progress:
        yield partial(progress.update, progress.add_task(title, total=total))


def outcome(console: Console, result: Outcome) -> None:
    """The one-screen summary of a run: counts, gravest findings, paths."""
    table = Table(title=message("cli.summary_title", unit=result.unit_name, period=result.period))
    table.add_column(message("cli.summary_what"))
    table.add_column(message("cli.summary_count"), justify="right")
    for name, count in result.counts.items():
        table.add_row(
            message(f"cli.count_{name}"), format_number(count, 0, lang=current_language())
        )
    console.print(table)
    _first_lines(console, "cli.refusals", result.refusals, "cli.more_refusals")
    _first_lines(console, "cli.repairs", result.repairs, "cli.more_repairs")
    _first_lines(console, "cli.findings", result.worst_findings, "cli.more_findings")
    for line in result.decided:
        say(console, line)
    set_aside(console, result.set_aside)
    for path in result.outputs:
        say(console, path, style="green")
    seconds = format_number(result.seconds, 1, lang=current_language())
    say(console, message("cli.seconds", seconds=seconds))


def _first_lines(console: Console, heading: str, lines: Sequence[str], more: str) -> None:
    """The first of ``lines`` under a heading, and how many follow; nothing where there are none."""
    if lines:
        say(console, message(heading), style="bold")
    for line in lines[:SHOWN_LINES]:
        say(console, f"• {line}", style="yellow")
    if len(lines) > SHOWN_LINES:
        say(console, message(more, count=len(lines) - SHOWN_LINES))


def set_aside(console: Console, files: Iterable[str]) -> None:
    """A sentence for each file that was kept because a person may have edited it."""
    for line in kept_sentences(files):
        say(console, line, style="yellow")


def units(console: Console, found: UnitList) -> None:
    """Units with their level, province and validity; then what those of another time became."""
    if found.rows:
        table = Table()
        for number, title in enumerate(columns()):
            width = LETTERS_OF_DATE if number == VALIDITY else None
            table.add_column(title, overflow="fold", no_wrap=number == KEY, min_width=width)
        for row in found.rows:
            table.add_row(*row)
        console.print(table)
    for line in found.sentences:
        say(console, f"• {line}")


def first_steps(console: Console, steps: FirstSteps) -> None:
    """What was made for a unit, and the numbered steps that come next."""
    for line in (*steps.sentences(), *steps.numbered()):
        say(console, line)


def periods(console: Console, workspace: Workspace, unit: str) -> None:
    """Periods with raw files of a unit, and whether a report is there."""
    table = Table()
    for title in ("period", "files", "report"):
        table.add_column(message(f"cli.period_{title}"))
    for period in workspace.raw_periods(unit):
        files = sum(1 for path in workspace.raw(period, unit).iterdir() if path.is_file())
        pages = [p for p in reports_at_hand(workspace, period, unit) if p.suffix == ".html"]
        table.add_row(str(period), str(files), "✓" if pages else "")
    console.print(table)
