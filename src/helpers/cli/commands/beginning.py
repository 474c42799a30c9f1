"""Commands to begin with: units, first steps, an invented province, JupyterLab, offline package."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from helpers.cli import show
from helpers.cli.console import say
from helpers.cli.options import (
    Folder,
    Language,
    PeriodOfToday,
    Unit,
    app,
    console,
    period_or_today,
    workspace_to_begin,
)
from helpers.core.errors import InternalError
from helpers.core.formatting import format_number
from helpers.core.messages import message
from helpers.core.workspace import PROJECT_ROOT, Workspace


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

    when = period_or_today(period)
    show.first_steps(console, prepare_unit(workspace_to_begin(workspace), unit, when))


@app.command("periods")
def list_periods(unit: Unit, workspace: Folder = None, lang: Language = "vi") -> None:
    """Liệt kê các kỳ có số liệu thô của một đơn vị (periods on hand)."""
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

    code = start_lab(Workspace.find(workspace), PROJECT_ROOT, lang, base_url)
    if code:
        raise InternalError("cli.lab_failed", code=code)


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
    from helpers.demo.build import KEY_FILE, build_demo, periods_between

    try:
        with show.bar(console, message("demo.progress"), units) as update:
            faults = build_demo(
                folder, units=units, periods=periods_between(periods), seed=seed, level=level,
                on_unit=lambda _: update(advance=1),
            )  # fmt: skip
    except KeyboardInterrupt as error:
        error.add_note(message("demo.interrupted", folder=folder))
        raise
    say(console, message("demo.done", units=units, faults=faults, file=KEY_FILE))


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

    say(console, message("cli.bundle_fetching", platform=platform, python=python))
    path = make_bundle(platform, python, target)
    size = format_number(path.stat().st_size / 1_000_000, 0, lang=lang)
    start = PLATFORMS[platform].start
    text = message("cli.bundle_made", file=str(path), size=size, start=start)
    say(console, text)
