"""What ``baocao mail`` prints: drafts, the plan of a sending, its progress and its end."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from helpers.cli import show
from helpers.cli.console import say
from helpers.core.formatting import format_number
from helpers.core.messages import current_language, message
from helpers.delivery.messages import DraftResult
from helpers.delivery.send_plan import Letter
from helpers.delivery.sending import POSTPONED, REFUSED, SENT, UNCLEAR, Delivery, DeliveryEvent

SHOWN_OF_VERSION = 12
KILOBYTE = 1024


def drafts_written(console: Console, written: Sequence[DraftResult]) -> None:
    """A row per unit and side: its draft and how many it is for, or why there is none."""
    names = ("unit", "file", "recipients")
    table = Table(*(message(f"delivery.column_{name}") for name in names))
    for item in written:
        file = PurePosixPath(item.file).name
        content = "\n".join(text for text in (file, item.reason, *item.warnings) if text)
        table.add_row(Text(item.unit), Text(content, overflow="fold"), str(item.recipients))
    console.print(table)
    show.set_aside(console, [item.set_aside for item in written if item.set_aside])
    done = sum(not item.reason for item in written)
    say(console, message("delivery.done", done=done, left=len(written) - done))
    if done and not any(item.recipients for item in written):
        say(console, message("delivery.no_recipients"))


def plan(console: Console, letters: Sequence[Letter]) -> None:
    """What would go to whom: a block per unit, then how many that is."""
    for letter in letters:
        name = letter.draft.unit if letter.draft else letter.unit
        say(console, name, style="bold")
        for line in _people(letter) + _what(letter):
            say(console, f"  {line}")
    due = [letter for letter in letters if letter.due]
    addresses = sum(len(letter.due) for letter in due)
    left = sum(letter.is_undelivered for letter in letters)
    text = message("delivery.plan", letters=len(due), addresses=addresses, left=left)
    say(console, text)


def _people(letter: Letter) -> list[str]:
    if letter.draft is None:
        return []
    lines = []
    for person in letter.draft.recipients:
        state = "due" if person.address in letter.due else "has"
        if person.address in letter.unclear:
            state = "again" if state == "due" else "unclear"
        name = f"{person.name} <{person.address}>" if person.name else person.address
        kind, state = message(f"delivery.kind_{person.kind}"), message(f"delivery.state_{state}")
        lines.append(f"{kind}: {name}: {state}")
    return lines


def _what(letter: Letter) -> list[str]:
    lang = current_language()
    if letter.draft is None:
        return [message("delivery.will_not_go", reason=letter.refusal)]
    files = []
    for path in letter.draft.files:
        size = format_number(-(-path.stat().st_size // KILOBYTE), 0, lang=lang)
        files.append(f"{letter.draft.attached_name(path, lang)} ({size} KB)")
    version = message("delivery.version", version=letter.eligibility.version[:SHOWN_OF_VERSION])
    return [letter.draft.subject(lang), *files, version, *letter.eligibility.warnings.values()]


@contextmanager
def sending_progress(console: Console, total: int) -> Iterator:
    """A callable for each outcome that draws one bar over all addresses."""
    with show.bar(console, message("delivery.progress"), total) as update:

        def on_event(event: DeliveryEvent) -> None:
            if event.pause:
                seconds = format_number(round(event.pause), 0, lang=current_language())
                say(console, message("delivery.pause", seconds=seconds))
                return
            if event.reason:
                say(console, _outcome_text(event), style="yellow")
            if event.outcome != POSTPONED:
                update(advance=1)

        yield on_event


def _outcome_text(event: DeliveryEvent) -> str:
    return f"{event.unit}, {event.address}: {event.reason}"


def delivery(console: Console, result: Delivery) -> None:
    """How many got their mail; everybody who did not, with the reason."""
    for event in result.outcomes.values():
        if event.outcome != SENT:
            say(console, _outcome_text(event), style="red")
    outcomes = (SENT, REFUSED, POSTPONED, UNCLEAR)
    counts: dict[str, Any] = {name: result.count(name) for name in outcomes}
    say(console, message("delivery.sent_summary", **counts))
    if counts[UNCLEAR]:
        say(console, message("delivery.how_unclear"))
    if result.interrupted:
        say(console, message("delivery.interrupted"))
    if result.stopped:
        say(console, result.stopped, style="red")
