"""Pick lists for the open questions in JupyterLab; without its front end a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from ipywidgets import HTML, Accordion, Checkbox, Combobox, Dropdown, Text, VBox

from helpers.cleaning.recognition.model import Question
from helpers.core.messages import message
from helpers.stages.mapping.answer_workbook import GivenAnswer, positions_of
from helpers.stages.mapping.asking import Asking, open_asking
from helpers.stages.mapping.filled_answers import (
    CHOICE,
    AnswerProblem,
    choices_of,
    fields_of,
    meaning_of,
)
from helpers.stages.mapping.surroundings import region_table
from helpers.stages.notebooks.lab_widgets import LAYOUT, STYLE, LabForm, button_of

_LISTS = {"measure": "measures", "period": "periods", "unit": "units", "indicator": "indicators"}


class QuestionForm(LabForm):
    """The questions by workbook with their pick lists; one name and one button for all of them.

    What is shown without a front end is one sentence: nothing is made before it is displayed.
    """

    def __init__(self, asking: Asking) -> None:
        super().__init__("mapping.column_who")
        self.report = HTML()
        self.asking = asking
        self.body = VBox()
        self.entries: list[QuestionEntry] = []
        actions = (("store", self.store), ("write", self.write), ("read", self.read))
        self.buttons = [
            button_of(f"mapping.button_{name}", action, self.report, "24em")
            for name, action in actions
        ]
        self.box = VBox()
        self.elsewhere = message("mapping.only_in_lab")
        self._show_questions()

    def _show_questions(self) -> None:
        self.entries, titles, children = [], [], []
        for file, questions in self.asking.by_workbook.items():
            entries = [QuestionEntry(self.asking, n, question) for n, question in questions]
            self.entries += entries
            titles.append(message("mapping.of_workbook", file=file, count=len(entries)))
            children.append(VBox([entry.box for entry in entries]))
        if self.entries:
            self.body.children = [Accordion(children=children, titles=titles, selected_index=0)]
            self.box.children = [self.who, self.body, VBox(self.buttons), self.report]
        else:  # nothing to fill in, and no button that does nothing
            self.box.children = [HTML(escape(message("mapping.nothing_open"))), self.report]

    def store(self) -> list[str]:
        """Store the good answers; sentences about them and about the others."""
        if not self.has_name:
            return [message("mapping.name_first")]
        given, lines = [], []
        for entry in self.entries:
            try:
                meaning = meaning_of(entry.question, entry.filled, self.asking.vocabulary)
            except AnswerProblem as problem:
                lines.append(
                    message("mapping.entry_problem", number=entry.number, reason=problem.reason)
                )
                continue
            if meaning is not None:
                given.append(GivenAnswer(entry.question, meaning, self.name))
        return [*lines, *self._keep(given, "notebook")]

    def write(self) -> list[str]:
        """Write the workbook of questions; where it is."""
        was_read, relative = self.asking.is_file_read, self.asking.unit_period.workspace.relative
        kept = self.asking.write_workbook()
        lines = [self.asking.set_aside_text(kept, was_read=was_read)] if kept else []
        return [*lines, message("mapping.written_for_lab", file=relative(self.asking.file))]

    def read(self) -> list[str]:
        """Store the answers of the workbook where it was written."""
        if not self.asking.file.is_file():
            return [message("mapping.not_written_yet")]
        filled = self.asking.read_workbook(self.asking.file, self.who.value)
        return [*map(str, filled.problems), *self._keep(filled.answers, "workbook")]

    def _keep(self, answers: Sequence[GivenAnswer], how: Any) -> list[str]:
        if not answers:
            return [message("mapping.nothing_stored")]
        stored = self.asking.store(answers, how)
        self.asking = open_asking(self.asking.unit_period)
        self._show_questions()
        return [str(stored)]


@dataclass
class QuestionEntry:
    """One question with its pick list; the fields to fill in are made when they are wanted."""

    asking: Asking
    number: int
    question: Question

    def __post_init__(self) -> None:
        choices = [choice.text for choice in choices_of(self.question, self.asking.vocabulary)]
        empty = (message("mapping.not_answered"), "")
        self.choice = Dropdown(
            options=[empty, *zip(choices, choices, strict=True)],
            description=message("mapping.column_choice"), style=STYLE, layout=LAYOUT,
        )  # fmt: skip
        self.fields: dict[str, Any] = {}
        self.by_hand = Checkbox(description=message("mapping.fill_in"), indent=False, layout=LAYOUT)
        self.by_hand.observe(lambda change: self._show_fields(change["new"]), names="value")
        self.inputs = VBox()
        parts = [HTML(self._text()), self.choice]
        if fields_of(self.question):
            parts += [self.by_hand, self.inputs]
        self.box = VBox(parts)

    @property
    def filled(self) -> dict[str, str]:
        """Field → what is in it."""
        by_hand = {name: field.value for name, field in self.fields.items()}
        return {CHOICE: self.choice.value, **(by_hand if self.by_hand.value else {})}

    def _show_fields(self, wanted: bool) -> None:
        if wanted and not self.fields:
            self.fields = {name: self._field(name) for name in fields_of(self.question)}
        self.inputs.children = list(self.fields.values()) if wanted else []

    def _field(self, name: str) -> Any:
        title = {"description": message(f"mapping.column_{name}"), "style": STYLE}
        if name not in _LISTS:
            return Text(layout=LAYOUT, **title)
        names = list(getattr(self.asking.vocabulary, _LISTS[name]))
        return Combobox(options=names, ensure_option=False, layout=LAYOUT, **title)

    def _text(self) -> str:
        lines = (
            message("mapping.line_where", where="; ".join(positions_of(self.question.where))),
            message("mapping.line_reason", reason=self.asking.reason(self.question)),
        )
        title = f"<b>{self.number}. {escape(self.question.text)}</b>"
        regions = self.asking.regions(self.number)
        tables = "".join(region_table(region)._repr_html_() for region in regions)
        return title + "".join(f"<div>{escape(line.strip())}</div>" for line in lines) + tables
