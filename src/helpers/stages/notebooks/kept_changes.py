"""What a person changes about a report and what is kept of it: lasting edits and decisions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from helpers.checks.decisions import Settlement, decisions_file
from helpers.core.catalogues.key_indicators import KeyIndicator, load_key_indicators
from helpers.core.errors import ParameterError
from helpers.narrative.decisions import choice_code
from helpers.narrative.report_data import ReportData
from helpers.stages.decided import add_decision
from helpers.stages.edits import CHOOSE, Edit, add_edit, edits_file, load_edits, remove_edit
from helpers.stages.notebooks.kept_tables import show_decisions, show_edits, show_messages
from helpers.stages.notebooks.tables import ShownTable
from helpers.stages.parameters import checked_call, validated
from helpers.stages.unit_period import UnitPeriod


class KeptChanges(ABC):
    """The edits and decisions of one report, as its notebook lists and stores them.

    A change is tried before it is kept: one that cannot be made is refused and not stored.
    """

    unit_period: UnitPeriod
    report_data: ReportData

    @property
    @abstractmethod
    def settlements(self) -> list[Settlement]:
        """The contradictions and what was decided of them. Raises CatalogueError."""

    @abstractmethod
    def try_edit(self, edit: Edit) -> None:
        """Raise InputError where the report with this edit cannot be made."""

    def edits(self) -> ShownTable:
        """The stored edits in their order, with the numerals that were typed by hand."""
        return show_edits(self._stored, self.report_data)

    @checked_call
    def insert_after(self, section: str, paragraph: str = "", **what: Any) -> ShownTable:
        """Keep a paragraph, ``chart={…}`` or ``table={…}`` for the end of a section.

        ``{code}`` in a paragraph is the figure of an indicator. ``who`` and ``reason`` are kept.
        """
        return self._keep(action="insert_after", section=section, paragraph=paragraph, **what)

    @checked_call
    def drop(self, section: str, text: str, **why: str) -> ShownTable:
        """Leave out the paragraph, list item, picture or table of a section that has ``text``."""
        return self._keep(action="drop", section=section, text=text, **why)

    @checked_call
    def replace(self, section: str, text: str, by: str, **why: str) -> ShownTable:
        """Print ``by`` in place of ``text`` in a paragraph of a section."""
        return self._keep(action="replace", section=section, text=text, paragraph=by, **why)

    def messages(self) -> ShownTable:
        """What the signer's page can say, the most important first; what it says is marked."""
        return show_messages(self.report_data, self.weighted)

    @checked_call
    def choose(self, messages: Sequence[str], **why: str) -> ShownTable:
        """Keep which figures the signer's page names, by their codes, in this order."""
        self._keep(action=CHOOSE, messages=tuple(messages), **why)
        side = CHOOSE, self.report_data.outline.chain
        numbered = enumerate(self._stored, start=1)
        *earlier, _ = (number for number, e in numbered if (e.action, e.chain) == side)
        for number in reversed(earlier):
            remove_edit(self._edits_file, number)
        return self.edits()

    @checked_call
    def undo(self, number: int) -> ShownTable:
        """Take back the edit of that number. Raises ParameterError where there is none."""
        count = len(self._stored)
        if not 0 < number <= count:
            raise ParameterError("edits.no_number", number=number, count=count)
        remove_edit(self._edits_file, number)
        return self.edits()

    def decisions(self) -> ShownTable:
        """The contradictions in the order of the dossier, those to be decided first."""
        return show_decisions(self.settlements, self.report_data)

    @checked_call
    def decide(self, key: str, choice: str, *, reason: str, name: str) -> ShownTable:
        """Keep a decision about the contradiction ``key`` in the unit's file of decisions.

        Notebooks 02 to 04 obey it when they run again. Raises ParameterError for an unknown key,
        for a choice that the report cannot obey, and without reason or name.
        """
        given = {"key": key, "choice": choice_code(choice), "reason": reason, "name": name}
        add_decision(self._decisions_file, given, self.settlements)
        return self.decisions()

    @property
    def weighted(self) -> list[KeyIndicator]:
        """The key indicators with their weights on the signer's page."""
        known, unit_period = self.unit_period.catalogues.known_codes, self.unit_period
        return load_key_indicators(unit_period.workspace, unit_period.period, known, weighted=True)

    @property
    def _edits_file(self) -> Path:
        unit_period = self.unit_period
        return edits_file(unit_period.workspace, unit_period.period, unit_period.unit.key)

    @property
    def _decisions_file(self) -> Path:
        unit_period = self.unit_period
        return decisions_file(unit_period.workspace, unit_period.period, unit_period.unit.key)

    @property
    def _stored(self) -> tuple[Edit, ...]:
        """The lasting edits of the unit and period, of all sides and languages."""
        return load_edits(self._edits_file)

    def _keep(self, **values: Any) -> ShownTable:
        own = {"lang": self.report_data.lang, "chain": self.report_data.outline.chain}
        edit = validated(Edit, {**own, **values})
        if edit not in self._stored:  # a cell that is run again adds nothing
            self.try_edit(edit)
            add_edit(self._edits_file, edit)
        return self.edits()
