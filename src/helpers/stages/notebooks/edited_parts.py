"""Lasting edits applied to the parts of a report, before they are rendered in any format."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from helpers.core.catalogues.outlines import PLACEHOLDER_FORMATS
from helpers.core.errors import InputError, ParameterError
from helpers.core.messages import current_language, message
from helpers.narrative.blocks import (
    BulletList,
    Column,
    Figure,
    Heading,
    Label,
    Paragraph,
    Part,
    Run,
    Runs,
    Supplied,
    Table,
    TableRow,
    text_of,
)
from helpers.narrative.chart_figures import chart_data
from helpers.narrative.facts import Fact
from helpers.narrative.figures_in_texts import figure_in_text
from helpers.narrative.outline_sections import without_filled_lines
from helpers.narrative.phrases import fill, word
from helpers.narrative.report_data import FIGURE_IN_TEXT, ReportData
from helpers.narrative.signer_page import chosen_rows
from helpers.narrative.tabular import caption
from helpers.stages.edits import CHOOSE, DROP, Edit, InsertedChart, edits_file, load_edits
from helpers.stages.notebooks.explore import COMPARED, Charts, Data
from helpers.stages.unit_period import UnitPeriod

NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")
YEAR = re.compile(r"\b(?:năm|year)\s+(?:19|20)\d\d(?![\d.,]*\d)", re.IGNORECASE)
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_SENTENCE_ENDS = re.compile(r"(?<=[.;]) ")
LIKE = 60
"""How alike (of 100) a sentence and what was looked for are at least."""
_SPACES = str.maketrans("\u00a0\u202f", "  ")
Blocks = list[object]
Position = tuple[int, int | None]


@dataclass(frozen=True)
class ReportEdits:
    """The edits of one report and what they need."""

    unit_period: UnitPeriod
    report_data: ReportData
    edits: tuple[Edit, ...]
    stored: int | None = None
    """How many of them are stored; None for all. The others are only tried."""

    @classmethod
    def of(cls, unit_period: UnitPeriod, report_data: ReportData) -> ReportEdits:
        """The stored ones. Raises CatalogueError, InputError for one that cannot be made."""
        path = edits_file(unit_period.workspace, unit_period.period, unit_period.unit.key)
        found = cls(unit_period, report_data, load_edits(path))
        for number, edit in found.of_this_side():
            found.check(edit, number)
        return found

    def of_this_side(self) -> Iterator[tuple[int, Edit]]:
        """The edits of the report to this side in its language, with their numbers among all."""
        chain, lang = self.report_data.outline.chain, self.report_data.lang
        for number, edit in enumerate(self.edits, start=1):
            if edit.chain == chain and (edit.lang == lang or edit.action in (DROP, CHOOSE)):
                yield number, edit

    def check(self, edit: Edit, number: int) -> None:
        """Raise InputError where section, placeholder or indicator of an edit is unknown."""
        titles = self.report_data.outline.numbers(self.report_data.lang)
        with self._explained(edit, number):
            if edit.action == CHOOSE:
                chosen_rows(self.report_data, edit.messages)
            elif edit.section not in titles:
                known = ", ".join(titles)
                raise ParameterError("edits.no_section", section=edit.section, known=known)
            else:
                self._inserted(edit, is_tried=True)

    @contextmanager
    def _explained(self, edit: Edit, number: int) -> Iterator[None]:
        """Say which edit cannot be made, and how to take it back where it is stored."""
        try:
            yield
        except (ParameterError, ValueError) as error:
            section = edit.section or word("summary_heading", current_language())
            key = "fails" if self.stored is None or number <= self.stored else "not_kept"
            fields = {"number": number, "section": section, "reason": str(error)}
            raise InputError(f"edits.{key}", **fields) from error

    def apply(self, part: Part, first_figure: int) -> Part:
        """The part with the edits of its sections; figures numbered on from ``first_figure``.

        Raises InputError where words of an edit are not there, or more than once.
        """
        blocks = list(part.blocks)
        sections = {block.anchor for block in blocks if isinstance(block, Heading)}
        found = [(n, e) for n, e in self.of_this_side() if e.section in sections]
        for number, edit in found:
            start, end = _range_of(blocks, edit.section)
            with self._explained(edit, number):
                blocks[start:end] = self._edited(edit, blocks[start:end])
        if found:
            blocks = list(without_filled_lines(blocks))
        numbered = self._numbered(blocks, first_figure) if found else blocks
        return replace(part, blocks=tuple(numbered))

    def _edited(self, edit: Edit, blocks: Blocks) -> Blocks:
        if edit.action == "insert_after":
            return [*blocks, *self._inserted(edit)]
        pieces = list(_pieces(blocks))
        hits = [(at, piece) for at, piece in pieces if _holds(piece, edit)]
        if not hits and edit.lang != self.report_data.lang:
            return blocks
        if not hits:
            near = _nearest(edit, [piece for _, piece in pieces])
            raise ParameterError("edits.nothing", text=edit.text, near=near)
        if len(hits) > 1:
            raise ParameterError("edits.several", text=edit.text, count=len(hits))
        ((position, piece),) = hits
        new = None if edit.action == DROP else self._replaced(piece, edit)
        return _with(blocks, position, new)

    def _inserted(self, edit: Edit, *, is_tried: bool = False) -> Blocks:
        """The new blocks; ``is_tried`` without taking numbers of pictures."""
        if edit.table:
            return [self._table(edit.table.indicators, edit.table.title, is_tried)]
        if edit.chart and is_tried:
            names = () if edit.chart.kind == "disbursement" else edit.chart.indicators or ("",)
            return [code for name in names for code in Data(self.unit_period).codes(name)]
        if edit.chart:
            return list(self._figures(edit.chart))
        return [Paragraph(self.runs(edit.paragraph))] if edit.paragraph else []

    def runs(self, text: str) -> Runs:
        """A text with its figures. Raises ParameterError for one that is unknown or absent."""
        for _, form in FIGURE_IN_TEXT.findall(text):
            if form and form not in PLACEHOLDER_FORMATS:
                known = ", ".join(filter(None, PLACEHOLDER_FORMATS))
                raise ParameterError("edits.no_format", form=form, known=known)
        if re.search("[{}]", re.sub(r"\{\{|\}\}", "", FIGURE_IN_TEXT.sub("", text))):
            raise ParameterError("edits.open_brace", text=text)
        runs = fill(text, lambda code, form: figure_in_text(code, form, self.report_data))
        return tuple(Supplied(r) if isinstance(r, str) else _supplied(r) for r in runs)

    def _replaced(self, block: object, edit: Edit) -> object:
        if not isinstance(block, Paragraph):
            raise ParameterError("edits.not_text", text=edit.text)
        start = text_of(block.runs).translate(_SPACES).index(edit.text.translate(_SPACES))
        end = start + len(edit.text)
        runs = (*_cut(block.runs, 0, start), *self.runs(edit.paragraph))
        return replace(block, runs=(*runs, *_cut(block.runs, end, None)))

    def _figures(self, chart: InsertedChart) -> Iterator[Figure]:
        lang = self.report_data.lang
        charts = Charts(Data(self.unit_period))
        drawn = getattr(charts, chart.kind)(list(chart.indicators), title=chart.title)
        for placed in drawn if isinstance(drawn, list) else [drawn]:
            if placed.chart.image is None:
                raise ParameterError("edits.no_picture", reason=placed.chart.caption)
            title = word("figure_caption", lang, number=0, title=placed.chart.title)
            named = word("chart_data", lang, number=0)
            data = chart_data(placed.chart.table.to_json(), named, self.report_data)
            narrow = placed.chart.narrow or b""
            yield Figure(placed.chart.image, title, placed.chart.caption, 0, data, narrow)

    def _table(self, indicators: Sequence[str], title: str, is_tried: bool) -> Table:
        lang, facts = self.report_data.lang, self.report_data.facts
        period = str(self.unit_period.period)
        rows = Data(self.unit_period).rows(list(indicators), (), period)
        lines = [
            TableRow(
                (Label(row["name"]), row["unit_of_measure"],
                 *(facts.fact(row, column, cell=True) for column in COMPARED))
            )
            for row in rows
        ]  # fmt: skip
        heads = [word("column_indicator", lang), word("column_unit_of_measure", lang)]
        names = [re.sub(r" \(\d\).*", "", word(f"column_{column}", lang)) for column in COMPARED]
        columns = [Column(heads[0]), Column(heads[1], "mid"), *(Column(n, "num") for n in names)]
        shown = title if is_tried else caption(self.report_data, title)
        return Table(shown, tuple(columns), tuple(lines), is_dense=True)

    def _numbered(self, blocks: Blocks, first: int) -> Iterator[object]:
        lang, number = self.report_data.lang, first
        for block in blocks:
            if not isinstance(block, Figure):
                yield block
                continue
            before = word("figure_caption", lang, number=block.number, title="")
            bare = block.title.removeprefix(before)
            named = word("chart_data", lang, number=number)
            data = block.data and replace(block.data, caption=named)
            title = word("figure_caption", lang, number=number, title=bare)
            yield replace(block, number=number, title=title, data=data)
            number += 1
        self.report_data.figure_count = number - 1


def typed_numerals(edit: Edit) -> list[str]:
    """Numerals that a person typed into an edit: they lead back to no source."""
    return numerals_in(PLACEHOLDER.sub("", edit.paragraph))


def numerals_in(text: str) -> list[str]:
    """The numerals of a text but its years: «năm 2026» is no figure."""
    return NUMERAL.findall(YEAR.sub("", text))


def _supplied(run: Run) -> Run:
    return Supplied(run.text) if isinstance(run, Label) else run


def _range_of(blocks: Sequence[object], section: str) -> tuple[int, int]:
    """From the heading of a section to the end of what is below it."""
    heads = [(n, b) for n, b in enumerate(blocks) if isinstance(b, Heading)]
    start, head = next((n, b) for n, b in heads if b.anchor == section)
    ends = [n for n, b in heads if n > start and b.level <= head.level]
    return start, ends[0] if ends else len(blocks)


def _pieces(blocks: Sequence[object]) -> Iterator[tuple[Position, object]]:
    """What can be named, with its position: each block, and each item of a list."""
    for number, block in enumerate(blocks):
        if isinstance(block, BulletList):
            yield from (((number, item), piece) for item, piece in enumerate(block.items))
        elif isinstance(block, (Paragraph, Figure, Table)):
            yield (number, None), block


def _with(blocks: Blocks, position: Position, new: object) -> Blocks:
    """The blocks with another one there, or none."""
    number, item = position
    block, added = blocks[number], [] if new is None else [new]
    if isinstance(block, BulletList) and item is not None:
        kept = [block for block in added if isinstance(block, Paragraph)]
        items = (*block.items[:item], *kept, *block.items[item + 1 :])
        added = [replace(block, items=items)] if items else []
    return [*blocks[:number], *added, *blocks[number + 1 :]]


def _holds(block: object, edit: Edit) -> bool:
    return edit.text.translate(_SPACES) in _text_in(block, edit)


def _text_in(block: object, edit: Edit) -> str:
    """What an edit can name of a block; nothing of other kinds."""
    match block:
        case Paragraph(runs=runs, lead=lead):
            text = f"{lead} {text_of(runs)}" if edit.action == DROP else text_of(runs)
        case Figure(title=title, caption=reading):
            text = f"{title}. {reading}"
        case Table(caption=title):
            text = title
        case _:
            text = ""
    return text.translate(_SPACES)


def _nearest(edit: Edit, blocks: Sequence[object]) -> str:
    """The sentence of a section that is the most like what an edit names; nothing without any."""
    sentences = [s for block in blocks for s in _SENTENCE_ENDS.split(_text_in(block, edit)) if s]
    found = process.extractOne(edit.text, sentences, scorer=fuzz.partial_ratio, score_cutoff=LIKE)
    return message("edits.nearest", text=found[0]) if found else ""


def _cut(runs: Runs, start: int, end: int | None) -> Iterator[Run]:
    """The runs between two positions of their text. Raises ParameterError within a figure."""
    position = 0
    for run in runs:
        text = run if isinstance(run, str) else run.text
        low = max(start - position, 0)
        high = len(text) if end is None else min(end - position, len(text))
        position += len(text)
        if low >= high:
            continue
        if isinstance(run, Fact) and (low, high) != (0, len(text)):
            raise ParameterError("edits.cuts_figure", figure=text)
        cut = text[low:high]
        yield cut if isinstance(run, str) else run if cut == text else replace(run, text=cut)
