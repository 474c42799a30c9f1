"""Changes that people made in the Word file of a report, brought back as lasting edits.

What was changed in words becomes an edit of ``data/edits``; changed figures and what no edit can
hold are listed. The Word file and the sources stay as they are.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path

from helpers.audit.readers.report_file import read_passages
from helpers.core.catalogues.packs import ETHNIC
from helpers.core.errors import InputError
from helpers.export.docx.written_lines import line_hash, written_lines
from helpers.export.rendered_part import SUMMARY
from helpers.stages.edits import add_edit, edits_file
from helpers.stages.notebooks.edited_parts import ReportEdits
from helpers.stages.notebooks.report import Report, open_report
from helpers.stages.unit_period import UnitPeriod
from helpers.stages.word_line_changes import LISTED, WordChange, compared_lines
from helpers.stages.word_lines import lines_of

FEWEST_WORDS = 4
"""Of a new paragraph that is taken for a part of another one."""


def keep_edits(unit_period: UnitPeriod, changes: Sequence[WordChange]) -> Path:
    """Store the edits of changes behind those that are there; their file."""
    path = edits_file(unit_period.workspace, unit_period.period, unit_period.unit.key)
    for change in changes:
        if change.edit is not None:
            add_edit(path, change.edit)
    return path


def word_changes(unit_period: UnitPeriod, path: Path, chain: str = ETHNIC) -> list[WordChange]:
    """How a Word file differs from one side's report as it is made today, in the text's order.

    Raises InputError for a file that cannot be read or that is no report of this unit and period.
    """
    report = open_report(unit_period).of_chain(chain)
    report.annexes()
    outgoing = [b for part in report.rendered if not part.has_kind(SUMMARY) for b in part.blocks]
    numbers = report.report_data.outline.numbers(report.report_data.lang)
    old = list(lines_of(outgoing, numbers))
    new = [passage for passage in read_passages(path) if not passage.is_unread]
    was, now = ([_plain(each.text) for each in side] for side in (old, new))
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if sum(block.size for block in blocks) * 2 < len(old):
        raise InputError("edits.other_report", file=path.name)
    first, last = blocks[0], blocks[-1]
    found: list[WordChange] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        is_inside = j1 >= first.b and j2 <= last.b + last.size
        if tag != "equal" and (is_inside or i1 < i2):
            # What stands before and after the report's text is the head and the signature.
            below = new[j1:j2] if is_inside else []
            above = old[i1 - 1].section if i1 else ""
            compared = list(compared_lines(old[i1:i2], below, above))
            found += _with_lines(compared, is_of_figures=any(line.figures for line in old[i1:i2]))
    persons = _of_person(_without_moves(found), written_lines(path))
    return list(_tried(report, persons))


def _of_person(changes: Sequence[WordChange], written: Container[str]) -> Iterator[WordChange]:
    """The changes that a person made; where the report has moved on too, they are only listed.

    ``written``: hashes of the lines of the Word file as it was written.
    """
    for change in changes:
        if not written:
            yield change if change.edit is None else _listed(change, "unknown_base")
            continue
        is_known = [line_hash(line) in written for line in (change.line, change.passage)]
        if change.passage and is_known[1] and change.reason != "moved":
            continue
        if change.line and not is_known[0] and not change.passage:
            continue
        is_both = (
            bool(change.line)
            and not is_known[0]
            or any(line_hash(line) not in written for line in change.others)
        )
        yield _listed(change, "both") if change.edit and is_both else change


def _listed(change: WordChange, reason: str) -> WordChange:
    return replace(change, kind=LISTED, edit=None, reason=reason)


def _without_moves(changes: Sequence[WordChange]) -> list[WordChange]:
    """What stands elsewhere in the Word file, or was joined or split, is neither gone nor new.

    It is listed, once.
    """
    within = [change for change in changes if change.line and change.passage]
    gone = {_plain(change.before) for change in changes if not change.passage}
    moved = gone & {_plain(change.after) for change in changes if not change.line}
    joined = gone & {_plain(change.after) for change in within}
    found = []
    for change in changes:
        before, after = _plain(change.before), _plain(change.after)
        is_long = len(after.split()) >= FEWEST_WORDS
        is_part = is_long and not change.line and any(after in _plain(c.line) for c in within)
        if not change.passage and before in moved | joined:
            continue
        if not change.line and after in moved:
            found.append(_listed(change, "moved"))
        elif is_part or (change in within and after in joined):
            found.append(_listed(change, "regrouped"))
        else:
            found.append(change)
    return found


def _with_lines(changes: Sequence[WordChange], *, is_of_figures: bool) -> Iterator[WordChange]:
    """New paragraphs with the lines of the report that are gone from where they were put.

    Where a line with figures gave way to a line with numerals, both are only listed.
    """
    gone = tuple(change.line for change in changes if not change.passage)
    is_retyped = is_of_figures and bool(gone) and any(c.typed for c in changes if not c.line)
    for change in changes:
        is_whole = not (change.line and change.passage)
        found = change if change.line else replace(change, others=gone)
        is_listed = is_retyped and is_whole and found.edit is not None
        yield _listed(found, "retyped") if is_listed else found


def _plain(text: str) -> str:
    return " ".join(text.split())


def _tried(report: Report, changes: Iterable[WordChange]) -> Iterator[WordChange]:
    """The changes whose edit can be made, one after the other; the others are listed."""
    chain, lang = report.report_data.outline.chain, report.report_data.lang
    made = list(open_report(report.unit_period).of_chain(chain).edited_parts())
    for change in changes:
        if change.edit is None:
            yield change
            continue
        edit = change.edit.model_copy(update={"chain": chain, "lang": lang})
        change = replace(change, edit=edit)
        edits = ReportEdits(report.unit_period, report.report_data, (edit,))
        try:
            made = [edits.apply(part, 1) for part in made]
        except InputError as error:
            yield replace(change, kind=LISTED, edit=None, reason=str(error))
        else:
            yield change
