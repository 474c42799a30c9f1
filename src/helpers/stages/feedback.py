"""Feedback to the senders of a unit's files: marked copies, and a mail to send them with."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path

from helpers.cleaning.marked_workbooks import office_content
from helpers.cleaning.readers import Workbook, list_inputs, read_workbook
from helpers.core.errors import InputError
from helpers.core.messages import message
from helpers.core.tables import Record, records_of
from helpers.core.text import visible
from helpers.core.workbook_marks import FEEDBACK, WorkbookMarks
from helpers.export.mail_headers import POLICY, one_line, wire_bytes
from helpers.forms.feedback import FeedbackCopy, Point, feedback_copy, points_of
from helpers.stages.set_aside import OutputFolder
from helpers.stages.unit_period import UnitPeriod

WORKBOOK_TYPE = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
MOST_IN_MAIL = 20
"""Points of a file that the mail spells out: the copy lists them all."""


@dataclass(frozen=True)
class WrittenFeedback:
    """What was written: points of each file, files without a copy, the mail, files set aside."""

    folder: Path
    points: Mapping[str, int]
    without_copy: Sequence[str] = ()
    mail: Path | None = None
    kept: Sequence[str] = ()


def write_feedback(unit_period: UnitPeriod, folder: Path | None = None) -> WrittenFeedback:
    """A copy of each received file that has a point, and a mail with all of them.

    Raw files are only read. Raises InputError where nothing was received.
    """
    workspace, period, unit = unit_period.workspace, unit_period.period, unit_period.unit
    target = folder or workspace.root / "feedback" / str(period) / unit.key
    books = dict(_books(workspace.raw(period, unit.key)))
    points = _points(unit_period, {name: book for name, (_, book) in books.items()})
    by_file: dict[str, list[Point]] = {}
    for point in points:
        by_file.setdefault(point.file, []).append(point)
    outputs = OutputFolder(workspace, target)
    copies, kept = [], []
    for name, (data, book) in books.items():
        if name not in by_file:
            continue
        form = book.marks.form if book.marks else ""
        before = book.marks.lineage if book.marks and book.marks.kind == FEEDBACK else ""
        digest = sha256(data).hexdigest()
        marks = WorkbookMarks(FEEDBACK, unit.key, str(period), form, digest, name, before)
        copies.append(feedback_copy(name, data, book, by_file[name], marks))
        aside = outputs.replace(target / copies[-1].name, copies[-1].content)
        kept += [workspace.relative(aside)] if aside else []
    if not by_file:
        return WrittenFeedback(target, {})
    mail = target / message("feedback.mail_file", "vi")
    aside = outputs.replace(mail, _mail(unit_period, by_file, copies))
    kept += [workspace.relative(aside)] if aside else []
    counts = {name: len(found) for name, found in by_file.items()}
    unopened = [name for name in by_file if name not in books]
    return WrittenFeedback(target, counts, unopened, mail, kept)


def _books(folder: Path) -> Iterator[tuple[str, tuple[bytes, Workbook]]]:
    """Name → bytes and content of each file that opens."""
    for path in list_inputs(folder)[0]:
        with suppress(InputError):
            book = office_content(read_workbook(path, root=folder))
            yield visible(path.name), (path.read_bytes(), book)


def _points(unit_period: UnitPeriod, books: Mapping[str, Workbook]) -> list[Point]:
    """The points of the files as they are now; findings of an earlier run where they still hold."""
    tables = unit_period.clean().tables
    findings: list[Record] = []
    with suppress(InputError):
        findings = records_of(unit_period.read("findings"))
    rows = {name: records_of(tables[name]) for name in ("quarantine", "questions")}
    current = [row for row in findings if _still_holds(row, books)]
    return points_of({**rows, "findings": current})


def _still_holds(row: Record, books: Mapping[str, Workbook]) -> bool:
    """True where the cell of a finding has the text that the finding is about."""
    book = books.get(str(row["file"]))
    cells = (
        cell
        for sheet in (book.sheets if book else ())
        if sheet.name == row["sheet"]
        for line in sheet.rows
        for cell in line
    )
    return any(c.address == row["cell"] and c.text == row["raw_text"] for c in cells)


def _mail(
    unit_period: UnitPeriod, by_file: Mapping[str, Sequence[Point]], copies: Sequence[FeedbackCopy]
) -> bytes:
    """A draft without addressee, with the copies attached."""
    words = {"unit": unit_period.unit.name_vi, "period": unit_period.period.label("vi")}
    mail = EmailMessage(policy=POLICY)
    mail["Subject"] = one_line(message("feedback.mail_subject", "vi", **words))
    lines = [message("feedback.mail_greeting", "vi"), ""]
    lines += [message("feedback.mail_body", "vi", **words), ""]
    for name, points in by_file.items():
        lines.append(message("feedback.of_file", "vi", file=one_line(name), count=len(points)))
        for point in points[:MOST_IN_MAIL]:
            place = " ".join((point.sheet, *point.areas[:1])).strip()
            lines.append("- " + one_line(f"{place}: {point.problem}" if place else point.problem))
        lines.append("")
    mail.set_content("\n".join([*lines, message("feedback.mail_thanks", "vi")]) + "\n")
    for copy in copies:
        name = copy.name
        mail.add_attachment(copy.content, *WORKBOOK_TYPE, filename=name, params={"name": name})
    mail["X-Unsent"] = "1"
    digest = sha256(b"".join(copy.content for copy in copies)).hexdigest()
    for number, part in enumerate(p for p in mail.walk() if p.is_multipart()):
        part.set_boundary(f"=_{digest[:24]}_{number}")
    return wire_bytes(mail)
