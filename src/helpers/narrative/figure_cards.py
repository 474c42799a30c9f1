"""Cards: per figure of the report its value, formula, source cells, contradiction and decision.

The figures of one row share a card, so that a rate stands beside what it is computed from.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from helpers.checks.decisions import Settlement
from helpers.core.tables import Record
from helpers.indicators.rollup.totals import CONTRIBUTIONS
from helpers.indicators.sources import inputs_of
from helpers.narrative.blocks import Figure, Label, cell_runs, facts_in
from helpers.narrative.decisions import decision_text, figure_of, why_text
from helpers.narrative.facts import FORMULAS, Fact
from helpers.narrative.phrases import word
from helpers.narrative.report_data import ReportData
from helpers.narrative.source_annex import (
    FIELDS,
    FURTHER,
    Input,
    filled_formula,
    formula_of_parts,
)

MOST_SOURCES = 40
"""Cells that a card lists; the dossier's workbook has the others."""
SHOWN = (*FIELDS, *FURTHER, "remaining", "pace_expected", "area_effect", "yield_effect")
_IN_WORDS = ("pace_expected", "area_effect", "yield_effect")
_BOTH = ("stated", "computed")
_COLUMN_NUMBER = re.compile(r" \(\d\).*")


@dataclass(frozen=True)
class CardFigure:
    """One figure: what it is, its exact value, how it is computed, what contradicts it."""

    anchor: str
    name: str
    value: str
    formula: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class FigureCard:
    """The figures of a row with their sources; ``anchor`` is the row in the annex of figures."""

    anchor: str
    title: str
    figures: tuple[CardFigure, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Cards:
    """What the cards of a report are made from; ``parts`` are the units' figures of a total."""

    report_data: ReportData
    settlements: Sequence[Settlement]
    parts: Mapping[str, Sequence[Record]]
    names: Mapping[str, str]

    def of(self, blocks: Collection[object]) -> Iterator[FigureCard]:
        """A card for every row that a figure of ``blocks`` leads to."""
        facts = facts_in(blocks)
        wanted = {fact.anchor for fact in facts} | _linked_by_charts(blocks)
        for code in self.report_data.codes:
            if (anchor := self.report_data.facts.anchor(code)) in wanted:
                yield self._card(self.report_data.row(code), anchor)
        rows = {self.report_data.facts.anchor(code) for code in self.report_data.codes}
        for fact in {f.card: f for f in facts if f.anchor and f.anchor not in rows}.values():
            yield self._alone(fact)

    def _card(self, row: Record, anchor: str) -> FigureCard:
        figures = tuple(
            self._figure(row, fact)
            for field in SHOWN
            if (fact := self.report_data.facts.fact(row, field)) is not None
        )
        code = str(row["indicator"])
        sources = [*self._of_units(row), *(self._source(i, code) for i in _listed(row))]
        rest = len(sources) - MOST_SOURCES
        if rest > 0:
            more = word("card_more", self.report_data.lang, count=rest)
            sources = [*sources[:MOST_SOURCES], more]
        return FigureCard(anchor, self.report_data.row_name(row), figures, tuple(sources))

    def _figure(self, row: Record, fact: Fact) -> CardFigure:
        lang = self.report_data.lang
        about = [s for s in self.settlements if figure_of(s) == (fact.subject, fact.field)]
        notes = (
            " ".join(
                f"{text}."
                for text in (
                    word(
                        "card_finding",
                        lang,
                        stated=s.finding["stated"],
                        computed=s.finding["computed"] or "…",
                    ),
                    why_text(s, self.report_data),
                    decision_text(s, lang),
                )
                if text
            )
            for s in about
        )
        return CardFigure(
            fact.card, _field_name(row, fact.field, lang), fact.text, self._formula(row, fact),
            tuple(notes),
        )  # fmt: skip

    def _formula(self, row: Record, fact: Fact) -> str:
        parts = [i for i in inputs_of(row) if i["role"] == fact.field]
        if any(part["indicator"] == row["indicator"] for part in parts):
            return ""
        if fact.field in FORMULAS and fact.formula == FORMULAS[fact.field]:
            if fact.field in _IN_WORDS:
                return word(f"card_{fact.field}", self.report_data.lang)
            return filled_formula(FORMULAS[fact.field], row, self.report_data)
        of_parts = formula_of_parts(row, fact.field, parts, self.report_data)
        return of_parts or "" if len(parts) > 1 else ""

    def _source(self, source: Input, code: str) -> str:
        """'Thực hiện: tệp, trang, ô «…»', with the row's name where it is another's."""
        lang = self.report_data.lang
        row = self.report_data.find(str(source["indicator"]))
        about = _field_name(row or {"kind": ""}, str(source["role"]), lang)
        if source["period"] != str(self.report_data.catalogues.period):
            about = f"{about} ({source['period']})"
        is_other = row is not None and source["indicator"] != code
        name = self.report_data.row_name(row) if row is not None and is_other else ""
        return _source_line(about, source, lang, name)

    def _of_units(self, row: Record) -> Iterator[str]:
        """Of a total over units: each unit's figure with its cells."""
        lang = self.report_data.lang
        for part in self.parts.get(str(row["indicator"]), ()):
            name = self.names.get(str(part["member"]), str(part["member"]))
            for source in inputs_of(part):
                measure = word(f"measure_{source['role']}", lang)
                yield _source_line(f"{name}, {measure}", source, lang)

    def _alone(self, fact: Fact) -> FigureCard:
        """A count, or a figure of a breakdown: it has no row of indicators."""
        lang = self.report_data.lang
        about = word("card_cell", lang)
        cells = dict.fromkeys(_source_line(about, source, lang) for source in fact.inputs)
        is_count = fact.field == "count"
        name = word("card_count" if is_count else f"measure_{fact.field}", lang)
        title = self.report_data.count_name(fact.key) if is_count else self._part_name(fact)
        figure = CardFigure(fact.card, _capitalised(name), fact.text)
        row = fact.anchor if is_count else ""
        return FigureCard(row, title, (figure,), tuple(cells)[:MOST_SOURCES])

    def _part_name(self, fact: Fact) -> str:
        code, *parts = fact.subject.split("|")
        row = self.report_data.find(code)
        indicator = self.report_data.catalogues.indicators.get(code)
        own = indicator.name(self.report_data.lang) if indicator else ""
        name = self.report_data.row_name(row) if row is not None else own
        return ", ".join(filter(None, (name, *(part.replace("=", ": ") for part in parts))))


def cards_of(
    report_data: ReportData, settlements: Sequence[Settlement], names: Mapping[str, str]
) -> Cards:
    """``names``: of the units below, by key; empty for the report of one unit."""
    parts: dict[str, list[Record]] = defaultdict(list)
    for record in report_data.records("contributions"):
        parts[str(record["indicator"])].append(record)
    return Cards(report_data, settlements, parts, names)


def _field_name(row: Record, field: str, lang: str) -> str:
    """What a figure is, as the head of its column says it; money of a programme by its own."""
    if row["kind"] == "programme" and field in ("plan", "actual", "pct_plan", "unallocated"):
        return word(f"column_total_{field}", lang).partition(":")[0]
    if field in FIELDS:
        return _COLUMN_NUMBER.sub("", word(f"column_{field}", lang))
    return _capitalised(word(f"measure_{field}", lang))


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _listed(row: Record) -> list[Input]:
    """The source cells of a row; of a total over units they are the units' own."""
    return [i for i in inputs_of(row) if i["file"] != CONTRIBUTIONS]


def _source_line(about: str, source: Mapping[str, object], lang: str, name: str = "") -> str:
    raw = f" «{source['raw_text']}»" if source.get("raw_text") else ""
    where = {part: str(source[part]) for part in ("file", "sheet", "cell")}
    of_row = word("card_of_row", lang, name=name) if name else ""
    key = "card_source" if where["sheet"] else "card_source_file"
    return word(key, lang, about=about, name=of_row, raw=raw, **where)


def _linked_by_charts(blocks: Collection[object]) -> set[str]:
    data = (block.data for block in blocks if isinstance(block, Figure) and block.data)
    runs = (run for table in data for row in table.rows for c in row.cells for run in cell_runs(c))
    return {run.anchor.partition("-")[0] for run in runs if isinstance(run, Label)}
