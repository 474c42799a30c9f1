"""Decisions about contradictions in the report: marks and notes in the text, the dossier's list."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from string import ascii_lowercase

from helpers.checks.decisions import CHOICES, DECIDED, OWN_TEXT, Settlement, choices_of
from helpers.checks.explain import explanation
from helpers.core.catalogues.capitals import TOTAL, capital_name
from helpers.core.conversion import PERCENT, unit_name
from helpers.core.formatting import format_date
from helpers.core.messages import LANGUAGES
from helpers.core.tables import Record
from helpers.core.text import fold, lower_first
from helpers.narrative.blocks import (
    BulletList,
    Column,
    Label,
    Paragraph,
    Part,
    Run,
    Runs,
    Supplied,
    Table,
    TableRow,
    cell_runs,
    runs_of,
)
from helpers.narrative.facts import Fact
from helpers.narrative.phrases import joined, phrase, word
from helpers.narrative.report_data import ReportData

FIELDS = {
    "stated_pct_plan": "pct_plan",
    "stated_pct_estimate": "pct_estimate",
    "stated_change": "change",
    "stated_pct_change": "pct_change",
    "stated_pct_previous": "pct_change",
}
"""Measure of a stated figure → the column that the report prints of it."""
SHEET = ("subject", "stated", "computed", "why", "choice", "reason", "name", "date", "key")
"""Columns of the sheet to fill in."""
LONGEST_BRACKET = 60
"""Letters: a programme's full name stands in the text above the note."""
LONGEST_EXCERPT = 60
"""Letters of a sentence that a list of contradictions quotes."""
FRACTION_BAR = "/"
"""Between the two figures of a fraction, which keep together."""
WIDTHS = (24, 10, 10, 24, 16, 20, 14, 10, 20)


@dataclass
class DecisionNotes:
    """Marks every figure of a contradiction in the text; says once below it what was decided."""

    settlements: Sequence[Settlement]
    report_data: ReportData
    numbers: dict[str, int] = field(default_factory=dict)

    def applied(self, part: Part) -> Part:
        """The part with marks and notes."""
        return replace(part, blocks=tuple(self._with_notes(part.blocks)))

    def _with_notes(self, blocks: Sequence[object]) -> Iterator[object]:
        for block in blocks:
            found = [s for run in runs_of(block) for s in self._about(run)]
            known = set(self.numbers)
            for settlement in found:
                self.numbers.setdefault(settlement.key, len(self.numbers) + 1)
            yield self._marked(block)
            new = {s.key: s for s in found if s.key not in known}.values()
            if new:
                yield Paragraph(joined(map(self._note, new), " "), kind="note")

    def _about(self, run: Run) -> list[Settlement]:
        if not isinstance(run, Fact):
            return []
        return [s for s in self.settlements if figure_of(s) == (run.subject, run.field)]

    def _marked(self, block: object) -> object:
        if isinstance(block, BulletList):
            return replace(block, items=tuple(map(self._paragraph, block.items)))
        if isinstance(block, Table):
            return replace(block, rows=tuple(map(self._row, block.rows)))
        return self._paragraph(block) if isinstance(block, Paragraph) else block

    def _row(self, row: TableRow) -> TableRow:
        """Only a cell with a marked figure becomes several runs."""
        cells = [(cell, tuple(self._runs(cell_runs(cell)))) for cell in row.cells]
        marked = (runs if len(runs) > len(cell_runs(cell)) else cell for cell, runs in cells)
        return replace(row, cells=tuple(marked))

    def _paragraph(self, paragraph: Paragraph) -> Paragraph:
        items = tuple(map(self._paragraph, paragraph.items))
        return replace(paragraph, runs=tuple(self._runs(paragraph.runs)), items=items)

    def _runs(self, runs: Runs) -> Iterator[Run]:
        """The runs with marks behind their figures; no mark within a fraction like 13/15."""
        marks: set[int] = set()
        for position, run in enumerate(runs):
            yield run
            marks |= {self.numbers[s.key] for s in self._about(run)}
            if marks and FRACTION_BAR not in runs[position : position + 2]:
                yield Label("".join(f" [{_letters(number)}]" for number in sorted(marks)))
                marks = set()

    def _note(self, settlement: Settlement) -> Runs:
        decision, finding = settlement.decision, settlement.finding
        key = settlement.status
        if decision is not None and key == DECIDED:
            key = decision.choice
        key = key if finding["computed"] else f"limit_{key}"
        source = [str(finding[name] or "") for name in ("file", "sheet", "cell")]
        return phrase(
            f"decision_note_{key}",
            self.report_data.lang,
            mark=_letters(self.numbers[settlement.key]),
            subject=Label(figure_name(finding, self.report_data)),
            stated=Supplied(with_unit(finding, "stated", self.report_data), *source),
            computed=Supplied(with_unit(finding, "computed", self.report_data)),
        )


def figure_name(finding: Record, report_data: ReportData) -> str:
    """What a contradiction is about: the subject without a long name in brackets, and the measure.

    The value of an indicator itself is named by its subject alone.
    """
    subject = re.sub(rf" \([^()]{{{LONGEST_BRACKET},}}\)", "", str(finding["subject"]))
    measure, row = str(finding["measure"]), report_data.find(str(finding["indicator"]))
    kind = "money" if is_of_programme(finding, report_data) else "measure"
    if row is None or (kind, measure) == ("measure", "actual"):
        return subject
    if measure == "stated_pct_plan" and report_data.facts.has_denominator(row):
        return f"{subject}, {word('figure_stated_share', report_data.lang)}"
    key = f"{'figure' if measure in FIELDS else kind}_{measure}"
    return f"{subject}, {word(key, report_data.lang)}"


def short_figure_name(finding: Record, report_data: ReportData) -> str:
    """The same for a page where every line counts: «Dự án 1» without what it is about.

    Of a sentence of the report's own text the words around the figure.
    """
    if finding["check"] == OWN_TEXT:
        return f"«{words_around(str(finding['stated']), str(finding['subject']))}»"
    row, measure = report_data.find(str(finding["indicator"])), str(finding["measure"])
    line = report_data.budget_line_of(row) if row is not None else None
    if row is None or line is None or not is_of_programme(finding, report_data):
        return figure_name(finding, report_data)
    lang = report_data.lang
    is_root = line in report_data.catalogues.programmes.roots()
    label = line.short_name(lang) if is_root else report_data.budget_line_label(line)
    names = [label.partition(":")[0]]
    if row["capital"] != TOTAL:
        capital = capital_name(str(row["capital"]), lang, "narrative", "capital_name")
        names.append(lower_first(capital))
    names.append(word(f"{'figure' if measure in FIELDS else 'money'}_{measure}", lang))
    return ", ".join(names)


def words_around(figure: str, text: str) -> str:
    """The words of a text before a figure and the figure, as many as a line of a list bears."""
    found = re.search(rf"(?<![\w.,]){re.escape(figure)}(?!\w|[.,]\d)", text)
    end = found.end() if found else len(text)
    words = text[:end].split()
    count = len(words)
    while count > 1 and len(" ".join(words[-count:])) > LONGEST_EXCERPT:
        count -= 1
    opening, ending = "… " * (count < len(words)), " …" * (end < len(text.rstrip(" .")))
    return f"{opening}{' '.join(words[-count:])}{ending}"


def is_of_programme(finding: Record, report_data: ReportData) -> bool:
    """True for the money of a programme."""
    row = report_data.find(str(finding["indicator"]))
    return row is not None and row["kind"] == "programme"


def with_unit(finding: Record, name: str, report_data: ReportData) -> str:
    """A figure of a contradiction (``stated`` or ``computed``) with its unit; empty without one."""
    text, row = str(finding[name] or ""), report_data.find(str(finding["indicator"]))
    if not text or row is None:
        return text
    is_share = "pct_" in str(finding["measure"])
    unit = PERCENT if is_share else unit_name(str(row["unit_of_measure"]), report_data.lang)
    return f"{text}%" if unit == PERCENT else f"{text} {unit}"


def _letters(number: int) -> str:
    """1 → a, 26 → z, 27 → aa: a mark of digits would read like a figure."""
    rest, last = divmod(number - 1, len(ascii_lowercase))
    return (_letters(rest) if rest else "") + ascii_lowercase[last]


def figure_of(settlement: Settlement) -> tuple[str, str]:
    """Indicator and column of the figure that a contradiction is about."""
    measure = str(settlement.finding["measure"])
    return str(settlement.finding["indicator"]), FIELDS.get(measure, measure)


def decision_text(settlement: Settlement, lang: str) -> str:
    """What was decided, why, by whom and when; else why it is still to be decided."""
    decision = settlement.decision
    if decision is None:
        return word("decision_open", lang)
    return word(
        f"decision_{settlement.status}",
        lang,
        choice=word(f"choice_{decision.choice}", lang),
        reason=decision.reason,
        name=decision.name,
        date=format_date(decision.date, lang=lang),
        stated=decision.stated,
        computed=decision.computed,
    )


def why_text(settlement: Settlement, report_data: ReportData) -> str:
    """What may explain the two figures, in words; empty where nothing is found."""
    about = report_data.find(str(settlement.finding["indicator"]))
    if about is None:
        return ""
    rows = report_data.records("indicators")
    kind, figures = explanation(settlement.stated, settlement.computed, about, rows)
    names = " + ".join(_named_figure(row, field, report_data) for row, field in figures)
    return word(f"why_{kind}", report_data.lang, names=names) if kind else ""


def _named_figure(row: Record, field: str, report_data: ReportData) -> str:
    amount = report_data.facts.known_fact(row, field, cell=True).text
    role = word(f"role_{field}", report_data.lang)
    return f"{amount} ({report_data.row_name(row)}, {role})"


def choice_code(text: str) -> str:
    """The code of a choice given as code or in words of either language; else the text itself."""
    for code in CHOICES:
        if fold(text) in {code, *(fold(word(f"choice_{code}", lang)) for lang in LANGUAGES)}:
            return code
    return text


def decision_sheet(settlements: Sequence[Settlement], report_data: ReportData) -> Table:
    """A sheet to fill in, with a pick list of what can be chosen of each that is undecided."""
    lang = report_data.lang
    rows = tuple(
        TableRow(
            (
                Label(figure_name(s.finding, report_data)),
                *(Label(text) for text in (s.stated, s.computed, why_text(s, report_data))),
                *("",) * 4,
                Label(s.key),
            ),
            choices=tuple(word(f"choice_{code}", lang) for code in choices_of(s.finding)),
        )
        for s in settlements
        if s.status != DECIDED
    )
    columns = tuple(
        Column(word(f"sheet_{name}", lang), "choice" if name == "choice" else "text", width)
        for name, width in zip(SHEET, WIDTHS, strict=True)
    )
    return Table(word("decision_sheet", lang), columns, rows, word("decision_sheet_note", lang))
