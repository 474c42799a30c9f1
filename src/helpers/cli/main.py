"""The ``baocao`` command: verbs that parse, call and print."""

import sys
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer
from pydantic import BaseModel

from helpers.cli import show
from helpers.cli.console import Printer, begin_again_in_utf8
from helpers.cli.guard import Verbs, guarded
from helpers.cli.outcomes import FINISHED, INTERNAL_ERROR, INTERRUPTED, WITH_FINDINGS
from helpers.cli.own_folders import keep_out_of_home
from helpers.core.errors import InternalError, ParameterError
from helpers.core.formatting import format_number
from helpers.core.messages import current_language, message, set_language
from helpers.core.periods import Period
from helpers.core.storage import require_limits
from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.export.formats import DEFAULT_FORMATS

app = typer.Typer(
    cls=Verbs,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
console = Printer()

Unit = Annotated[str, typer.Option("--unit", "-u", help="Mã đơn vị, ví dụ bach-thong (unit)")]
PeriodCode = Annotated[str, typer.Option("--period", "-p", help="Kỳ, ví dụ 2023H1 (period)")]
PeriodOfToday = Annotated[
    str, typer.Option("--period", "-p", help="Kỳ; mặc định: kỳ của hôm nay (period of today)")
]
Folder = Annotated[
    Path | None, typer.Option("--workspace", help="Thư mục làm việc (workspace folder)")
]
Language = Annotated[str, typer.Option("--lang", help="Ngôn ngữ: vi | en (language)")]
DEFAULT_TO = ",".join(DEFAULT_FORMATS)
Formats = Annotated[str, typer.Option("--to", help="Dạng xuất (export formats)")]
Kernels = Annotated[
    bool, typer.Option("--kernels", help="Mỗi sổ tay một kernel riêng, chậm hơn (own kernels)")
]


def run() -> None:
    """Entry point: every failure is one sentence; exit codes as ``outcomes`` describes them."""
    begin_again_in_utf8()
    sys.exit(guarded(app))


def workspace_to_begin(folder: Path | None) -> Workspace:
    """The workspace of ``--workspace``; a folder that is none yet becomes one."""
    if folder and folder.is_dir() and not (folder / "data").exists():
        return Workspace(folder.resolve())
    return Workspace.find(folder)


def ready_workspace(folder: Path | None) -> Workspace:
    """The workspace of a run, where libraries keep their files too, as soon as a run is possible.

    Raises StorageError where the system lets this process have too little.
    """
    workspace = Workspace.find(folder)
    require_limits()
    keep_out_of_home(workspace)
    return workspace


def period_or_today(code: str) -> Period:
    """The period of ``--period``, else the half-year of today. Raises ParameterError."""
    return Period.parse(code) if code else Period.half_year_of(date.today())


def choose_language(lang: str) -> None:
    """Set the language of messages. Raises ParameterError for an unknown one."""
    from helpers.stages.parameters import StageParameters

    _checked(StageParameters, "lang", lang, "--lang")
    set_language(lang)


def run_and_report(
    unit: str, period: str, to: str, folder: Path | None, stages: list[str], *, kernels: bool
) -> None:
    """Run stages, show progress and summary, leave with the exit code of the outcome.

    The notebooks run in this process, or with ``kernels`` each in a kernel of its own.
    """
    base = ready_workspace(folder)
    from helpers.batch.engine import ENGINE
    from helpers.stages.unit_run import run_unit

    parameters: dict[str, object] = {
        "unit": unit,
        "period": period,
        "lang": current_language(),
        "formats": format_names(to),
    }
    with show.stage_progress(console) as progress:
        outcome = run_unit(base, parameters, stages, progress, engine=None if kernels else ENGINE)
    show.outcome(console, outcome)
    raise typer.Exit(FINISHED if outcome.is_clean else WITH_FINDINGS)


def _add_run_command(name: str, part: slice, help_text: str) -> None:
    @app.command(name, help=help_text)
    def run_stages(
        unit: Unit, period: PeriodCode, to: Formats = DEFAULT_TO, workspace: Folder = None,
        lang: Language = "vi", kernels: Kernels = False,
    ) -> None:  # fmt: skip
        from helpers.stages.parameters import STAGES

        choose_language(lang)
        run_and_report(unit, period, to, workspace, list(STAGES)[part], kernels=kernels)


_add_run_command("run", slice(None), "Lập báo cáo từ số liệu thô (from raw files to the report).")
_add_run_command("clean", slice(1), "Chỉ làm sạch số liệu (cleaning only).")
_add_run_command("indicators", slice(1, 2), "Chỉ tính chỉ tiêu (indicators only).")
_add_run_command("trends", slice(2, 3), "Chỉ vẽ biểu đồ (charts only).")
_add_run_command("report", slice(3, None), "Chỉ lập báo cáo (report only).")


@app.command("rollup")
def roll_up(
    parent: Annotated[str, typer.Option("--parent", help="Mã đơn vị cấp trên (parent unit)")],
    period: PeriodCode, to: Formats = DEFAULT_TO, workspace: Folder = None,
    lang: Language = "vi", kernels: Kernels = False,
) -> None:  # fmt: skip
    """Tổng hợp các đơn vị trực thuộc thành báo cáo cấp trên (roll up the units below)."""
    from helpers.stages.unit_run import ROLL_UP

    choose_language(lang)
    run_and_report(parent, period, to, workspace, [ROLL_UP], kernels=kernels)


# Typer takes every option as a parameter of the function: eleven here, nine for the mail.
@app.command("batch")
def run_many(
    period: PeriodCode,
    units: Annotated[str, typer.Option("--units", help="all | a,b | @tệp (units)")] = "all",
    to: Formats = DEFAULT_TO,
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
    choose_language(lang)
    base, when = ready_workspace(workspace), Period.parse(period)
    from helpers.batch.cluster import cluster_executor
    from helpers.batch.jobs import plan_jobs
    from helpers.batch.run import BatchOptions, run_batch
    from helpers.cli import show_batch
    from helpers.stages.unit_selection import select_units

    formats = tuple(format_names(to))
    plan = plan_jobs(
        base, when, select_units(base, when, units),
        lang=lang, formats=formats, keep_notebooks=keep_notebooks,
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
    raise typer.Exit(WITH_FINDINGS if outcome.failed else FINISHED)


@app.command("map")
def map_tables(
    unit: Unit,
    period: PeriodCode,
    answers: Annotated[
        Path | None, typer.Option("--answers", help="Tệp hỏi đáp đã điền (filled workbook)")
    ] = None,
    accept: Annotated[
        bool, typer.Option("--accept-proposals", help="Nhận mọi đề xuất, cùng --who")
    ] = False,
    who: Annotated[str, typer.Option("--who", help="Họ tên người trả lời (who answers)")] = "",
    everything: Annotated[
        bool, typer.Option("--all", help="Hỏi lại cả những câu đã trả lời (answered ones too)")
    ] = False,
    workspace: Folder = None,
    lang: Language = "vi",
) -> None:
    """Hỏi ý nghĩa các bảng còn chưa rõ, ghi tệp hỏi đáp, đọc câu trả lời (meaning of tables)."""
    choose_language(lang)
    base = ready_workspace(workspace)
    from helpers.cli import mapping
    from helpers.stages.mapping.asking import open_asking
    from helpers.stages.unit_period import open_unit_period

    if answers and accept:
        raise ParameterError("mapping.one_way_only")
    opened = open_unit_period(workspace=base, unit=unit, period=period, lang=lang)
    asking = open_asking(opened, everything=everything or answers is not None)
    if answers:
        raise typer.Exit(mapping.answer_from(console, asking, answers, who))
    if accept:
        raise typer.Exit(mapping.accept_proposals(console, asking, who))
    raise typer.Exit(mapping.ask(console, asking))


@app.command("mail")
def mail_reports(
    period: PeriodCode,
    units: Annotated[str, typer.Option("--units", help="all | a,b | @tệp (units)")] = "all",
    send: Annotated[bool, typer.Option("--send", help="Gửi, sau khi xem và xác nhận")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Gửi không hỏi lại, cùng --send")] = False,
    allow: Annotated[str, typer.Option("--allow", help="Vẫn gửi khi: stale,contradictions")] = "",
    retry_unclear: Annotated[
        bool, typer.Option("--retry-unclear", help="Gửi lại thư chưa rõ đã đến chưa")
    ] = False,
    smtp: Annotated[
        Path | None, typer.Option("--smtp", help="Tệp cài đặt máy chủ thư, ngoài thư mục làm việc")
    ] = None,
    workspace: Folder = None,
    lang: Language = "vi",
) -> None:
    """Soạn thư nháp .eml kèm báo cáo; với --send thì gửi (mail drafts; sends with --send)."""
    from helpers.cli import mailing
    from helpers.stages.unit_selection import select_units

    choose_language(lang)
    base, when = Workspace.find(workspace), Period.parse(period)
    keys = select_units(base, when, units)
    if send:
        asked = mailing.SendOptions(yes, allow, retry_unclear, smtp)
        raise typer.Exit(mailing.send(console, base, when, keys, asked))
    mailing.refuse_without_send(yes=yes, allow=allow, retry_unclear=retry_unclear, smtp=smtp)
    raise typer.Exit(mailing.draft(console, base, when, keys))


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

    choose_language(lang)
    place, when = Workspace.find(workspace), Period.parse(period)
    key = Units.load(place.reference("units.csv")).find(unit, when.end).key
    folder = out or place.root / "exports" / str(when) / key
    count = write_data_package(place, key, when, folder)
    console.print(message("export.package_written", count=count, folder=folder), markup=False)


@app.command("forms")
def make_forms(
    unit: Unit,
    period: PeriodCode,
    out: Annotated[
        Path | None, typer.Option("--out", help="Thư mục ghi; mặc định forms/KỲ/ĐƠN_VỊ")
    ] = None,
    communes: Annotated[
        bool, typer.Option("--communes", help="Một tệp zip cho các xã trực thuộc")
    ] = False,
    workspace: Folder = None,
    lang: Language = "vi",
) -> None:
    """Lập biểu mẫu trống để đơn vị nhập số liệu (blank forms to fill in)."""
    from helpers.cli import office_workbooks

    choose_language(lang)
    base, when = Workspace.find(workspace), Period.parse(period)
    office_workbooks.forms(console, base, unit, when, out, of_communes=communes)


@app.command("feedback")
def give_feedback(
    unit: Unit,
    period: PeriodCode,
    out: Annotated[
        Path | None, typer.Option("--out", help="Thư mục ghi; mặc định feedback/KỲ/ĐƠN_VỊ")
    ] = None,
    workspace: Folder = None,
    lang: Language = "vi",
) -> None:
    """Lập bản phản hồi trên chính tệp đơn vị đã gửi (marked copies of received files)."""
    from helpers.cli import office_workbooks

    choose_language(lang)
    base, when = Workspace.find(workspace), Period.parse(period)
    raise typer.Exit(office_workbooks.feedback(console, base, unit, when, out))


@app.command("import-edits")
def import_edits(
    file: Annotated[Path, typer.Argument(help="Tệp Word của báo cáo đã sửa (.docx)")],
    unit: Annotated[
        str, typer.Option("--unit", "-u", help="Mã đơn vị; để trống: theo tên tệp")
    ] = "",
    period: Annotated[str, typer.Option("--period", "-p", help="Kỳ; để trống: theo tên tệp")] = "",
    only_list: Annotated[bool, typer.Option("--list", help="Chỉ liệt kê, không ghi")] = False,
    workspace: Folder = None,
    lang: Language = "vi",
) -> None:
    """Đưa chỗ sửa trong tệp Word về báo cáo (changes made in Word become lasting edits)."""
    from helpers.cli.show_word_edits import bring_back

    choose_language(lang)
    base = ready_workspace(workspace)
    has_open = bring_back(console, base, file, unit, period, only_list=only_list)
    raise typer.Exit(WITH_FINDINGS if has_open else FINISHED)


@app.command("demo")
def make_demo(
    folder: Annotated[Path, typer.Argument(help="Thư mục trống (empty folder)")],
    units: Annotated[int, typer.Option("--units", min=1, help="Số đơn vị (units)")] = 12,
    periods: Annotated[str, typer.Option("--periods", help="Kỳ đầu..kỳ cuối")] = "2022H1..2023H1",
    seed: Annotated[int, typer.Option("--seed", help="Số khởi tạo (seed)")] = 1,
    level: Annotated[
        Literal["district", "commune"], typer.Option("--level", help="Cấp của đơn vị (level)")
    ] = "district",
    lang: Language = "vi",
) -> None:
    """Tạo tỉnh minh họa để tập làm, số liệu không có thật (an invented province)."""
    from helpers.cli.show_batch import demo_progress
    from helpers.demo.build import KEY_FILE, build_demo, periods_between

    choose_language(lang)
    try:
        with demo_progress(console, units) as on_unit:
            when = periods_between(periods)
            faults = build_demo(
                folder, units=units, periods=when, seed=seed, level=level, on_unit=on_unit
            )
    except KeyboardInterrupt as error:
        error.add_note(message("demo.interrupted", folder=folder))
        raise
    console.print(message("demo.done", units=units, faults=faults, file=KEY_FILE), markup=False)


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

    choose_language(lang)
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


def format_names(to: str) -> list[str]:
    """The formats of ``--to``. Raises ParameterError for an unknown one."""
    from helpers.stages.parameters import ReportParameters

    names = [name.strip() for name in to.split(",") if name.strip()]
    _checked(ReportParameters, "formats", names, "--to")
    return names


def _checked(model: type[BaseModel], name: str, value: object, option: str) -> None:
    """Raise ParameterError about an option under the name that the user typed."""
    from helpers.stages.parameters import validated_value

    try:
        validated_value(model, name, value)
    except ParameterError as error:
        raise ParameterError(error.key, **{**error.fields, "name": option}) from error


@app.command("units")
def list_units(
    search: Annotated[str, typer.Argument(help="Một phần của tên hoặc mã")] = "",
    period: PeriodOfToday = "",
    workspace: Folder = None,
    lang: Language = "vi",
) -> None:
    """Tìm đơn vị của mọi thời kỳ trong danh mục (units of the catalogue)."""
    from helpers.core.catalogues.units import Units
    from helpers.stages.unit_search import list_units as found_units

    choose_language(lang)
    base, when = Workspace.find(workspace), period_or_today(period)
    units = Units.load(base.reference("units.csv"), base.reference("unit_successors.csv"))
    on_hand = {folder.name for folder in (base.root / "data" / "raw").glob(f"{when}/*")}
    show.units(console, found_units(units, search, when, on_hand, base))


@app.command("start")
def start_unit(
    unit: Unit, period: PeriodOfToday = "", workspace: Folder = None, lang: Language = "vi"
) -> None:
    """Chuẩn bị kỳ đầu tiên của một đơn vị: thư mục, tệp thể thức, việc tiếp theo (first steps)."""
    from helpers.stages.first_steps import prepare_unit

    choose_language(lang)
    when = period_or_today(period)
    show.first_steps(console, prepare_unit(workspace_to_begin(workspace), unit, when))


@app.command("promote")
def promote_indicator(
    unit: Unit,
    code: Annotated[str, typer.Argument(help="Mã chỉ tiêu riêng (own.…)")],
    new_code: Annotated[str, typer.Option("--as", help="Mã trong danh mục chung")],
    name_en: Annotated[str, typer.Option("--name-en", help="Tên tiếng Anh")] = "",
    workspace: Folder = None,
    lang: Language = "vi",
) -> None:
    """Đưa chỉ tiêu riêng đã xác nhận vào danh mục chung (own indicator to the catalogue)."""
    from helpers.core.catalogues.promotion import promote

    choose_language(lang)
    base = Workspace.find(workspace)
    path = promote(base, unit, code, new_code, name_en)
    console.print(message("cli.promoted", code=new_code, file=base.relative(path)), markup=False)


@app.command("periods")
def list_periods(unit: Unit, workspace: Folder = None, lang: Language = "vi") -> None:
    """Liệt kê các kỳ có số liệu thô của một đơn vị (periods on hand)."""
    choose_language(lang)
    show.periods(console, Workspace.find(workspace), unit)


@app.command("lab")
def open_lab(
    workspace: Folder = None,
    lang: Language = "vi",
    base_url: Annotated[
        str, typer.Option("--base-url", help="Đường dẫn khi đứng sau máy chủ khác (proxy path)")
    ] = "",
) -> None:
    """Mở JupyterLab (open JupyterLab)."""
    from helpers.cli.lab import start_lab

    choose_language(lang)
    code = start_lab(Workspace.find(workspace), PROJECT_ROOT, lang, base_url)
    if code:
        raise InternalError("cli.lab_failed", code=code)


@app.command("bundle")
def bundle_offline(
    platform: Annotated[
        str, typer.Option("--platform", help="windows | macos | linux")
    ] = "windows",
    python: Annotated[str, typer.Option("--python", help="Bản Python ở máy kia")] = "3.13",
    target: Annotated[Path, typer.Option("--out", help="Thư mục ghi tệp (folder)")] = Path(),
    lang: Language = "vi",
) -> None:
    """Lập bộ cài cho máy không có mạng: một tệp ZIP (offline package; needs the network itself)."""
    from helpers.cli.bundle import PLATFORMS, make_bundle

    choose_language(lang)
    console.print(message("cli.bundle_fetching", platform=platform, python=python), markup=False)
    path = make_bundle(platform, python, target)
    size = format_number(path.stat().st_size / 1_000_000, 0, lang=lang)
    start = PLATFORMS[platform].start
    text = message("cli.bundle_made", file=str(path), size=size, start=start)
    console.print(text, markup=False, soft_wrap=True)


if __name__ == "__main__":
    run()
