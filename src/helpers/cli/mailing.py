"""``baocao mail``: drafts; with ``--send`` the plan, the question, the sending."""

import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from helpers.cli import show_mail
from helpers.cli.console import say
from helpers.cli.outcomes import (
    COULD_NOT_RUN,
    FINISHED,
    INTERNAL_ERROR,
    INTERRUPTED,
    WITH_FINDINGS,
)
from helpers.core.errors import ParameterError, ReportError
from helpers.core.failures import record_failure
from helpers.core.messages import current_language, message
from helpers.core.periods import Period
from helpers.core.workspace import Workspace
from helpers.delivery.ledger import Ledger, open_ledger
from helpers.delivery.messages import write_drafts
from helpers.delivery.send_plan import (
    Letter,
    PlanOptions,
    allowed_warnings,
    letter_bytes,
    plan_letters,
)
from helpers.delivery.sending import SENT, Delivery, send_letters
from helpers.delivery.settings import SmtpSettings, is_readable_by_others, load_settings
from helpers.delivery.transport import Session
from helpers.export.mail_message import Sender


@dataclass(frozen=True)
class SendOptions:
    """The options of a sending."""

    yes: bool = False
    allow: str = ""
    retry_unclear: bool = False
    smtp: Path | None = None


def refuse_without_send(**options: object) -> None:
    """Options of a sending without ``--send`` are a mistake. Raises ParameterError."""
    for name, value in options.items():
        if value:
            raise ParameterError("delivery.only_with_send", name=f"--{name.replace('_', '-')}")


def draft(console: Console, workspace: Workspace, period: Period, units: list[str]) -> int:
    """Write drafts; the exit code."""
    written = write_drafts(workspace, period, units, current_language())
    show_mail.drafts_written(console, written)
    return WITH_FINDINGS if any(item.reason for item in written) else FINISHED


def send(
    console: Console, workspace: Workspace, period: Period, units: list[str], asked: SendOptions
) -> int:
    """Show what would go to whom; send it if that is confirmed; the exit code."""
    allow = allowed_warnings(asked.allow)
    with open_ledger(workspace, period) as ledger:
        letters = plan_letters(
            workspace, period, units, ledger, lang=current_language(),
            options=PlanOptions(allow, asked.retry_unclear),
        )  # fmt: skip
        show_mail.plan(console, letters)
        due = [letter for letter in letters if letter.due]
        if not due:
            say(console, message("delivery.nothing_due"))
        else:
            settings = _settings_if_confirmed(console, workspace, asked, len(due))
            if settings is None:
                say(console, message("delivery.not_sent"))
                return WITH_FINDINGS
            delivery = _send(console, workspace, settings, ledger, due)
            if delivery.stopped or delivery.interrupted:
                return COULD_NOT_RUN if delivery.stopped else INTERRUPTED
            if delivery.is_internal:
                return INTERNAL_ERROR
            if delivery.count(SENT) < sum(len(letter.due) for letter in due):
                return WITH_FINDINGS
    return WITH_FINDINGS if any(letter.is_undelivered for letter in letters) else FINISHED


def _settings_if_confirmed(
    console: Console, workspace: Workspace, asked: SendOptions, letters: int
) -> SmtpSettings | None:
    """The settings, checked before anybody is asked; None where it is not confirmed.

    A person confirms by typing the number of letters: a habit of pressing Enter or y sends nothing.
    """
    if not asked.yes and not _is_terminal():
        say(console, message("delivery.no_terminal"))
        return None
    settings = load_settings(workspace, asked.smtp)
    if is_readable_by_others(asked.smtp):
        say(console, message("delivery.settings_readable"), style="yellow")
    if asked.yes:
        return settings
    try:
        answer = console.input(message("delivery.question", count=letters), markup=False)
    except EOFError:
        return None
    except KeyboardInterrupt as error:
        error.add_note(message("delivery.not_sent"))
        raise
    return settings if answer.strip() == str(letters) else None


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _send(
    console: Console,
    workspace: Workspace,
    settings: SmtpSettings,
    ledger: Ledger,
    due: list[Letter],
) -> Delivery:
    sender, lang = Sender(settings.sender_name, settings.sender), current_language()
    addresses = sum(len(letter.due) for letter in due)

    def compose(letter: Letter) -> bytes:
        try:
            return letter_bytes(letter, sender, lang)
        except ReportError:
            raise
        except Exception as error:
            with suppress(OSError):
                record_failure(workspace, error, f"mail-{letter.unit}")
            raise

    with Session(settings) as session, show_mail.sending_progress(console, addresses) as on_event:
        delivery = send_letters(due, session, ledger, compose, on_event=on_event)
    show_mail.delivery(console, delivery)
    return delivery
