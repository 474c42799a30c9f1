"""Problems as cards in JupyterLab: the source cell is shown and the decision made right there."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from ipywidgets import HTML, Button, Dropdown, Output, Text, VBox

from helpers.checks.decisions import Settlement, choices_of
from helpers.core.messages import current_language, message
from helpers.export.html.panel import NotebookPanel
from helpers.narrative.phrases import word
from helpers.stages.blank_forms import write_blank_forms
from helpers.stages.mapping.asking import read_workbooks
from helpers.stages.mapping.surroundings import region_table, regions_of
from helpers.stages.notebooks.cell_link import CellLink
from helpers.stages.notebooks.lab_widgets import (
    LAYOUT,
    STYLE,
    LabForm,
    button_of,
    outputs_of,
    shown,
    tell,
)
from helpers.stages.notebooks.problems import KINDS, MISSING, Problem, Problems
from helpers.stages.notebooks.report import open_report

MOST_CARDS = 30
"""Cards that are shown at once: the others follow when these are done."""
INDENT = {"margin": "0 0 0 1.2em"}


class ProblemCards(LabForm):
    """A card for each problem; with a form where a contradiction is to be decided."""

    def __init__(self, problems: Problems) -> None:
        super().__init__("start.who")
        self.problems = problems
        self.found = found = problems.all()
        self.cards = [ProblemCard(self, problem) for problem in found[:MOST_CARDS]]
        self.top = shown(self.heading)
        self.cell = CellLink()
        decides = any(card.problem.settlement for card in self.cards)
        form = [self.who] if decides else []
        said = HTML()
        again = partial(self.cell.write, {}, runs=True, tell=partial(tell, said))
        ends = [button_of("start.run_again", again, said)] if found else []
        cards = [card.box for card in self.cards]
        self.box = VBox([self.top, *form, *cards, *ends, said, self.cell])

    @property
    def heading(self) -> NotebookPanel:
        """How many problems of each kind there are now."""
        found = [*(c.problem for c in self.cards), *self.found[MOST_CARDS:]]
        unit_period = self.problems.unit_period
        about = {"unit": unit_period.unit.name_vi, "period": unit_period.period.label()}
        return NotebookPanel(sentences=tuple(_counts(found, about)))

    @property
    def elsewhere(self) -> str:  # type: ignore[override]
        """The cards as text."""
        return "\n\n".join([repr(self.heading), *(repr(c.problem.card) for c in self.cards)])

    def decide(self, card: "ProblemCard") -> list[str]:
        """Store what was chosen on a card, if it is whole; what to do next."""
        if not self.has_name:
            return [message("mapping.name_first")]
        settlement, choice, reason = card.given
        if not choice or not reason:
            return [message("start.choose_first")]
        report = open_report(self.problems.unit_period)
        report.decide(settlement.key, choice, reason=reason, name=self.name)
        decided = next(s for s in report.settlements if s.key == settlement.key)
        card.close(self.problems.of_settlement(decided))
        return [message("start.decided", title=card.problem.title)]

    def write_forms(self, card: "ProblemCard") -> list[str]:
        """Write the blank forms of the unit and link to them."""
        unit_period = self.problems.unit_period
        write_blank_forms(unit_period.workspace, unit_period.unit.key, unit_period.period)
        (problem,) = (p for p in self.problems.all() if p.kind == MISSING)
        card.close(problem)
        return [message("start.forms_written")]


class ProblemCard:
    """One problem; what is beside its source cell is read when it is asked for."""

    def __init__(self, form: ProblemCards, problem: Problem) -> None:
        self.form, self.problem = form, problem
        self.text, self.source, self.report = shown(problem.card), Output(), HTML()
        self.choice = Dropdown(
            options=_options(problem.settlement) if problem.settlement else [],
            description=message("start.choice"), style=STYLE, layout=LAYOUT,
        )  # fmt: skip
        self.reason = Text(description=message("start.reason"), style=STYLE, layout=LAYOUT)
        self.fields = VBox(self._fields(), layout=INDENT)
        source = button_of("start.see_source", self.show_source, self.report)
        see = [source] if problem.where else []
        self.box = VBox([self.text, *see, self.source, self.fields, self.report])

    def _fields(self) -> list[object]:
        if self.problem.settlement:
            return [self.choice, self.reason, self._button("start.decide", self.form.decide)]
        if self.problem.kind == MISSING and not self.problem.links:
            return [self._button("start.write_forms", self.form.write_forms)]
        return []

    def _button(self, key: str, action: Callable[["ProblemCard"], list[str]]) -> Button:
        return button_of(key, partial(action, self), self.report)

    @property
    def given(self) -> tuple[Settlement, str, str]:
        """The contradiction, the choice and the reason."""
        if self.problem.settlement is None:
            raise TypeError("nothing is to be decided here")
        return self.problem.settlement, self.choice.value, " ".join(self.reason.value.split())

    def show_source(self) -> None:
        """The cells around the source cell; pressed again, nothing."""
        if self.source.outputs:
            self.source.outputs = ()
            return
        unit_period = self.form.problems.unit_period
        where = self.problem.where
        workbooks = read_workbooks(unit_period, {cells.file for cells in where})
        tables = [region_table(region) for region in regions_of(where, 1, workbooks)]
        empty = NotebookPanel(sentences=(message("start.no_source"),))
        self.source.outputs = tuple(o for table in tables or [empty] for o in outputs_of(table))

    def close(self, problem: Problem) -> None:
        """Show what it came to, and count anew; nothing is left to fill in."""
        self.problem = problem
        self.form.top.outputs = outputs_of(self.form.heading)
        self.text.outputs = outputs_of(problem.card)
        self.fields.children = []


def _options(settlement: Settlement) -> list[tuple[str, str]]:
    codes, lang = choices_of(settlement.finding), current_language()
    return [(message("start.not_chosen"), ""), *((word(f"choice_{c}", lang), c) for c in codes)]


def _counts(problems: Sequence[Problem], about: dict[str, str]) -> list[str]:
    """How many there are of each kind; how many are not shown yet."""
    if not problems:
        return [message("start.no_problems")]
    found = Counter(problem.kind for problem in problems)
    parts = [message(f"start.count_{kind}", count=found[kind]) for kind in KINDS if found[kind]]
    lines = [message("start.problems", parts=", ".join(parts), **about)]
    more = len(problems) - MOST_CARDS
    return [*lines, message("start.more_problems", count=more)] if more > 0 else lines
