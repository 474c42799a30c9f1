"""What the last cell of ``00_start`` calls: a mail draft of one report, for who asks for it."""

from pathlib import PurePosixPath

from ipywidgets import HTML, Output, VBox

from helpers.core.messages import message
from helpers.delivery.messages import DraftResult, write_drafts
from helpers.export.html.panel import FileLink, NotebookCard
from helpers.stages.notebooks.lab_widgets import LabWidgets, button_of, outputs_of
from helpers.stages.received_files import link_to
from helpers.stages.set_aside import kept_sentences
from helpers.stages.unit_period import UnitPeriod


class MailDraft(LabWidgets):
    """A button that writes the draft; nothing is sent, and nothing written before it is pressed."""

    def __init__(self, unit_period: UnitPeriod) -> None:
        self.unit_period = unit_period
        self.card, report = Output(), HTML()
        button = button_of("delivery.write_draft", self.write, report)
        self.box = VBox([button, self.card, report])
        self.elsewhere = message("delivery.draft_elsewhere")

    def write(self) -> list[str]:
        """Write the drafts and show each as a card; what was set aside, a sentence each."""
        unit_period = self.unit_period
        workspace, lang = unit_period.workspace, unit_period.parameters.lang
        found = write_drafts(workspace, unit_period.period, [unit_period.unit.key], lang)
        self.card.outputs = tuple(o for one in found for o in outputs_of(self._card(one)))
        return list(kept_sentences([one.set_aside for one in found if one.set_aside]))

    def _card(self, written: DraftResult) -> NotebookCard:
        workspace = self.unit_period.workspace
        sentences = [written.reason] if written.reason else []
        sentences += [message("delivery.draft_warned")] if written.warnings else []
        links: tuple[FileLink, ...] = ()
        if written.file:
            sentences += [message("delivery.draft_next")]
            sentences += [] if written.recipients else [message("delivery.no_recipients")]
            links = (link_to(workspace, workspace.root / written.file, saves=True),)
        name = PurePosixPath(written.file).name
        key = "draft_made" if written.file else "draft_not_made"
        tone = "warn" if written.reason or written.warnings else ""
        return NotebookCard(message(f"delivery.{key}", file=name), tuple(sentences), links, tone)


def mail_draft(unit_period: UnitPeriod) -> MailDraft:
    """A button for the draft of this report."""
    return MailDraft(unit_period)
