"""What ``07_mapping`` calls: open questions about a unit's tables, and what was answered."""

from dataclasses import dataclass

from helpers.core.catalogues.mappings import current_answers
from helpers.core.messages import message
from helpers.core.workspace import Workspace
from helpers.export.html.panel import NotebookPanel
from helpers.stages.mapping.answer_workbook import positions_of
from helpers.stages.mapping.asking import Asking, open_asking
from helpers.stages.mapping.filled_answers import proposed
from helpers.stages.notebooks.mapping_form import QuestionForm
from helpers.stages.parameters import StageParameters
from helpers.stages.unit_period import open_unit_period


@dataclass(frozen=True)
class Mapping:
    """The questions of one unit and period as the analyst meets them."""

    asking: Asking

    def questions(self) -> NotebookPanel:
        """All open questions, and how many there are."""
        asking = self.asking
        if not asking.questions:
            return NotebookPanel(sentences=(message("mapping.nothing_open"),))
        names = ("number", "where", "shown", "text", "reason", "proposals")
        heads = tuple(message(f"mapping.column_{name}") for name in names)
        rows = tuple(self._row(number) for number in range(1, len(asking.questions) + 1))
        title = message("mapping.open_questions", count=len(rows), unit=asking.unit_name)
        return NotebookPanel(heads, rows, (title,))

    def _row(self, number: int) -> tuple[str, ...]:
        question = self.asking.questions[number - 1]
        choices = proposed(question, self.asking.vocabulary)
        return (
            str(number),
            "; ".join(positions_of(question.where)),
            question.shown,
            question.text,
            self.asking.reason(question),
            "; ".join(choice.text for choice in choices),
        )

    def form(self) -> QuestionForm:
        """Pick lists and a button that stores; nothing changes before somebody presses it."""
        return QuestionForm(self.asking)

    def remembered(self) -> NotebookPanel:
        """Every answer on hand, oldest first: who gave it, when, and whether it counts now."""
        asking = self.asking
        current = set(map(id, current_answers(asking.stored, asking.unit_period.period).values()))
        rows = tuple(
            (
                answer.shown,
                "; ".join(positions_of(asking.used.get(answer.shown, ()))),
                asking.describe(answer),
                answer.who,
                f"{answer.date:%d/%m/%Y}",
                message("mapping.counts" if id(answer) in current else "mapping.counts_not"),
            )
            for answer in asking.stored
        )
        names = ("shown", "used", "meaning", "who", "date", "state")
        heads = tuple(message(f"mapping.column_{name}") for name in names)
        return NotebookPanel(
            heads if rows else (), rows, (message("mapping.kept", count=len(rows)),)
        )


def open_mapping(*, workspace: Workspace | None = None, **values: object) -> Mapping:
    """Read the unit's files and see what is asked. Raises ParameterError, InputError."""
    return Mapping(open_asking(open_unit_period(StageParameters, workspace=workspace, **values)))
