"""What a batch prints: one bar over all units, then how it ended."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import TextColumn, TimeRemainingColumn
from rich.table import Table

from helpers.batch.run import BatchOutcome
from helpers.batch.work import DONE, SKIPPED, Result
from helpers.cli import show
from helpers.cli.console import say
from helpers.core.formatting import format_number
from helpers.core.messages import current_language, message
from helpers.stages.manifest import FAILED


@contextmanager
def batch_progress(console: Console, total: int) -> Iterator:
    """Callables for a unit's result and for the time between: one bar with the time remaining.

    Drawn by these calls alone: a bar that draws itself needs a thread, and the process is forked.
    """
    more = (TimeRemainingColumn(), TextColumn("{task.fields[failed]}"))
    with show.bars(console, *more, redraws=False) as progress:
        task = progress.add_task(message("batch.progress"), total=total, failed="")
        failures = 0

        def on_result(result: Result) -> None:
            nonlocal failures
            failures += result.status == FAILED
            if result.reason:
                say(progress.console, f"{result.unit}: {result.reason}", style="red")
            show.set_aside(progress.console, result.set_aside)
            failure_count = message("batch.progress_failed", failed=failures) if failures else ""
            progress.update(task, advance=1, failed=failure_count, refresh=True)

        yield on_result, progress.refresh


def batch_outcome(console: Console, batch: BatchOutcome) -> None:
    """How many units came to what, how long it took, where the index is."""
    table = Table()
    for name in ("status", "unit"):
        table.add_column(message(f"batch.column_{name}"))
    for status in (DONE, SKIPPED, FAILED):
        count = sum(result.status == status for result in batch.results)
        table.add_row(message(f"batch.status_{status}"), format_number(count, 0))
    console.print(table)
    for path in batch.files:
        say(console, path, style="bold")
    show.set_aside(console, filter(None, [batch.set_aside]))
    if batch.interrupted:
        say(console, message("batch.interrupted"))
    seconds = format_number(round(batch.seconds, 1), 1, lang=current_language())
    say(console, message("cli.seconds", seconds=seconds))
