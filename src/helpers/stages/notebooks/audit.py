"""What ``06_audit`` calls: the examination of one finished report's text."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers.audit.claim import AGREES
from helpers.audit.examine import Examined, examine, require_vietnamese
from helpers.audit.passages import Passage
from helpers.audit.readers import read_passages
from helpers.audit.records import as_csv, as_json, gravest_first, record_of
from helpers.core.errors import InputError
from helpers.core.messages import message, set_language
from helpers.core.workspace import Workspace
from helpers.export.html.audit_page import counts_line, render_audit
from helpers.stages.notebooks.tables import ShownTable, show_frame
from helpers.stages.parameters import AuditParameters, validated
from helpers.stages.set_aside import OutputFolder, kept_sentences

COLUMNS = ["place", "words", "kind", "verdict", "stated", "computed", "allowed", "hint", "advice"]


@dataclass(frozen=True)
class Audit:
    """A file's text with every claim that could be checked."""

    workspace: Workspace
    name: str
    lang: str
    passages: list[Passage]
    found: list[Examined]

    @property
    def summary(self) -> str:
        """How many claims were examined, agree, contradict; what could not be read."""
        unread = [passage.text for passage in self.passages if passage.is_unread]
        return " ".join([counts_line(self.name, self.found, self.lang), *unread])

    def findings(self, *, everything: bool = False) -> ShownTable:
        """Claims that do not agree (or all), the gravest first, one row each."""
        found = [i for i in self.found if everything or i.claim.verdict != AGREES]
        records = [record_of(item) for item in gravest_first(found)]
        frame = pd.DataFrame(records, columns=COLUMNS)
        kinds = [message(f"audit.kind_{kind}") for kind in frame["kind"]]
        return show_frame(frame, "audit", frame.assign(kind=kinds))

    def save(self) -> ShownTable:
        """Write page, JSON and CSV into reports/audit; their names. Prints what was set aside."""
        folder = self.workspace.root / "reports" / "audit"
        texts = {
            "html": render_audit(self.name, self.passages, self.found, self.lang),
            "json": as_json(self.found),
            "csv": as_csv(self.found),
        }
        files = [folder / f"{self.name}.{kind}" for kind in texts]
        outputs = OutputFolder(self.workspace, folder)
        before = outputs.kept()
        for path, text in zip(files, texts.values(), strict=True):
            outputs.replace(path, text.encode("utf-8"))
        for line in kept_sentences(outputs.kept(but=before)):
            print(line)
        names = [self.workspace.relative(path) for path in files]
        return show_frame(pd.DataFrame({"file": names}))


def open_audit(*, workspace: Workspace | None = None, **values: object) -> Audit:
    """Examine a file of the workspace, or the one of that name among its reports.

    Raises ParameterError, InputError.
    """
    given = validated(AuditParameters, values)
    set_language(given.lang)
    base = workspace or Workspace.find()
    path = _find(base, given.file)
    passages = read_passages(path)
    found = list(examine(path.name, passages))
    require_vietnamese(path.name, passages, found)
    return Audit(base, path.name, given.lang, passages, found)


def _find(workspace: Workspace, file: str) -> Path:
    """The file at this path of the workspace, else a finished report of that name."""
    path, root = (workspace.root / file).resolve(), workspace.root.resolve()
    if path == root or not path.is_relative_to(root):
        raise InputError("audit.outside", file=file)
    reports = sorted((root / "reports").rglob(path.name))
    return path if path.exists() or not reports else reports[-1]
