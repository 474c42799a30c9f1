"""What an audit prints and writes: a table of what does not hold, a page, JSON and CSV."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from helpers.audit.claim import AGREES
from helpers.audit.examine import Examined, examine, require_vietnamese
from helpers.audit.passages import Passage
from helpers.audit.readers import READERS, is_report, read_passages
from helpers.audit.records import advice_of, as_csv, as_json, gravest_first, measured_precision
from helpers.cli.console import say
from helpers.core.errors import InputError
from helpers.core.messages import current_language, message
from helpers.core.workspace import atomic_path, write_text
from helpers.export.html.audit_page import counts_line, render_audit

COLUMNS = ("place", "words", "stated", "computed", "class")


def audit_files(
    console: Console,
    paths: Sequence[Path],
    *,
    page_folder: Path | None,
    word_folder: Path | None = None,
    json_file: Path | None,
    csv_file: Path | None,
    everything: bool,
) -> bool:
    """Examine files and folders; True where a text contradicts itself or could not be read.

    Raises InputError where none could be read.
    """
    found: list[Examined] = []
    files, refused, is_complete = _files(paths), [], True
    for path in files:
        try:
            passages = read_passages(path)
            claims = list(examine(path.name, passages))
            require_vietnamese(path.name, passages, claims)
        except InputError as error:
            if len(files) == 1:
                raise
            refused.append(error)
            say(console, str(error))
            continue
        found += claims
        for passage in (p for p in passages if p.is_unread):
            is_complete = False
            say(console, f"{path.name}: {passage.text}")
        _show(console, path.name, claims, everything=everything)
        if page_folder is not None:
            page = page_folder / f"{path.name}.html"
            write_text(page, render_audit(path.name, passages, claims, current_language()))
            say(console, message("audit.saved", file=page.name))
        if word_folder is not None and path.suffix.lower() == ".docx":
            _save_comments(console, path, word_folder, passages, claims)
    if files and len(refused) == len(files):
        raise refused[0]
    for target, text in ((json_file, as_json), (csv_file, as_csv)):
        if target is not None:
            write_text(target, text(found))
            say(console, message("audit.saved", file=target.name))
    return bool(refused) or not is_complete or any(item.is_contradiction for item in found)


def _save_comments(
    console: Console,
    path: Path,
    folder: Path,
    passages: Sequence[Passage],
    claims: Sequence[Examined],
) -> None:
    """A copy of a Word file with its findings as comments; never over the file itself."""
    from helpers.export.docx.audit_comments import with_comments

    copy = folder / f"{path.stem}-{message('audit.comment_suffix')}.docx"
    content, count = with_comments(path, passages, claims, current_language())
    with atomic_path(copy) as temporary:
        temporary.write_bytes(content)
    say(console, message("audit.comments_saved", file=copy.name, count=count))


def _files(paths: Sequence[Path]) -> list[Path]:
    """Files as named; of a folder those that hold a text, in order."""
    found = []
    for path in paths:
        inside = sorted(p for p in path.rglob("*") if p.is_file() and is_report(p))
        if path.is_dir() and not inside:
            raise InputError("audit.empty_folder", file=path.name, kinds=", ".join(sorted(READERS)))
        found += inside if path.is_dir() else [path]
    return found


def _show(console: Console, file: str, found: list[Examined], *, everything: bool) -> None:
    """The claims that do not agree, gravest first, and the counts."""
    shown = [e for e in found if everything or e.claim.verdict != AGREES]
    if shown:
        table = Table()
        for name in COLUMNS:
            table.add_column(message(f"audit.column_{name}"))
        for item in gravest_first(shown):
            claim = item.claim
            kind = message(f"audit.class_{claim.verdict}")
            finding = f"{kind}: {message(f'audit.{claim.hint}')}" if claim.hint else kind
            shown_as = f"{claim.shown} ({claim.allowed})" if claim.allowed else claim.shown
            cells = (
                item.place,
                item.words,
                claim.stated,
                shown_as,
                f"{finding}. {advice_of(item)}",
            )
            table.add_row(*(cell.replace("[", "\\[") for cell in cells))
        console.print(table)
    say(console, counts_line(file, found, current_language()))
    for verdict in dict.fromkeys(item.claim.verdict for item in gravest_first(found)):
        if measured := measured_precision(verdict):
            say(console, f"{message(f'audit.class_{verdict}')}: {measured}")
