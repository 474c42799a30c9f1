"""The program, and the options and checks that its commands share."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel

from helpers.cli.console import Printer
from helpers.cli.guard import Verbs
from helpers.cli.own_folders import keep_out_of_home
from helpers.core.errors import ParameterError
from helpers.core.messages import set_language
from helpers.core.periods import Period
from helpers.core.storage import require_limits
from helpers.core.workspace import Workspace
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
DEFAULT_TO = ",".join(DEFAULT_FORMATS)
Formats = Annotated[str, typer.Option("--to", help="Dạng xuất (export formats)")]
Chains = Annotated[
    str, typer.Option("--chain", help="Chỉ lập cho ngành: ethnic, agriculture (only for one side)")
]
Kernels = Annotated[
    bool, typer.Option("--kernels", help="Mỗi sổ tay một kernel riêng, chậm hơn (own kernels)")
]


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


def _choose_language(lang: str) -> str:
    """Set the language of messages. Raises ParameterError for an unknown one."""
    from helpers.stages.parameters import StageParameters

    checked(StageParameters, "lang", lang, "--lang")
    set_language(lang)
    return lang


Language = Annotated[
    str,
    typer.Option(
        "--lang", help="Ngôn ngữ: vi | en (language)", callback=_choose_language, is_eager=True
    ),
]
"""Chosen before a command begins; most need not look at it again."""


def names_of(text: str) -> list[str]:
    """The names in a list with commas between."""
    return [name.strip() for name in text.split(",") if name.strip()]


def format_names(to: str) -> list[str]:
    """The formats of ``--to``. Raises ParameterError for an unknown one."""
    from helpers.stages.parameters import ReportParameters

    names = names_of(to)
    checked(ReportParameters, "formats", names, "--to")
    return names


def checked(model: type[BaseModel], name: str, value: object, option: str) -> None:
    """Raise ParameterError about an option under the name that the user typed."""
    from helpers.stages.parameters import validated_value

    try:
        validated_value(model, name, value)
    except ParameterError as error:
        raise ParameterError(error.key, **{**error.fields, "name": option}) from error
