"""The command that drafts and sends mails."""

from pathlib import Path
from typing import Annotated

import typer

from helpers.cli.options import (
    Folder,
    Language,
    PeriodCode,
    app,
    console,
)
from helpers.core.periods import Period
from helpers.core.workspace import Workspace


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

    base, when = Workspace.find(workspace), Period.parse(period)
    keys = select_units(base, when, units)
    if send:
        asked = mailing.SendOptions(yes, allow, retry_unclear, smtp)
        raise typer.Exit(mailing.send(console, base, when, keys, asked))
    mailing.refuse_without_send(yes=yes, allow=allow, retry_unclear=retry_unclear, smtp=smtp)
    raise typer.Exit(mailing.draft(console, base, when, keys))
