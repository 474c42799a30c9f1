"""Commands about an office's own files: what its tables mean, blank forms, replies, edits."""

from pathlib import Path
from typing import Annotated

import typer

from helpers.cli.console import say
from helpers.cli.options import (
    Folder,
    Language,
    PeriodCode,
    Unit,
    app,
    console,
    ready_workspace,
)
from helpers.cli.outcomes import FINISHED, WITH_FINDINGS
from helpers.core.errors import ParameterError
from helpers.core.messages import message
from helpers.core.periods import Period
from helpers.core.workspace import Workspace


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

    base = ready_workspace(workspace)
    has_open = bring_back(console, base, file, unit, period, only_list=only_list)
    raise typer.Exit(WITH_FINDINGS if has_open else FINISHED)


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

    base = Workspace.find(workspace)
    path = promote(base, unit, code, new_code, name_en)
    say(console, message("cli.promoted", code=new_code, file=base.relative(path)))
