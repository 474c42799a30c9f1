"""``baocao forms`` and ``baocao feedback``: workbooks that go to offices."""

from pathlib import Path

from rich.console import Console

from helpers.cli import show
from helpers.cli.console import say
from helpers.cli.outcomes import FINISHED, WITH_FINDINGS
from helpers.core.catalogues.units import Units
from helpers.core.messages import current_language, message
from helpers.core.periods import Period
from helpers.core.workspace import Workspace
from helpers.stages.blank_forms import write_blank_forms, write_commune_forms
from helpers.stages.feedback import write_feedback
from helpers.stages.unit_period import open_unit_period


def forms(
    console: Console,
    workspace: Workspace,
    unit: str,
    period: Period,
    folder: Path | None,
    *,
    of_communes: bool,
) -> None:
    """Write blank forms and say where they are."""
    units = Units.load(workspace.reference("units.csv"))
    name = units.find(unit, period.end).name_vi
    words = {"unit": name, "period": period.label()}
    if of_communes:
        with show.bar(console, message("forms.communes_progress")) as update:
            written = write_commune_forms(
                workspace, unit, period, folder,
                lambda done, total: update(completed=done, total=total),
            )  # fmt: skip
        file = workspace.relative(written.path)
        text = message("forms.zip_written", None, count=written.count, file=file, **words)
    else:
        written = write_blank_forms(workspace, unit, period, folder)
        where = written.path if folder else workspace.relative(written.path)
        text = message("forms.written", None, count=written.count, folder=where, **words)
    say(console, text)
    show.set_aside(console, written.kept)


def feedback(
    console: Console, workspace: Workspace, unit: str, period: Period, folder: Path | None
) -> int:
    """Write feedback copies and say where they are; the exit code."""
    opened = open_unit_period(
        workspace=workspace, unit=unit, period=str(period), lang=current_language()
    )
    written = write_feedback(opened, folder)
    words = {"unit": opened.unit.name_vi, "period": period.label()}
    if written.mail is None:
        say(console, message("feedback.nothing", None, **words))
        return FINISHED
    for file, count in written.points.items():
        key = "without_copy" if file in written.without_copy else "of_file"
        line = message(f"feedback.{key}", None, file=file, count=count)
        say(console, f"• {line}")
    copies = len(written.points) - len(written.without_copy)
    where = {"folder": workspace.relative(written.folder), "mail": written.mail.name}
    text = message("feedback.written", None, count=copies, **where, **words)
    say(console, text)
    show.set_aside(console, written.kept)
    return WITH_FINDINGS
