"""Commands that make reports, one or many, and examine or export them."""

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from helpers.cli import show
from helpers.cli.console import say
from helpers.cli.options import (
    DEFAULT_TO,
    Chains,
    Folder,
    Formats,
    Kernels,
    Language,
    PeriodCode,
    Unit,
    app,
    console,
    format_names,
    names_of,
    ready_workspace,
)
from helpers.cli.outcomes import FINISHED, INTERNAL_ERROR, INTERRUPTED, WITH_FINDINGS
from helpers.core.messages import current_language, message
from helpers.core.periods import Period
from helpers.core.workspace import Workspace


def asked_report(unit: str, period: str, to: str, chain: str) -> dict[str, object]:
    """The parameters of one report. Raises ParameterError for an unknown format."""
    formats, chains = format_names(to), names_of(chain)
    lang = current_language()
    return {"unit": unit, "period": period, "lang": lang, "formats": formats, "chains": chains}


def run_and_report(
    parameters: dict[str, object], folder: Path | None, stages: list[str], *, kernels: bool
) -> None:
    """Run stages, show progress and summary, leave with the exit code of the outcome.

    The notebooks run in this process, or with ``kernels`` each in a kernel of its own.
    """
    base = ready_workspace(folder)
    from helpers.batch.engine import ENGINE
    from helpers.stages.unit_run import run_unit

    with show.stage_progress(console) as progress:
        outcome = run_unit(base, parameters, stages, progress, engine=None if kernels else ENGINE)
    show.outcome(console, outcome)
    if outcome.has_failures:
        raise typer.Exit(INTERNAL_ERROR)
    raise typer.Exit(FINISHED if outcome.is_clean else WITH_FINDINGS)


def _add_run_command(name: str, part: slice, help_text: str) -> None:
    @app.command(name, help=help_text)
    def run_stages(
        unit: Unit, period: PeriodCode, to: Formats = DEFAULT_TO, chain: Chains = "",
        workspace: Folder = None, lang: Language = "vi", kernels: Kernels = False,
    ) -> None:  # fmt: skip
        from helpers.stages.parameters import STAGES

        report = asked_report(unit, period, to, chain)
        run_and_report(report, workspace, list(STAGES)[part], kernels=kernels)


_add_run_command("run", slice(None), "Lập báo cáo từ số liệu thô (from raw files to the report).")
_add_run_command("clean", slice(1), "Chỉ làm sạch số liệu (cleaning only).")
_add_run_command("indicators", slice(1, 2), "Chỉ tính chỉ tiêu (indicators only).")
_add_run_command("trends", slice(2, 3), "Chỉ vẽ biểu đồ (charts only).")
_add_run_command("report", slice(3, None), "Chỉ lập báo cáo (report only).")


@app.command("rollup")
def roll_up(
    parent: Annotated[str, typer.Option("--parent", help="Mã đơn vị cấp trên (parent unit)")],
    period: PeriodCode, to: Formats = DEFAULT_TO, chain: Chains = "", workspace: Folder = None,
    lang: Language = "vi", kernels: Kernels = False,
) -> None:  # fmt: skip
    """Tổng hợp các đơn vị trực thuộc thành báo cáo cấp trên (roll up the units below)."""
    from helpers.stages.unit_run import ROLL_UP

    run_and_report(asked_report(parent, period, to, chain), workspace, [ROLL_UP], kernels=kernels)


# Typer takes every option as a parameter of the function: twelve here, nine for the mail.
@app.command("batch")
def run_many(
    period: PeriodCode,
    units: Annotated[str, typer.Option("--units", help="all | a,b | @tệp (units)")] = "all",
    to: Formats = DEFAULT_TO,
    chain: Chains = "",
    jobs: Annotated[int, typer.Option("--jobs", min=0, help="Số tiến trình; 0: theo máy")] = 0,
    force: Annotated[bool, typer.Option("--force", help="Lập lại tất cả")] = False,
    only_failed: Annotated[
        bool, typer.Option("--only-failed", help="Chỉ các đơn vị chưa lập được")
    ] = False,
    keep_notebooks: Annotated[
        bool, typer.Option("--keep-notebooks", help="Giữ sổ tay đã chạy")
    ] = False,
    timeout: Annotated[float, typer.Option("--timeout", min=1, help="Giây cho một đơn vị")] = 900,
    cluster: Annotated[
        str, typer.Option("--cluster", help="Địa chỉ bộ điều phối dask, tcp://…")
    ] = "",
    workspace: Folder = None,
    lang: Language = "vi",
) -> None:
    """Lập báo cáo cho nhiều đơn vị (reports of many units)."""
    base, when = ready_workspace(workspace), Period.parse(period)
    from helpers.batch.cluster import cluster_executor
    from helpers.batch.jobs import plan_jobs
    from helpers.batch.run import BatchOptions, run_batch
    from helpers.cli import show_batch
    from helpers.stages.unit_selection import select_units

    formats = tuple(format_names(to))
    plan = plan_jobs(
        base, when, select_units(base, when, units),
        lang=lang, formats=formats, keep_notebooks=keep_notebooks, chains=tuple(names_of(chain)),
    )  # fmt: skip
    executor = cluster_executor(cluster) if cluster else nullcontext()
    with executor as elsewhere, show_batch.batch_progress(console, len(plan)) as progress:
        options = BatchOptions(lang, jobs, timeout, force, only_failed, elsewhere)
        on_result, on_wait = progress
        outcome = run_batch(base, when, plan, options, on_result=on_result, on_wait=on_wait)
    show_batch.batch_outcome(console, outcome)
    if outcome.interrupted:
        raise typer.Exit(INTERRUPTED)
    if any(result.is_internal for result in outcome.results):
        raise typer.Exit(INTERNAL_ERROR)
    raise typer.Exit(WITH_FINDINGS if outcome.failed or outcome.without_figures else FINISHED)


@app.command("export")
def export_tables(
    unit: Unit,
    period: PeriodCode,
    out: Annotated[
        Path | None, typer.Option("--out", help="Thư mục ghi; mặc định exports/KỲ/ĐƠN_VỊ")
    ] = None,
    workspace: Folder = None,
    lang: Language = "vi",
) -> None:
    """Ghi các bảng số liệu thành CSV kèm datapackage.json (tables as CSV, described)."""
    from helpers.core.catalogues.units import Units
    from helpers.export.data_package import write_data_package

    place, when = Workspace.find(workspace), Period.parse(period)
    key = Units.load(place.reference("units.csv")).find(unit, when.end).key
    folder = out or place.root / "exports" / str(when) / key
    count = write_data_package(place, key, when, folder)
    say(console, message("export.package_written", count=count, folder=folder))


@app.command("audit")
def audit(
    files: Annotated[list[Path], typer.Argument(help="Tệp .docx, .pdf, .html…, hoặc thư mục")],
    html: Annotated[Path | None, typer.Option("--html", help="Ghi trang HTML vào thư mục")] = None,
    docx: Annotated[
        Path | None, typer.Option("--docx", help="Ghi nhận xét vào bản sao tệp Word, trong thư mục")
    ] = None,
    json: Annotated[Path | None, typer.Option("--json", help="Ghi tệp JSON")] = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="Ghi tệp CSV")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Cả những chỗ đúng")] = False,
    lang: Language = "vi",
) -> None:
    """Kiểm số liệu trong văn bản báo cáo bất kỳ (examine the figures of any report's text)."""
    from helpers.cli.show_audit import audit_files

    is_wrong = audit_files(
        console,
        files,
        page_folder=html,
        word_folder=docx,
        json_file=json,
        csv_file=csv,
        everything=everything,
    )
    raise typer.Exit(WITH_FINDINGS if is_wrong else FINISHED)
